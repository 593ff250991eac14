/**
 * The programs that facts run and that a host may lack. A host that is far away is asked at once which of them are there:
 * no trip is spent on finding that one isn't.
 */
export const tools: readonly string[] = [
	...['ss', 'netstat', 'ip', 'ifconfig', 'route', 'ps', 'find', 'tcpdump', 'conntrack', 'ipset', 'nft'],
	...['iptables-save', 'iptables-legacy-save', 'iptables-nft-save'],
	...['ip6tables-save', 'ip6tables-legacy-save', 'ip6tables-nft-save'],
	...['systemctl', 'journalctl', 'dmesg', 'docker', 'nerdctl', 'podman'],
];
