import type {PathFault} from './fault.ts';

/** A second network on eth1 leads nowhere: its gateway knows nothing of the load balancer. */
const awayRoute = 'ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1';

/** The way back to the load balancer is missing or wrong. */
export const routeFaults: readonly PathFault[] = [
	{
		id: 'blackhole',
		title: {en: 'A blackhole route swallows the answers', zh: '黑洞路由吞掉应答'},
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
		title: {en: 'The default route is gone', zh: '默认路由丢失'},
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
		title: {en: 'The answers leave by another interface', zh: '应答从另一个网卡发出'},
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
		title: {en: 'Strict reverse-path filtering drops the probes', zh: '严格的反向路径过滤丢弃探测'},
		code: 'reverse-path-filter',
		near: [
			'firewall-drops-probes',
			'return-route-missing',
			'firewall-drops-replies',
			'accept-queue-full',
			'overlay-captures-probe-range',
		],
		alsoTrue: ['return-route-wrong'],
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
		title: {en: 'A tunnel takes the range of the probes', zh: '隧道占用探测来源网段'},
		code: 'tailscale-captures-probe-range',
		near: [
			'return-route-missing',
			'firewall-drops-replies',
			'overlay-captures-probe-range',
			'reverse-path-filter',
			'return-route-wrong',
		],
		alsoTrue: ['return-route-wrong'],
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
		title: {en: 'A container network has addresses of the range', zh: '容器网络占用探测来源网段的地址'},
		code: 'overlay-captures-probe-range',
		near: [
			'return-route-wrong',
			'return-route-missing',
			'tailscale-captures-probe-range',
			'container-forwarding-blocked',
			'firewall-drops-probes',
		],
		alsoTrue: ['return-route-wrong'],
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
];
