import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim} from '../../engine/words.ts';
import type {AccessRule, DenyFiles} from '../../fact/deny-files.ts';
import {type Family, familyOf, parseRanges, parseSpan, toPrefixes} from '../../packet/address.ts';
import {common, nothing, type Ranges, sizeOf, union, without} from '../../packet/ranges.ts';
import {partValues} from './sources-part.ts';

/** The addresses of the sources that a list of clients names; names of hosts and users name none. */
function clientsOf(clients: readonly string[], sources: Ranges, family: Family): Ranges {
	const except = clients.indexOf('EXCEPT');
	const named = (except < 0 ? clients : clients.slice(0, except)).map(client => patternRanges(client, sources, family));
	const all = named.reduce((sum, ranges) => union(sum, ranges), nothing);
	return except < 0 ? all : without(all, clientsOf(clients.slice(except + 1), sources, family));
}

function patternRanges(client: string, sources: Ranges, family: Family): Ranges {
	// The balancer's addresses have no name, so that UNKNOWN holds them as well.
	if (client === 'ALL' || client === 'UNKNOWN') return sources;
	const dots = /^(\d+\.){1,3}$/.test(client) ? client.split('.').length - 1 : 0;
	const prefix =
		dots > 0 ? `${client}${'0.'.repeat(4 - dots).slice(0, -1)}/${8 * dots}` : client.replace(/^\[(.*)\]/, '$1');
	const span = parseSpan(prefix);
	return span ? common(sources, parseRanges([prefix], family)) : nothing;
}

const heeds = ({daemons}: AccessRule, names: readonly string[]): boolean => {
	const except = daemons.indexOf('EXCEPT');
	const within = (list: readonly string[]): boolean => list.includes('ALL') || names.some(name => list.includes(name));
	return except < 0 ? within(daemons) : within(daemons.slice(0, except)) && !within(daemons.slice(except + 1));
};

/** Whether /etc/hosts.deny turns the sources away: the first line of hosts.allow that fits lets in, then the first of hosts.deny doesn't. */
export function judgeDenyFile(files: Known<DenyFiles>, target: Target): readonly Finding[] {
	if (!files.known)
		return [{is: 'unknown', why: files.why, matters: false, ...(files.wouldTell ? {wouldTell: files.wouldTell} : {})}];
	const {allow, deny, heededBy} = files.value;
	if (deny.length === 0) return [];
	if (heededBy.length === 0)
		return [
			{
				is: 'note',
				say: {
					en: '/etc/hosts.deny has entries; the service is not linked to libwrap and does not read it',
					zh: '/etc/hosts.deny 中有条目；该服务没有链接 libwrap，不读取此文件',
				},
			},
		];
	const family = familyOf(target.backend);
	const sources = parseRanges(target.sources, family);
	const allowed = allow.filter(rule => heeds(rule, heededBy)).map(({clients}) => clientsOf(clients, sources, family));
	const rest = allowed.reduce((left, ranges) => without(left, ranges), sources);
	for (const rule of deny) {
		const denied = heeds(rule, heededBy) ? common(rest, clientsOf(rule.clients, sources, family)) : nothing;
		if (denied.length === 0) continue;
		const part = {sources: toPrefixes(denied), share: sizeOf(denied) / sizeOf(sources)};
		return [
			{
				is: 'cause',
				code: 'security-software-blocks-probes',
				certainty: 'likely',
				values: {
					...partValues(part),
					name: verbatim('/etc/hosts.deny'),
					ownerName: '/etc/hosts.deny',
					detail: verbatim(rule.line),
					process: verbatim(heededBy.join(', ')),
				},
				evidence: [{command: 'cat /etc/hosts.deny', excerpt: rule.line}],
			},
		];
	}
	return [];
}
