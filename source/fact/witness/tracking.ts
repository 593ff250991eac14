import {commandLine, type Observation, privileged} from '../../engine/command.ts';
import type {Look} from '../../engine/fact.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {whyNothing} from '../ladder.ts';
import {unreadable} from '../unreadable.ts';
import {cannotLook, type Sighting, throughout, unseen, type Watched, type Way, within} from './sighting.ts';
import {isSourceOf, originPattern} from './sources.ts';

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

// A busy server has a hundred thousand connections to that port: only what may be the load balancer's is fetched.
const rungs = ({sources, healthCheck: {port}}: Target) => [
	privileged('grep', '-E', `${originPattern(sources)}dport=${port} `, '/proc/net/nf_conntrack'),
	{...privileged('conntrack', '-L', '--orig-port-dst', `${port}`), loads: ['nf_conntrack_netlink']},
];

/** Connections of the load balancer in the kernel's connection tracking. */
export const watchTracking: Way = async look => {
	const failed: Observation[] = [];
	for (const command of rungs(look.target)) {
		const before = await look.run(command);
		// grep ends with 1 where there is no such line.
		if (before.failure === undefined && (before.exitCode === 0 || (command.file === 'grep' && before.exitCode === 1)))
			return async watchedS => readAgain(look, before, watchedS);
		failed.push(before);
	}
	return cannotLook(unreadable({en: 'connection tracking', zh: '连接跟踪'}, ...failed.map(whyNothing)), failed);
};

async function readAgain(look: Look, before: Observation, watchedS: number): Promise<Watched> {
	const after = await look.runAgain(before.command);
	if (after.failure !== undefined) return unseen(whyNothing(after), [after]);
	const isSource = isSourceOf(look.target);
	const {port, protocol} = look.target.healthCheck;
	const ofBalancer = (text: string) => readTracking(text, port).filter(({source}) => isSource(source));
	const [early, late] = [ofBalancer(before.stdout), ofBalancer(after.stdout)];
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
							command: commandLine(after.command),
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
			from: [after],
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
		from: [after],
	};
}
