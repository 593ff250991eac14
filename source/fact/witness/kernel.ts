import type {Look} from '../../engine/fact.ts';
import {type Counters, counters} from '../counters.ts';
import {passages} from '../passages.ts';
import {serving} from '../serving.ts';
import {cannotLook, type Sighting, unseen, type Way} from './sighting.ts';

/** What a counter of the kernel counts, and when its growth may be read as the load balancer's probes. */
type Counter = {
	readonly name: string;
	readonly is: Sighting['is'];
	readonly counts: string;
	/** Whether something else that was read fits it; these counters count everybody's packets. */
	readonly fits: (look: Look) => Promise<boolean>;
};

const listener = async ({know}: Look) => {
	const served = await know(serving);
	return served.known && served.value.check.is === 'served' ? served.value.check.by : undefined;
};

const watched: readonly Counter[] = [
	{
		name: 'TcpExtIPReversePathFilter',
		is: 'stopped',
		counts: 'packets that reverse-path filtering dropped',
		fits: async ({know}) => {
			const way = await know(passages);
			return way.known && way.value.some(({arrival}) => arrival?.is === 'refused' && arrival.why === 'reverse-path');
		},
	},
	{
		name: 'TcpExtListenOverflows',
		is: 'stopped',
		counts: 'handshakes that a full accept queue dropped',
		fits: async look =>
			(await listener(look))?.some(({acceptQueue = 0, backlog}) => backlog !== undefined && acceptQueue > backlog) ??
			false,
	},
	{
		name: 'TcpExtTCPReqQFullDrop',
		is: 'stopped',
		counts: 'SYNs that a full table of half-open connections dropped',
		fits: async () => true,
	},
	{
		name: 'TcpOutRsts',
		is: 'refused',
		counts: 'RSTs that the host sent',
		fits: async ({know}) => {
			const served = await know(serving);
			return served.known && served.value.check.is !== 'served' && served.value.check.is !== 'forwarded';
		},
	},
	{
		name: 'TcpExtPAWSPassive',
		is: 'stopped',
		counts: 'connections that were rejected because of their time stamps',
		fits: async () => true,
	},
];

/** What the kernel counts while nothing of this program is on its way. Only worth a look in a time of its own. */
export const watchCounters: Way = async look => {
	if (look.witnessS === undefined) return cannotLook('the kernel counts the probes of this program too');
	const before = await counters.lookUp({...look, run: look.runAgain});
	if (!before.known) return cannotLook(before.why, before.from);
	return async watchedS => {
		const after = await counters.lookUp({...look, run: look.runAgain});
		if (!after.known) return unseen(after.why, after.from);
		const grown = (name: string, of: Counters): number => of[name] ?? 0;
		const sightings = await Promise.all(
			watched.map(async ({name, is, counts, fits}): Promise<readonly Sighting[]> => {
				const count = grown(name, after.value) - grown(name, before.value);
				if (count <= 0 || !(await fits(look))) return [];
				return [
					{
						is,
						count,
						when: `within ${Math.max(1, Math.round(watchedS))} s`,
						counter: name,
						evidence: {command: `nstat -az ${name}`, excerpt: `+${count}: ${counts}`},
					},
				];
			}),
		);
		return {
			sightings: sightings.flat(),
			isSilent: false,
			blind: 'the kernel’s counters tell of all packets together',
			from: after.from,
		};
	};
};
