import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {because, given, hitSources, transport} from './check-words.ts';
import {hostsAllow} from './deny-file.ts';
import {remedy} from './remedy.ts';
import {routeBack} from './route-back.ts';
import {iptablesChange, tags} from './rule-change.ts';
import {unban} from './unban.ts';

/** Programs that use, or guard against, the addresses that probes come from. */
export const securityCauses = {
	'security-software-blocks-probes': {
		place: 'filter',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: 'Security software blocks the probes',
		meaning:
			'A ban list, a host agent or a deny file takes the load balancer for an attacker: behind a layer-7 listener all clients come from the same few addresses. A ban of one node is enough to make the backend go up and down.',
		found:
			'fail2ban-client status and its jails; chains named f2b-… or after an agent in iptables-save; /etc/hosts.deny; running agents (aegis, safedog, yunsuo, BT panel).',
		source:
			'SLB documentation, ECS instance exception troubleshooting (security software blocks the local addresses of SLB)',
		summary: (values, target) =>
			`${blocker(values)} blocks ${hitSources(values, target)}${because(values.rule ?? values.detail)}.`,
		remedies: (values, target) => {
			if (values.owner === 'fail2ban') return unban(values, target);
			if (values.name?.includes('hosts.deny')) return [hostsAllow(values, target)];
			return [
				remedy({
					summary: `Put ${target.sources.join(', ')} on the allow list of ${values.ownerName ?? 'that product'}, in its own console: a rule that it wrote comes back when it is removed by hand.`,
					risk: 'low',
				}),
				...(values.tool === undefined ? [] : letThrough(values, target, wayOf(values))),
			];
		},
	},
	'tailscale-captures-probe-range': {
		place: 'filter',
		step: 'sources',
		severity: 'failure',
		explains: [
			'firewall-drops-probes',
			'return-route-wrong',
			'return-route-missing',
			'reverse-path-filter',
			'intermittent-failures',
		],
		title: 'Tailscale takes 100.64.0.0/10 for itself',
		meaning:
			"Tailscale uses the same addresses as the load balancer's probes: it drops what comes from them on any other interface (chain ts-input), and may route the answers into its tunnel (table 52).",
		found:
			'iptables-save shows -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP; ip route get 100.64.0.1 shows dev tailscale0 table 52.',
		source: 'tailscale/tailscale issues 21249, 3104 and 12696; RFC 6598',
		summary: (values, target) =>
			`Tailscale ${values.route === undefined ? 'drops' : 'routes away'} ${hitSources(values, target)}, where probes come from${because(values.rule ?? values.route)}.`,
		remedies: (values, target) => [...tailscaleStopGap(values, target), tailscaleForGood],
	},
	'overlay-captures-probe-range': {
		place: 'route',
		step: 'sources',
		severity: 'failure',
		explains: ['return-route-wrong', 'return-route-missing', 'reverse-path-filter', 'intermittent-failures'],
		title: 'An overlay network uses the probe addresses',
		meaning:
			'A VPN, container or pod network has addresses within the sources of the probes, so the answers go into it instead of back to the load balancer.',
		found:
			'ip route get 100.64.0.1 (and other parts of the sources) shows a tunnel or bridge; ip -4 -o addr shows an address within the sources.',
		source: 'RFC 6598; ALB documentation, health checks (sources are the vSwitch ranges); gardener/gardener issue 1963',
		summary: (values, target) =>
			`${values.interface ?? values.ownerName ?? 'An overlay network'}${madeBy(values)} uses addresses of ${hitSources(values, target)}, so replies to the load balancer go there${because(values.route)}.`,
		remedies: (values, target) => [
			...routeBack(values, target),
			remedy({
				summary: `Renumber the overlay so that it stays out of ${target.sources.join(', ')} (Docker: default-address-pools in /etc/docker/daemon.json, then recreate the network).`,
				risk: 'high',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

const tailscaleStopGap = (values: Values, target: Target): readonly Remedy[] => {
	if (values.route !== undefined && values.rule === undefined) return routeBack(values, target);
	const file = values.tool === 'iptables-legacy' ? 'iptables-legacy' : 'iptables';
	if (values.tool === 'nft') return letThrough({...values, owner: 'tailscale'}, target, 'probes');
	const chain = values.chain ?? 'ts-input';
	const nic =
		values.interface === undefined || values.interface.startsWith('tailscale')
			? ''
			: ` -i ${quoteWord(values.interface)}`;
	const rule = (tag: string): string =>
		`${quoteWord(chain)} -s ${target.sources.map(quoteWord).join(',')}${nic} -p ${transport(target)} --dport ${target.healthCheck.port} -m comment --comment ${tag} -j ACCEPT`;
	return [
		remedy({
			summary:
				'Accept the probes before Tailscale drops them. It lasts until tailscaled writes its chains again, and opens this port to senders that forge addresses of the range.',
			command: `${file} -I ${rule(tags.pasted)}`,
			undo: `${file} -D ${rule(tags.pasted)}`,
			risk: 'medium',
			change: iptablesChange(file, quoteWord(chain), rule),
		}),
	];
};

const tailscaleForGood = remedy({
	summary:
		"For good: let Tailscale leave the host's firewall alone, and keep rules of your own for the tunnel. Do not do this over the tunnel itself.",
	command: 'tailscale set --netfilter-mode=off',
	undo: 'tailscale set --netfilter-mode=on',
	risk: 'medium',
});

/** " (Cloudflare WARP, warp-svc (pid 812))". */
const madeBy = ({owner, process}: Values): string => {
	const words = [owner, process].filter(word => word !== undefined);
	return words.length === 0 ? '' : ` (${words.join(', ')})`;
};

/** `fail2ban (f2b-nginx)`, `aegis`, `/etc/hosts.deny`. */
const blocker = ({owner, ownerName, name}: Values): string =>
	owner === undefined || owner === 'security-software' || owner === 'hand-made'
		? (ownerName ?? name ?? 'Security software')
		: `${owner}${given(ownerName, word => ` (${word})`)}`;
