import {nginxAnd} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const well = {check: {protocol: 'http'}, truth: 'up', first: null} as const;

const kubeProxy = `iptables-restore <<-END
	*nat
	:PREROUTING ACCEPT [0:0]
	:INPUT ACCEPT [0:0]
	:OUTPUT ACCEPT [0:0]
	:POSTROUTING ACCEPT [0:0]
	:KUBE-MARK-MASQ - [0:0]
	:KUBE-NODEPORTS - [0:0]
	:KUBE-POSTROUTING - [0:0]
	:KUBE-SERVICES - [0:0]
	:KUBE-SVC-ERIFXISQEP7F7OF4 - [0:0]
	:KUBE-SEP-IT2ZTR26TO4XFPTO - [0:0]
	:KUBE-SEP-YIL6JZP7A3QYXJU2 - [0:0]
	-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
	-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
	-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
	-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
	-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
	-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
	-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
	-A KUBE-SERVICES -d 10.96.0.10/32 -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp cluster IP" -m tcp --dport 53 -j KUBE-SVC-ERIFXISQEP7F7OF4
	-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
	-A KUBE-NODEPORTS -p tcp -m comment --comment "default/shop:http" -m tcp --dport 30080 -j KUBE-SVC-ERIFXISQEP7F7OF4
	-A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment "kube-system/kube-dns:dns-tcp -> 10.244.0.2:53" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-IT2ZTR26TO4XFPTO
	-A KUBE-SVC-ERIFXISQEP7F7OF4 -m comment --comment "kube-system/kube-dns:dns-tcp -> 10.244.0.3:53" -j KUBE-SEP-YIL6JZP7A3QYXJU2
	-A KUBE-SEP-IT2ZTR26TO4XFPTO -p tcp -m tcp -j DNAT --to-destination 10.244.0.2:53
	-A KUBE-SEP-YIL6JZP7A3QYXJU2 -p tcp -m tcp -j DNAT --to-destination 10.244.0.3:53
	COMMIT
	*filter
	:INPUT ACCEPT [0:0]
	:FORWARD ACCEPT [0:0]
	:OUTPUT ACCEPT [0:0]
	:KUBE-EXTERNAL-SERVICES - [0:0]
	:KUBE-FIREWALL - [0:0]
	:KUBE-FORWARD - [0:0]
	:KUBE-NODEPORTS - [0:0]
	:KUBE-SERVICES - [0:0]
	-A INPUT -m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS
	-A INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
	-A INPUT -j KUBE-FIREWALL
	-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
	-A OUTPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
	-A OUTPUT -j KUBE-FIREWALL
	-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
	-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
	-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
	-A KUBE-SERVICES -d 10.96.0.20/32 -p tcp -m comment --comment "default/empty has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable
	-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/gone has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30090 -j REJECT --reject-with icmp-port-unreachable
	COMMIT
END`;

/** What ufw writes where 80 is allowed. */
export const ufw = `iptables-restore <<-END
	*filter
	:INPUT DROP [0:0]
	:FORWARD DROP [0:0]
	:OUTPUT ACCEPT [0:0]
	:ufw-after-input - [0:0]
	:ufw-after-logging-input - [0:0]
	:ufw-before-input - [0:0]
	:ufw-before-logging-input - [0:0]
	:ufw-logging-deny - [0:0]
	:ufw-not-local - [0:0]
	:ufw-reject-input - [0:0]
	:ufw-skip-to-policy-input - [0:0]
	:ufw-track-input - [0:0]
	:ufw-user-input - [0:0]
	:ufw-user-limit - [0:0]
	:ufw-user-limit-accept - [0:0]
	-A INPUT -j ufw-before-logging-input
	-A INPUT -j ufw-before-input
	-A INPUT -j ufw-after-input
	-A INPUT -j ufw-after-logging-input
	-A INPUT -j ufw-reject-input
	-A INPUT -j ufw-track-input
	-A ufw-after-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input
	-A ufw-after-input -m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input
	-A ufw-after-logging-input -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
	-A ufw-before-input -i lo -j ACCEPT
	-A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
	-A ufw-before-input -m conntrack --ctstate INVALID -j ufw-logging-deny
	-A ufw-before-input -m conntrack --ctstate INVALID -j DROP
	-A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT
	-A ufw-before-input -j ufw-not-local
	-A ufw-before-input -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT
	-A ufw-before-input -j ufw-user-input
	-A ufw-logging-deny -m conntrack --ctstate INVALID -m limit --limit 3/min --limit-burst 10 -j RETURN
	-A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
	-A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN
	-A ufw-not-local -m addrtype --dst-type MULTICAST -j RETURN
	-A ufw-not-local -m addrtype --dst-type BROADCAST -j RETURN
	-A ufw-not-local -m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny
	-A ufw-not-local -j DROP
	-A ufw-skip-to-policy-input -j DROP
	-A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name DEFAULT --mask 255.255.255.255 --rsource
	-A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 --name DEFAULT --mask 255.255.255.255 --rsource -j ufw-user-limit
	-A ufw-user-input -p tcp -m tcp --dport 22 -j ufw-user-limit-accept
	-A ufw-user-input -p tcp -m multiport --dports 80,443 -m comment --comment "'dapp_Nginx%20Full'" -j ACCEPT
	-A ufw-user-limit -j REJECT --reject-with icmp-port-unreachable
	-A ufw-user-limit-accept -j ACCEPT
	COMMIT
END`;

/** What firewalld writes into nftables where 80 is allowed. */
export const firewalld = `nft -f - <<-END
	table inet firewalld {
		chain mangle_PREROUTING { type filter hook prerouting priority mangle + 10; policy accept; jump mangle_PREROUTING_ZONES; }
		chain mangle_PREROUTING_ZONES { iifname "eth0" goto mangle_PRE_public; goto mangle_PRE_public; }
		chain mangle_PRE_public { }
		chain filter_PREROUTING {
			type filter hook prerouting priority filter + 10; policy accept;
			icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept
			meta nfproto ipv6 fib saddr . mark . iif oif missing drop
		}
		chain filter_INPUT {
			type filter hook input priority filter + 10; policy accept;
			ct state { established, related } accept
			ct status dnat accept
			iifname "lo" accept
			ct state invalid drop
			jump filter_INPUT_ZONES
			reject with icmpx admin-prohibited
		}
		chain filter_INPUT_ZONES { iifname "eth0" goto filter_IN_public; goto filter_IN_public; }
		chain filter_IN_public {
			jump filter_IN_public_deny
			jump filter_IN_public_allow
			meta l4proto { icmp, ipv6-icmp } accept
			reject with icmpx admin-prohibited
		}
		chain filter_IN_public_deny { ip saddr 198.51.100.0/24 tcp dport 80 drop; }
		chain filter_IN_public_allow {
			tcp dport 22 accept
			tcp dport 80 accept
		}
	}
END`;

/** Rule sets that look dangerous and let every probe through. */
export const healthyFilters: readonly Scenario[] = [
	{name: "kube-proxy's rules, with REJECT for services without endpoints", arrange: nginxAnd(kubeProxy), ...well},
	{name: "ufw's rules, with policy DROP, and 80 allowed", arrange: nginxAnd(ufw), ...well},
	{name: "firewalld's tables, with a final reject, and 80 allowed", arrange: nginxAnd(firewalld), ...well},
	{
		name: "docker's rules, where the published port is another one",
		arrange: nginxAnd(`
			ip link add docker0 type bridge
			ip address add 172.17.0.1/16 dev docker0
			ip link set docker0 up
			iptables -t nat -N DOCKER
			iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
			iptables -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
			iptables -N DOCKER-USER
			iptables -A FORWARD -j DOCKER-USER
			iptables -A DOCKER-USER -s 100.64.0.0/10 -j DROP
			iptables -P FORWARD DROP
			sysctl -qw net.ipv4.ip_forward=1`),
		...well,
	},
	{
		name: 'the range is dropped by a rule behind the one that accepts the port',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -s 100.64.0.0/10 -j DROP`),
		...well,
	},
	{
		name: 'drops for other sources and for other ports',
		arrange: nginxAnd(`
			iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 80 -j DROP
			iptables -A INPUT -s 100.128.0.0/9 -j DROP
			iptables -A INPUT -s 100.0.0.0/10 -j DROP
			iptables -A INPUT -s 100.64.0.0/10 -p tcp --dport 8080 -j DROP
			iptables -A INPUT -s 100.64.0.0/10 -p udp --dport 80 -j DROP
			iptables -A INPUT -i docker0 -j DROP`),
		...well,
	},
	{
		name: 'fail2ban has banned other people',
		arrange: nginxAnd(`
			iptables -N f2b-nginx-http-auth
			iptables -I INPUT -p tcp -m multiport --dports 80,443 -j f2b-nginx-http-auth
			iptables -A f2b-nginx-http-auth -s 203.0.113.5/32 -j REJECT --reject-with icmp-port-unreachable
			iptables -A f2b-nginx-http-auth -s 198.51.100.77/32 -j REJECT --reject-with icmp-port-unreachable
			iptables -A f2b-nginx-http-auth -j RETURN`),
		...well,
	},
	{
		name: 'a big ipset of bad networks, none of which is the range',
		arrange: nginxAnd(`
			ipset create blocklist hash:net maxelem 100000
			seq 0 2999 | awk '{print "add blocklist 45." int($1/250) "." ($1%250) ".0/24"}' | ipset restore
			ipset add blocklist 100.128.0.0/16
			iptables -A INPUT -m set --match-set blocklist src -j DROP`),
		...well,
	},
	{
		name: 'an ipset holds the range with nomatch',
		arrange: nginxAnd(`
			ipset create bogons hash:net
			ipset add bogons 100.0.0.0/8
			ipset add bogons 100.64.0.0/10 nomatch
			iptables -A INPUT -m set --match-set bogons src -j DROP`),
		...well,
	},
	{
		name: 'a set of nftables that ends where the range begins',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				set bad { type ipv4_addr; flags interval; elements = { 100.0.0.0-100.63.255.255, 100.128.0.0/9 } }
				chain input { type filter hook input priority 0; policy accept; ip saddr @bad drop; tcp dport { 21, 23, 25 } drop; }
			}
		END`),
		...well,
	},
	{
		name: 'a chain of nftables with policy drop that lets 80 in by a set of ports',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				set open { type inet_service; flags interval; elements = { 22, 80, 8000-8100 } }
				chain input {
					type filter hook input priority 0; policy drop;
					ct state established,related accept
					iifname lo accept
					tcp dport @open ct state new counter accept
				}
				chain output { type filter hook output priority 0; policy accept; }
			}
		END`),
		...well,
	},
	{
		name: 'a chain of nftables that drops is on no hook',
		arrange: nginxAnd(`nft -f - <<-END
			table inet filter {
				chain unused { ip saddr 100.64.0.0/10 drop; }
				chain input { type filter hook input priority 0; }
			}
		END`),
		...well,
	},
	{
		name: 'both kinds of iptables have rules, and both accept',
		arrange: nginxAnd(`
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables-legacy -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables-legacy -A INPUT -p tcp --dport 8080 -j DROP`),
		...well,
	},
	{
		name: 'the port is not tracked (NOTRACK) and accepted both ways',
		arrange: nginxAnd(`
			iptables -t raw -A PREROUTING -p tcp --dport 80 -j CT --notrack
			iptables -t raw -A OUTPUT -p tcp --sport 80 -j CT --notrack
			iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
			iptables -A INPUT -p tcp --dport 80 -j ACCEPT
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A OUTPUT -p tcp --sport 80 -j ACCEPT
			iptables -P INPUT DROP`),
		...well,
	},
	{
		name: 'a rate limit far above the rate of probes',
		arrange: nginxAnd(
			'iptables -A INPUT -p tcp --dport 80 --syn -m hashlimit --hashlimit-name web --hashlimit-mode srcip --hashlimit-above 5000/sec --hashlimit-burst 10000 -j DROP',
		),
		...well,
		also: ['firewall-rate-limits-probes'],
	},
	{
		name: 'scans (odd TCP flags), spoofed loopback and packets out of state are dropped',
		arrange: nginxAnd(`
			iptables -A INPUT -i lo -j ACCEPT
			iptables -A INPUT -s 127.0.0.0/8 ! -i lo -j DROP
			iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
			iptables -A INPUT -p tcp --tcp-flags ALL NONE -j DROP
			iptables -A INPUT -p tcp --tcp-flags SYN,FIN SYN,FIN -j DROP
			iptables -A INPUT -p tcp ! --syn -m conntrack --ctstate NEW -j DROP
			iptables -A INPUT -f -j DROP`),
		...well,
	},
	{
		name: 'OUTPUT has policy DROP and lets established connections answer',
		arrange: nginxAnd(`
			iptables -A OUTPUT -o lo -j ACCEPT
			iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
			iptables -A OUTPUT -d 100.64.0.0/10 -j DROP
			iptables -P OUTPUT DROP`),
		...well,
	},
	{
		name: 'the whole range is dropped on FORWARD, which no probe passes',
		arrange: nginxAnd('iptables -A FORWARD -s 100.64.0.0/10 -j DROP; iptables -P FORWARD DROP'),
		...well,
	},
];
