import {staticServer} from '../harness/nginx.ts';
import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;
/** The rule stops the probe, and a reader who doesn't know the match may say that it doesn't know. */
const dropsOddly = {...drops, verdict: ['unhealthy', 'unknown']} as const;
const well = {check: http, truth: 'up', first: null} as const;

/** Rules that take some reading. */
export const oddRules: readonly Scenario[] = [
	{
		name: 'a mark is set in mangle and dropped in filter',
		arrange: nginxAnd(`
			iptables -t mangle -A PREROUTING -s 100.64.0.0/10 -j MARK --set-xmark 0x7/0xff
			iptables -A INPUT -m mark --mark 0x7/0xff -j DROP`),
		...drops,
	},
	{
		name: 'a mark is set in mangle for another port, and dropped in filter',
		arrange: nginxAnd(`
			iptables -t mangle -A PREROUTING -p tcp --dport 8080 -j MARK --set-xmark 0x7/0xff
			iptables -A INPUT -m mark --mark 0x7/0xff -j DROP`),
		...well,
	},
	{
		name: 'the destination is dropped, whoever asks',
		arrange: nginxAnd('iptables -A INPUT -d 10.11.192.1 ! -i lo -j DROP'),
		...drops,
	},
	{
		name: 'a match on bytes (u32) drops the port',
		arrange: nginxAnd(`iptables -A INPUT -i eth0 -p tcp -m u32 --u32 '0>>22&0x3C@0&0xFFFF=80' -j DROP`),
		...dropsOddly,
	},
	{
		name: 'a match on bytes (u32) for a packet of UDP concerns no probe',
		arrange: nginxAnd(`iptables -A INPUT -p udp -m u32 --u32 '0>>22&0x3C@0&0xFFFF=80' -j DROP`),
		...well,
	},
	{
		name: 'a match on a word (string) behind an ACCEPT for the port concerns no probe',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -m string --string passwd --algo bm -j DROP`),
		...well,
	},
	{
		name: 'a match on the TTL drops what comes from afar',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -p tcp --dport 80 -m ttl --ttl-gt 10 -j DROP'),
		...dropsOddly,
	},
	{
		name: 'at most no connection at all is allowed (connlimit)',
		arrange: nginxAnd('iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m connlimit --connlimit-above 0 -j DROP'),
		...dropsOddly,
		first: ['firewall-rate-limits-probes', 'firewall-drops-probes'],
	},
	{
		name: 'a source that comes again within a minute is dropped (recent)',
		arrange: nginxAnd(`
			iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m recent --name web --set
			iptables -A INPUT -i eth0 -p tcp --dport 80 --syn -m recent --name web --update --seconds 60 --hitcount 3 -j DROP`),
		...dropsOddly,
		first: 'firewall-rate-limits-probes',
	},
	{
		name: 'a rule that holds all day drops (time)',
		arrange: nginxAnd(
			'iptables -A INPUT -i eth0 -p tcp --dport 80 -m time --timestart 00:00 --timestop 23:59:59 -j DROP',
		),
		...dropsOddly,
	},
	{
		name: 'new connections from the range are dropped, established ones pass',
		arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -m conntrack --ctstate NEW -j DROP'),
		...drops,
	},
	{
		name: 'the port is redirected to one where nothing listens, and nginx listens on the port itself',
		arrange: nginxAnd('iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080'),
		check: http,
		truth: 'down',
		first: ['service-not-listening', 'listening-on-other-port', 'container-down'],
	},
	{
		name: 'the port is sent on to loopback, where nginx listens, and the kernel is allowed to',
		arrange: nginxAnd(
			`sysctl -qw net.ipv4.conf.eth0.route_localnet=1
			iptables -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 127.0.0.1:8080`,
			{servers: staticServer('listen 127.0.0.1:8080;')},
		),
		...well,
	},
	{
		name: 'only the second packet of the handshake is dropped on its way out',
		arrange: nginxAnd(
			'iptables -A OUTPUT -o eth0 -p tcp --sport 80 -d 100.64.0.0/10 --tcp-flags SYN,ACK SYN,ACK -j DROP',
		),
		check: http,
		truth: 'down',
		first: 'firewall-drops-replies',
	},
];
