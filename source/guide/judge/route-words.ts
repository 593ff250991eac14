import {commandLine, type Observation} from '../../engine/command.ts';
import {type Evidence, evidence, type Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {SourceRoute} from '../../fact/reply-routes.ts';
import type {HostRouting} from '../../fact/routing.ts';
import type {ReplyRoute} from '../../packet/passage.ts';

const isPolicyRule = (line: string): boolean => /^\d+:/.test(line);

/** A route's values, for the words of a cause. */
export const routeValues = ({line, interface: name, gateway, table}: ReplyRoute): Values => ({
	...(line === undefined ? {} : isPolicyRule(line) ? {policyRule: line} : {route: line}),
	...(name === undefined ? {} : {interface: name}),
	...(gateway === undefined ? {} : {gateway}),
	...(table === undefined ? {} : {table}),
});

/** Where a route leads: "by eth0 and 10.11.192.253", "into a blackhole". */
export const wayWords = ({is, interface: name, gateway}: ReplyRoute): string => {
	if (is === 'none') return 'nowhere, for want of a route';
	if (is === 'blackhole') return 'into a blackhole';
	if (is === 'local') return 'to this host itself';
	if (is !== 'unicast') return `nowhere (${is})`;
	return `${name ?? 'the interface'}${gateway === undefined ? '' : ` and ${gateway}`}`;
};

/** The kernel's own answer, and the line of the table or the policy that says so. */
export const routeEvidence = (
	{line}: ReplyRoute,
	{asked}: Pick<SourceRoute, 'asked'>,
	tables: Known<HostRouting>,
): readonly Evidence[] => {
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
export const markedWords = ({mark}: ReplyRoute): readonly Evidence[] =>
	mark === undefined || mark === 0
		? []
		: [{command: 'ip rule show', excerpt: `a packet filter puts the mark 0x${mark.toString(16)} on the answers`}];
