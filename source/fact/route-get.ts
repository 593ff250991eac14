import {type Observation, succeeded} from '../engine/command.ts';
import type {ReplyRoute} from '../packet/passage.ts';

/** The error words of `ip route get` (RTNETLINK answers: …) for each kind of route that leads nowhere. */
const kindsByError: ReadonlyArray<readonly [RegExp, ReplyRoute['is']]> = [
	[/Network is unreachable|Network unreachable/i, 'none'],
	[/No route to host|Host is unreachable/i, 'unreachable'],
	[/Invalid argument/i, 'blackhole'],
	[/Permission denied|Operation not permitted|prohibited/i, 'prohibit'],
];

/** Reads `ip route get ADDRESS`, with the line that it printed; undefined when it says something that isn't known. */
export const readRouteGet = (
	observation: Observation,
): (Omit<ReplyRoute, 'line' | 'mark'> & {readonly line: string}) | undefined => {
	const [line = ''] = observation.stdout.trim().split('\n');
	const said = observation.stderr.trim().split('\n').at(-1) ?? '';
	if (!succeeded(observation)) {
		const kind = kindsByError.find(([words]) => words.test(said))?.[1];
		return kind === undefined || observation.failure !== undefined ? undefined : {is: kind, line: said};
	}

	const typed = /^(blackhole|unreachable|prohibit)\b/.exec(line)?.[1];
	if (typed === 'blackhole' || typed === 'unreachable' || typed === 'prohibit') return {is: typed, line};
	const device = /\bdev (\S+)/.exec(line)?.[1];
	if (device === undefined) return undefined;
	const gateway = /\bvia (?:inet6 )?(\S+)/.exec(line)?.[1];
	const table = /\btable (\S+)/.exec(line)?.[1];
	return {
		is: line.startsWith('local ') || device === 'lo' ? 'local' : 'unicast',
		interface: device,
		...(gateway === undefined ? {} : {gateway}),
		...(table === undefined ? {} : {table}),
		line,
	};
};
