import {type Command, commandLine, type Observation, privileged} from '../../engine/command.ts';
import type {Look} from '../../engine/fact.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {whyNothing} from '../ladder.ts';
import {unreadable} from '../unreadable.ts';
import {cannotLook, type Sighting, throughout, unseen, type Watched, type Way, within} from './sighting.ts';
import {isSourceOf, originPattern, prefixesOf} from './sources.ts';

/** One connection of the load balancer in the table of connection tracking. */
export type TrackedConnection = {
	/** As conntrack prints it; absent for UDP. */
	readonly state?: string;
	readonly source: string;
	readonly sourcePort: number;
	/** Whether no packet of the answer was seen. */
	readonly isUnreplied: boolean;
	readonly line: string;
};

/** Reads /proc/net/nf_conntrack or `conntrack -L`: the connections to a port. */
export const readTracking = (text: string, port: number): readonly TrackedConnection[] =>
	text.split('\n').flatMap(line => {
		// The first of the two directions is that of the packet which opened the connection.
		const [, source, sourcePort, to] = /\bsrc=(\S+) dst=\S+ sport=(\d+) dport=(\d+)/.exec(line) ?? [];
		if (source === undefined || Number(to) !== port) return [];
		const state = /\btcp +6 +\d+ ([A-Z_]+) /.exec(line)?.[1];
		return [
			{
				...(state === undefined ? {} : {state}),
				source,
				sourcePort: Number(sourcePort),
				isUnreplied: line.includes('[UNREPLIED]'),
				line: line.trim(),
			},
		];
	});

/**
 * The ways to read the entries; all commands of one together show what is wanted. A busy server has a hundred thousand
 * connections to that port: only what may be the load balancer's is fetched. Newer kernels have no such file.
 */
export const trackingCommands = ({sources, healthCheck: {port, protocol}}: Target): readonly (readonly Command[])[] => {
	const transport = protocol === 'udp' ? 'udp' : 'tcp';
	// A port can only be asked for together with its protocol, and without a family it is IPv4 (conntrack(8)).
	const listed = (family: string, [address, mask]: readonly [string, string]): Command => ({
		...privileged(
			...['conntrack', '-L', '-f', family, '-p', transport, '--orig-port-dst', `${port}`],
			...['--orig-src', address, '--mask-src', mask],
		),
		loads: ['nf_conntrack_netlink'],
	});
	return [
		[privileged('grep', '-E', `${originPattern(sources)}dport=${port} `, '/proc/net/nf_conntrack')],
		[
			...prefixesOf(sources, 4).map(prefix => listed('ipv4', prefix)),
			...prefixesOf(sources, 6).map(prefix => listed('ipv6', prefix)),
		],
	];
};

// grep ends with 1 where there is no such line.
const isRead = ({failure, exitCode, command: {file}}: Observation): boolean =>
	failure === undefined && (exitCode === 0 || (file === 'grep' && exitCode === 1));

/** Connections of the load balancer in the kernel's connection tracking. */
export const watchTracking: Way = async look => {
	const failed: Observation[] = [];
	for (const commands of trackingCommands(look.target)) {
		const before = await Promise.all(commands.map(look.run));
		if (before.every(isRead)) return async watchedS => readAgain(look, before, watchedS);
		failed.push(...before.filter(one => !isRead(one)));
	}
	return cannotLook(unreadable({en: 'connection tracking', zh: '连接跟踪'}, ...failed.map(whyNothing)), failed);
};

async function readAgain(look: Look, before: readonly Observation[], watchedS: number): Promise<Watched> {
	const after = await Promise.all(before.map(({command}) => look.runAgain(command)));
	const missed = after.find(one => !isRead(one));
	if (missed !== undefined) return unseen(whyNothing(missed), after);
	const isSource = isSourceOf(look.target);
	const {port, protocol} = look.target.healthCheck;
	const ofBalancer = (all: readonly Observation[]) =>
		all.flatMap(({stdout}) => readTracking(stdout, port)).filter(({source}) => isSource(source));
	const [early, late] = [ofBalancer(before), ofBalancer(after)];
	const wasThere = (one: TrackedConnection): boolean =>
		early.some(({source, sourcePort}) => source === one.source && sourcePort === one.sourcePort);
	const sighting = (is: Sighting['is'], some: readonly TrackedConnection[], when: Words): readonly Sighting[] =>
		some.length === 0
			? []
			: [
					{
						is,
						count: some.length,
						when,
						evidence: {
							command: after.map(({command}) => commandLine(command)).join('; '),
							excerpt: verbatim(
								some
									.slice(0, 3)
									.map(({line}) => line)
									.join('\n'),
							),
						},
					},
				];
	const lately = within(watchedS);
	const fresh = late.filter(one => !wasThere(one));
	// An entry is made when the packet has passed the filters, and what has no answer yet may only be on its way.
	const stuck = late.filter(one => wasThere(one) && (one.state === 'SYN_RECV' || one.isUnreplied));
	if (protocol === 'udp')
		return {
			sightings: [
				...sighting(
					'served',
					fresh.filter(({isUnreplied}) => !isUnreplied),
					lately,
				),
				...sighting(
					'arrived',
					fresh.filter(({isUnreplied}) => isUnreplied),
					lately,
				),
			],
			isSilent: false,
			from: after,
		};
	const isLayer7 = protocol !== 'tcp';
	const closed = (state: string | undefined): boolean => /^(TIME_WAIT|FIN_WAIT|LAST_ACK|CLOSE_WAIT)$/.test(state ?? '');
	const over = late.filter(({state}) => closed(state));
	return {
		sightings: [
			// A connection that ends in order has had its answer; one that ends with a RST may not have (CLOSE).
			...sighting('served', over, {en: 'within the last two minutes', zh: '最近两分钟内'}).map(seen => ({
				...seen,
				...(over.every(wasThere) ? ({isPast: true} as const) : {}),
			})),
			...sighting(
				isLayer7 ? 'connected' : 'served',
				fresh.filter(({state}) => state === 'ESTABLISHED' || state === 'CLOSE'),
				lately,
			),
			...sighting('unanswered', stuck, throughout(watchedS)),
		],
		isSilent: false,
		blind: {en: 'what is stopped before or at the filters has no entry', zh: '在过滤之前或过滤时被拦下的报文没有条目'},
		from: after,
	};
}
