import type {PathFault} from './fault.ts';

/** A rule stops the probes, or their answers. */
export const filterFaults: readonly PathFault[] = [
	{
		id: 'dropped-range',
		title: {en: 'A rule of iptables drops the probes', zh: 'iptables 规则丢弃探测'},
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
		title: {en: 'A rule of iptables lets only the office in', zh: 'iptables 规则只放行办公网'},
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
		title: {en: 'A set of nftables holds the range', zh: 'nftables 集合包含探测来源网段'},
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
		title: {en: 'A rule drops the answers on their way out', zh: '规则丢弃出方向的应答'},
		code: 'firewall-drops-replies',
		near: ['firewall-drops-probes', 'return-route-missing', 'return-route-wrong', 'service-hung', 'accept-queue-full'],
		own: {tools: ['iptables'], script: ['iptables -A OUTPUT -d 100.64.0.0/10 -p tcp -j DROP']},
	},
	{
		id: 'limited',
		title: {en: 'A rule limits new connections', zh: '规则限制新建连接的速率'},
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
];
