import type {Owner} from './passage.ts';

/** Names that tools give to their chains, sets, tables and comments. The first that fits wins. */
const marks: ReadonlyArray<readonly [RegExp, Owner]> = [
	[/^ts-(input|forward|postrouting)$|tailscale/i, 'tailscale'],
	[/^(f2b|fail2ban)[-_]|fail2ban/i, 'fail2ban'],
	[
		/aegis|aliyundun|yundun|alisecguard|safedog|yunsuo|qaxsafe|crowdsec|^bt[-_]|btwaf|360(safe|sec|tray)|titanagent|denyhosts|sshguard|bitninja|imunify|^csf|^LOCALINPUT$|^DENY(IN|OUT)$|secur(ity)?[-_ ]?cent|^sec[-_]/i,
		'security-software',
	],
	[/^KUBE-|^kube-proxy$|^cali-|^CILIUM_|^cilium/i, 'kube-proxy'],
	[/^DOCKER|^docker/, 'docker'],
	[/^ufw6?-/, 'ufw'],
	[
		/^firewalld$|^(IN|FWDI|FWDO|FWD|FWI|PRE|POST|FedoraServer)_\w+|^(INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)_(direct|ZONES|ZONES_SOURCE|POLICIES_pre|POLICIES_post)$|^(filter|nat|mangle|raw)_(IN|FWD|FWDI|FWDO|OUT|PRE|POST|INPUT|OUTPUT|FORWARD|PREROUTING|POSTROUTING)/,
		'firewalld',
	],
];

/** Recognises the tool behind a rule, from the names that surround it: chain, table, sets, comment, in this order. */
export function ownerOf(names: readonly string[]): {readonly owner: Owner; readonly ownerName?: string} {
	for (const name of names) for (const [mark, owner] of marks) if (mark.test(name)) return {owner, ownerName: name};
	return {owner: 'hand-made'};
}
