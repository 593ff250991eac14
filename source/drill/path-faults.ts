import type {DrillFault, OwnNetwork} from './fault.ts';

type PathFault = Omit<DrillFault, 'behaviour' | 'own'> & {readonly own: OwnNetwork};

/** A second network on eth1 leads nowhere: its gateway knows nothing of the load balancer. */
const awayRoute = 'ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1';

const faults: readonly PathFault[] = [
	{
		id: 'dropped-range',
		title: 'A rule of iptables drops the probes',
		code: 'firewall-drops-probes',
		near: [
			'return-route-missing',
			'reverse-path-filter',
			'accept-queue-full',
			'firewall-drops-replies',
			'service-not-listening',
		],
		own: {
			tools: ['iptables'],
			script: [
				'iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
				'iptables -A INPUT -s 192.0.2.0/24 -j DROP',
				'iptables -A INPUT -s 100.64.0.0/10 -j DROP',
				'iptables -A INPUT -s 198.51.100.0/24 -j DROP',
			],
		},
	},
	{
		id: 'office-only',
		title: 'A rule of iptables lets only the office in',
		code: 'firewall-drops-probes',
		near: [
			'service-not-listening',
			'listening-loopback-only',
			'application-denies-probe-source',
			'firewall-rate-limits-probes',
			'return-route-missing',
		],
		own: {
			tools: ['iptables'],
			script: [
				'iptables -A INPUT -i lo -j ACCEPT',
				'iptables -A INPUT -p tcp --dport {port} ! -s 10.0.0.0/8 -j REJECT --reject-with tcp-reset',
			],
		},
	},
	{
		id: 'nft-set',
		title: 'A set of nftables holds the range',
		code: 'firewall-drops-probes',
		near: [
			'return-route-missing',
			'firewall-rate-limits-probes',
			'reverse-path-filter',
			'security-software-blocks-probes',
			'accept-queue-full',
		],
		own: {
			tools: ['nft'],
			script: [
				'nft add table inet edge',
				"nft 'add set inet edge bogons { type ipv4_addr; flags interval; elements = { 192.0.2.0/24, 100.64.0.0/10, 240.0.0.0/4 }; }'",
				"nft 'add chain inet edge incoming { type filter hook prerouting priority -150; policy accept; }'",
				'nft \'add rule inet edge incoming iifname "eth0" ip saddr @bogons drop\'',
			],
		},
	},
	{
		id: 'answers-dropped',
		title: 'A rule drops the answers on their way out',
		code: 'firewall-drops-replies',
		near: ['firewall-drops-probes', 'return-route-missing', 'return-route-wrong', 'service-hung', 'accept-queue-full'],
		own: {tools: ['iptables'], script: ['iptables -A OUTPUT -d 100.64.0.0/10 -p tcp -j DROP']},
	},
	{
		id: 'limited',
		title: 'A rule limits new connections',
		code: 'firewall-rate-limits-probes',
		near: [
			'intermittent-failures',
			'firewall-drops-probes',
			'service-restarting',
			'accept-queue-full',
			'response-too-slow',
		],
		own: {
			tools: ['iptables'],
			script: [
				'iptables -A INPUT -i eth0 -p tcp --dport {port} --syn -m limit --limit 6/minute --limit-burst 3 -j ACCEPT',
				'iptables -A INPUT -i eth0 -p tcp --dport {port} --syn -j DROP',
			],
		},
	},
	{
		id: 'blackhole',
		title: 'A blackhole route swallows the answers',
		code: 'return-route-missing',
		near: [
			'firewall-drops-replies',
			'firewall-drops-probes',
			'return-route-wrong',
			'reverse-path-filter',
			'accept-queue-full',
		],
		own: {script: ['ip route add blackhole 100.64.0.0/10']},
	},
	{
		id: 'no-default',
		title: 'The default route is gone',
		code: 'return-route-missing',
		near: [
			'return-route-wrong',
			'firewall-drops-probes',
			'reverse-path-filter',
			'firewall-drops-replies',
			'interface-down',
		],
		own: {script: ['ip route del default']},
	},
	{
		id: 'other-way',
		title: 'The answers leave by another interface',
		code: 'return-route-wrong',
		near: [
			'return-route-missing',
			'reverse-path-filter',
			'firewall-drops-replies',
			'overlay-captures-probe-range',
			'firewall-drops-probes',
		],
		own: {script: [awayRoute]},
	},
	{
		id: 'strict-path',
		title: 'Strict reverse-path filtering drops the probes',
		code: 'reverse-path-filter',
		near: [
			'firewall-drops-probes',
			'return-route-missing',
			'firewall-drops-replies',
			'accept-queue-full',
			'overlay-captures-probe-range',
		],
		own: {
			script: [
				awayRoute,
				'echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter',
				'echo 1 >/proc/sys/net/ipv4/conf/eth0/rp_filter',
			],
		},
	},
	{
		id: 'tunnel',
		title: 'A tunnel takes the range of the probes',
		code: 'tailscale-captures-probe-range',
		near: [
			'return-route-missing',
			'firewall-drops-replies',
			'overlay-captures-probe-range',
			'reverse-path-filter',
			'return-route-wrong',
		],
		own: {
			script: [
				'ip link add tailscale0 type veth peer name ts-far',
				'ip link set tailscale0 up',
				'ip link set ts-far up',
				'ip address add 100.101.102.103/32 dev tailscale0',
				'ip rule add pref 5270 lookup 52',
				'ip route add 100.64.0.0/10 dev tailscale0 table 52',
			],
		},
	},
	{
		id: 'container-network',
		title: 'A container network has addresses of the range',
		code: 'overlay-captures-probe-range',
		near: [
			'return-route-wrong',
			'return-route-missing',
			'tailscale-captures-probe-range',
			'container-forwarding-blocked',
			'firewall-drops-probes',
		],
		own: {
			script: [
				'ip link add veth9 type veth peer name veth9-far',
				'ip link add br-5f2a9c1e7d30 type bridge',
				'ip link set veth9 master br-5f2a9c1e7d30',
				'ip address add 100.64.0.1/10 dev br-5f2a9c1e7d30',
				'ip link set br-5f2a9c1e7d30 up',
				'ip link set veth9 up',
				'ip link set veth9-far up',
			],
		},
	},
	{
		id: 'other-port',
		title: 'The service listens on another port',
		code: 'listening-on-other-port',
		near: [
			'service-not-listening',
			'listening-loopback-only',
			'firewall-drops-probes',
			'health-check-port-mismatch',
			'listening-other-address',
		],
		own: {listen: '0.0.0.0:8080'},
	},
	{
		id: 'ipv6-only',
		title: 'The socket is for IPv6 only',
		code: 'listening-ipv6-only',
		near: [
			'service-not-listening',
			'listening-loopback-only',
			'firewall-drops-probes',
			'listening-other-address',
			'listening-on-other-port',
		],
		own: {listen: '[::]:{port}'},
	},
	{
		id: 'other-address',
		title: 'The service listens on another address',
		code: 'listening-other-address',
		near: [
			'listening-loopback-only',
			'service-not-listening',
			'listening-on-other-port',
			'firewall-drops-probes',
			'backend-address-missing',
		],
		own: {listen: '10.22.0.1:{port}'},
	},
	{
		id: 'not-started',
		title: 'The service is not running',
		code: 'service-not-listening',
		near: [
			'listening-on-other-port',
			'listening-loopback-only',
			'firewall-drops-probes',
			'backend-address-missing',
			'service-restarting',
		],
		own: {listen: 'nowhere'},
	},
	{
		id: 'frozen',
		title: 'The service is frozen',
		code: 'service-stopped',
		near: ['service-hung', 'accept-queue-full', 'response-too-slow', 'firewall-drops-replies', 'cpu-overloaded'],
		own: {stuck: 'frozen'},
	},
	{
		id: 'full-queue',
		title: 'The accept queue is full',
		code: 'accept-queue-full',
		near: ['service-hung', 'firewall-drops-probes', 'service-stopped', 'response-too-slow', 'syn-backlog-overflow'],
		own: {stuck: 'accepts-nothing'},
	},
];

/** Faults on the probe's path and of the service's process, for which a network of its own is needed. */
export const pathFaults: readonly DrillFault[] = faults.map(fault => ({...fault, behaviour: 'none'}));
