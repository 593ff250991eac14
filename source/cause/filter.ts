import type {CauseCode} from '../engine/cause-code.ts';
import type {Values} from '../engine/finding.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, given, hitSources} from './check-words.ts';
import {remedy} from './remedy.ts';
import {reloadCommand} from './service-command.ts';

const clbFaq =
	'CLB documentation, FAQ about health checks (the host firewall must let 100.64.0.0/10 through); layer-4 troubleshooting';

/** ", by -A INPUT -j DROP (iptables, filter INPUT, rule 3)". */
const byRule = ({rule, tool, family, table, chain, number, owner}: Values): string => {
	if (rule === undefined) return given(chain, name => ` in the chain ${name}`);
	const where = [
		tool,
		[tool === 'nft' ? family : undefined, table, chain].filter(word => word !== undefined).join(' '),
		number === undefined ? undefined : `rule ${number}`,
		owner === undefined || owner === 'hand-made' ? undefined : `made by ${owner}`,
	].filter(word => word !== undefined && word !== '');
	return `: ${rule}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
};

const isPolicy = ({rule = ''}: Values): boolean => rule.startsWith('-P ') || /^chain .* policy/.test(rule);

const portWords = (values: Values, target: Target): string => `port ${values.port ?? target.healthCheck.port}`;

/** A rule or a policy of the host's own packet filters. */
export const filterCauses = {
	'firewall-drops-probes': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: "The host's firewall stops the probes",
		meaning:
			'Probes reach the host and a rule throws them away, so the load balancer times out (DROP) or is refused (REJECT). A test from the host itself goes over the loopback interface and passes all the same.',
		found:
			'iptables-save -c, iptables-legacy-save where its tables exist, and nft -a list ruleset, read for a packet from the sources: iptables -L shows only one table of one of them.',
		source: clbFaq,
		summary: (values, target) =>
			isPolicy(values)
				? `No rule lets probes from ${hitSources(values, target)} in to ${portWords(values, target)}, and the policy drops them${byRule(values)}.`
				: `Probes from ${hitSources(values, target)} to ${portWords(values, target)} are stopped${byRule(values)}.`,
		remedies: (values, target) =>
			values.owner === 'kube-proxy'
				? [
						remedy({
							summary: 'kube-proxy refuses a service without ready pods: mend its pods or its selector.',
							command: 'kubectl get endpointslices -A; kubectl get pods -A --field-selector=status.phase!=Running',
							risk: 'low',
						}),
					]
				: letThrough(values, target, 'probes'),
	},
	'firewall-drops-replies': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['syn-backlog-overflow', 'intermittent-failures'],
		title: "The host's firewall stops the replies",
		meaning:
			'Probes come in and are answered, and a rule throws the answers away on their way out. The load balancer times out; on the host everything looks fine.',
		found:
			"ss -Hant state syn-recv 'sport = :80' shows rows from the sources that never complete; the rules of OUTPUT (or POSTROUTING) name them or let only some traffic out.",
		source: clbFaq,
		summary: (values, target) =>
			`Replies to ${hitSources(values, target)} from ${portWords(values, target)} are stopped on the way out${byRule(values)}.`,
		remedies: (values, target) => letThrough(values, target, 'replies'),
	},
	'firewall-rate-limits-probes': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: 'A rate limit stops part of the probes',
		meaning:
			'Every node of the load balancer probes by itself, from few addresses: a limit per address or per port is soon used up, and the backend goes up and down.',
		found:
			'A rule with limit, hashlimit, connlimit or recent (nft: limit rate, ct count) whose counter grows: iptables-save -c.',
		source: 'CLB documentation, FAQ about health checks (several nodes probe at the same time); iptables-extensions(8)',
		summary: (values, target) =>
			`A limit lets only part of the probes from ${hitSources(values, target)} to ${portWords(values, target)} through${byRule(values)}.`,
		remedies: (values, target) =>
			letThrough({...values, owner: values.owner === 'ufw' ? 'ufw' : 'limit'}, target, wayOf(values)),
	},
	'application-denies-probe-source': {
		place: 'answer',
		step: 'sources',
		severity: 'failure',
		explains: ['http-access-denied'],
		title: 'The service denies the sources',
		meaning:
			"The service's own allow list refuses the load balancer's addresses (403, or a closed connection), while everybody else is served.",
		found:
			'The access log shows 403 for 100.64.0.0/10 while curl on the host gets 200; the configuration holds allow and deny (nginx), Require ip (Apache) or an IP filter.',
		source: 'nginx documentation, ngx_http_access_module; Apache documentation, mod_authz_host',
		summary: (values, target) =>
			`${values.process || 'The service'} on ${checkedAt(target)} refuses ${hitSources(values, target)}${given(values.status, status => ` with ${status}`)}${because(values.rule ?? values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Allow ${target.sources.join(', ')} in the service's own list, ${isLayer7(target) ? `for ${target.healthCheck.path} only where that is possible, ` : ''}before the line that denies (nginx: allow ${target.sources[0] ?? '100.64.0.0/10'};), then load the configuration. Behind a layer-7 listener every client has these addresses: restrict clients by X-Forwarded-For instead.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
