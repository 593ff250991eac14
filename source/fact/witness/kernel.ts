import type {Look} from '../../engine/fact.ts';
import type {Words} from '../../engine/words.ts';
import {type Counters, counters} from '../counters.ts';
import {isFull} from '../listeners.ts';
import {passages} from '../passages.ts';
import {serving} from '../serving.ts';
import {cannotLook, type Sighting, unseen, type Way, within} from './sighting.ts';

/** What a counter of the kernel counts, and when its growth may be read as the load balancer's probes. */
type Counter = {
	readonly name: string;
	readonly is: Sighting['is'];
	readonly counts: Words;
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
		counts: {en: 'packets that reverse-path filtering dropped', zh: '被反向路径过滤丢弃的报文'},
		fits: async ({know}) => {
			const way = await know(passages);
			return way.known && way.value.some(({arrival}) => arrival?.is === 'refused' && arrival.why === 'reverse-path');
		},
	},
	{
		name: 'TcpExtListenOverflows',
		is: 'stopped',
		counts: {en: 'handshakes that a full accept queue dropped', zh: '因全连接队列已满而丢弃的握手'},
		fits: async look => (await listener(look))?.some(isFull) ?? false,
	},
	{
		name: 'TcpExtTCPReqQFullDrop',
		is: 'stopped',
		counts: {en: 'SYNs that a full table of half-open connections dropped', zh: '因半连接队列已满而丢弃的 SYN'},
		fits: async () => true,
	},
	{
		name: 'TcpOutRsts',
		is: 'refused',
		counts: {en: 'RSTs that the host sent', zh: '主机发出的 RST'},
		fits: async ({know}) => {
			const served = await know(serving);
			return served.known && served.value.check.is !== 'served' && served.value.check.is !== 'forwarded';
		},
	},
	{
		name: 'TcpExtPAWSPassive',
		is: 'stopped',
		counts: {en: 'connections that were rejected because of their time stamps', zh: '因时间戳而被拒绝的连接'},
		fits: async () => true,
	},
];

/** What the kernel counts while nothing of this program is on its way. Only worth a look in a time of its own. */
export const watchCounters: Way = async look => {
	if (look.witnessS === undefined)
		return cannotLook({en: 'the kernel counts the probes of this program too', zh: '内核也会计入本程序的探测'});
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
						when: within(watchedS),
						counter: name,
						evidence: {
							command: `nstat -az ${name}`,
							excerpt: {en: `+${count}: ${counts.en}`, zh: `+${count}：${counts.zh}`},
						},
					},
				];
			}),
		);
		return {
			sightings: sightings.flat(),
			isSilent: false,
			blind: {en: 'the kernel’s counters tell of all packets together', zh: '内核计数器统计的是全部报文'},
			from: after.from,
		};
	};
};
