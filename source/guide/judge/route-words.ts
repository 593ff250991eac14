import {commandLine, type Observation} from '../../engine/command.ts';
import {evidence, type Values, type WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Words} from '../../engine/words.ts';
import type {SourceRoute} from '../../fact/reply-routes.ts';
import type {HostRouting} from '../../fact/routing.ts';
import type {ReplyRoute} from '../../packet/passage.ts';

const isPolicyRule = (line: string): boolean => /^\d+:/.test(line);

/** A route's values, for the words of a cause. */
export const routeValues = ({line, interface: name, gateway, table}: ReplyRoute): Values<Words> => ({
	...(line === undefined ? {} : isPolicyRule(line) ? {policyRule: line} : {route: line}),
	...(name === undefined ? {} : {interface: name}),
	...(gateway === undefined ? {} : {gateway}),
	...(table === undefined ? {} : {table}),
});

/** Where a route leads: "by eth0 and 10.11.192.253", "into a blackhole". */
export const wayWords = ({is, interface: name, gateway}: ReplyRoute): Words => {
	if (is === 'none') return {en: 'nowhere, for want of a route', zh: '因没有路由而无处可去'};
	if (is === 'blackhole') return {en: 'into a blackhole', zh: '进入黑洞路由'};
	if (is === 'local') return {en: 'to this host itself', zh: '回到本机自身'};
	if (is !== 'unicast') return {en: `nowhere (${is})`, zh: `无处可去 (${is})`};
	return {
		en: `${name ?? 'the interface'}${gateway === undefined ? '' : ` and ${gateway}`}`,
		zh: `走${name === undefined ? '该网卡' : ` ${name}`}${gateway === undefined ? '' : `（网关 ${gateway}）`}`,
	};
};

/** The kernel's own answer, and the line of the table or the policy that says so. */
export const routeEvidence = (
	{line}: ReplyRoute,
	{asked}: Pick<SourceRoute, 'asked'>,
	tables: Known<HostRouting>,
): readonly WordedEvidence[] => {
	const said = asked === undefined ? [] : [evidence(asked, answerLine(asked))];
	const listing = line === undefined ? undefined : tables.from.find(({stdout}) => holdsLine(stdout, line));
	return line === undefined || listing === undefined
		? said
		: [...said, {command: commandLine(listing.command), excerpt: line}];
};

/** `ip route get` answers in its first line, or complains in its last. */
const answerLine = ({stdout, stderr, command}: Observation): string =>
	stdout.trim().split('\n')[0] || stderr.trim().split('\n').at(-1) || commandLine(command);

const holdsLine = (text: string, line: string): boolean =>
	text.split('\n').some(each => each.trim() !== '' && line.startsWith(each.trim()));

/** The mark that leads an answer away, where there is one. */
export const markedWords = ({mark}: ReplyRoute): readonly WordedEvidence[] => {
	if (mark === undefined || mark === 0) return [];
	const bits = `0x${mark.toString(16)}`;
	return [
		{
			command: 'ip rule show',
			excerpt: {en: `a packet filter puts the mark ${bits} on the answers`, zh: `防火墙规则给应答打上标记 ${bits}`},
		},
	];
};
