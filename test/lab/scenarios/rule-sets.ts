/** What kube-proxy writes where no service has the port 80. */
export const kubeProxy = `iptables-restore <<-END
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
