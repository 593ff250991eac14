import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith, odd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const well = {check: http, truth: 'up', first: null} as const;

/** Healthy backends with rules, routes or answers that a hasty reader takes for a fault. */
export const traps: readonly Scenario[] = [
	{
		name: "tailscale's table 52 is behind a rule that sends the range to the main table",
		arrange: nginxAnd(`
			ip link add tailscale0 type veth peer name ts-far
			ip link set tailscale0 up
			ip link set ts-far up
			ip address add 100.101.102.103/32 dev tailscale0
			ip rule add pref 5270 lookup 52
			ip route add 100.64.0.0/10 dev tailscale0 table 52
			ip rule add pref 100 to 100.64.0.0/10 lookup main`),
		...well,
	},
	{
		name: "tailscale's ts-input drops the range behind an ACCEPT for the port on eth0",
		arrange: nginxAnd(`
			iptables -N ts-input
			iptables -A INPUT -j ts-input
			iptables -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP
			iptables -I INPUT 1 -s 100.64.0.0/10 -i eth0 -p tcp --dport 80 -m comment --comment slb-wizard -j ACCEPT`),
		...well,
	},
	{
		name: 'a blackhole for the range is in a table that no rule asks',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10 table 99'),
		...well,
	},
	{
		name: 'a blackhole for the range has a worse metric than the route that is used',
		arrange: nginxAnd(`
			ip route add 100.64.0.0/10 via 10.11.192.253 dev eth0
			ip route add blackhole 100.64.0.0/10 metric 4096`),
		...well,
	},
	{
		name: 'the backend address is a /32 on loopback, as behind a director',
		arrange: nginxAnd('ip address add 10.11.192.5/32 dev lo'),
		...well,
		check: {...http, backend: '10.11.192.5'},
	},
	{
		name: 'eth0 is a port of a bridge, and a rule for eth0 concerns nobody',
		arrange: nginxAnd(`
			ip link add br0 type bridge
			ip link set br0 address $(cat /sys/class/net/eth0/address)
			ip link set eth0 master br0
			ip address flush dev eth0
			ip address add 10.11.192.1/24 dev br0
			ip link set br0 up
			ip route add default via 10.11.192.253 dev br0
			sysctl -qw net.bridge.bridge-nf-call-iptables=0
			iptables -A INPUT -i eth0 -p tcp --dport 80 -j DROP`),
		...well,
	},
	{
		name: 'HEAD is answered 200 and GET 404, and the check uses HEAD',
		arrange: nginxWith(staticServer('listen 80;', 'if ($request_method = GET) { return 404; }')),
		...well,
	},
	{
		name: 'browsers are sent to https, and the check is answered',
		arrange: nginxWith(staticServer('listen 80;', 'if ($http_user_agent ~ Mozilla) { return 301 https://$host/; }')),
		...well,
	},
	{
		name: 'targets that only take notes (LOG, NFLOG, MARK, CONNMARK, TCPMSS) let the packet go on',
		arrange: nginxAnd(`
			iptables -t mangle -A PREROUTING -j CONNMARK --restore-mark
			iptables -t mangle -A PREROUTING -p tcp --dport 80 -j MARK --set-mark 3
			iptables -t mangle -A POSTROUTING -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1400
			iptables -A INPUT -s 100.64.0.0/10 -j LOG --log-prefix "DROP: "
			iptables -A INPUT -s 100.64.0.0/10 -j NFLOG --nflog-prefix "denied"
			iptables -A INPUT -p tcp --dport 80 -m mark --mark 3 -j ACCEPT
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
			iptables -P INPUT DROP`),
		...well,
	},
	{
		name: 'everything but the range is dropped',
		arrange: nginxAnd(
			'iptables -A INPUT ! -i lo ! -s 100.64.0.0/10 -j DROP; iptables -A INPUT -s 100.64.0.0/10 ! -p tcp -j DROP',
		),
		...well,
	},
	{
		name: 'a server that knows HTTP/1.0 only',
		arrange: odd('wants-http-1.0'),
		...well,
	},
	{
		name: 'overlay networks with addresses outside of the range',
		arrange: nginxAnd(`
			ip link add cni0 type bridge
			ip address add 100.60.0.1/14 dev cni0
			ip link set cni0 up
			ip link add flannel.1 type veth peer name far
			ip link set flannel.1 up
			ip link set far up
			ip address add 100.128.0.1/16 dev flannel.1`),
		...well,
	},
];
