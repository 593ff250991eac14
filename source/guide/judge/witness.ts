import {type Command, privileged} from '../../engine/command.ts';
import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {composed, verbatim, type Words, worded} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {isAccepted} from '../../fact/check-shape.ts';
import type {Sighting} from '../../fact/witness/sighting.ts';
import type {Witness} from '../../fact/witness/witness.ts';
import type {Passage} from '../../packet/passage.ts';
import {causeOfSighting} from './witness-cause.ts';

type Facts = {readonly passages: Known<readonly Passage[]>; readonly answers: Known<Answers>};

/**
 * Real probes are the strongest evidence there is. Five answers: served, refused, stopped, none seen for so long, or
 * why it can't be told.
 */
export function judgeWitness(
	seen: Witness,
	{passages: ways, answers: asked}: Facts,
	target: Target,
): readonly Finding[] {
	// What came before the watch says nothing of now, where any probe would have been seen in it.
	const counted = seen.silent.length > 0 ? seen.sightings.filter(({isPast}) => isPast !== true) : seen.sightings;
	const by = (...kinds: readonly Sighting['is'][]): readonly Sighting[] => counted.filter(({is}) => kinds.includes(is));
	const stopped = by('stopped', 'unanswered');
	const causes = stopped.flatMap(sighting => causeOfSighting(sighting, ways, target));
	const unexplained = stopped.filter(sighting => causeOfSighting(sighting, ways, target).length === 0);
	// A log that shows the status says more than packets do.
	const served = by('served').find(({status}) => status !== undefined) ?? by('served')[0];
	const findings: readonly Finding[] = [
		...causes,
		...unexplained.slice(0, 1).map(sighting =>
			// What a probe of the host itself meets as well is told by the other steps.
			asked.known && asked.value.health !== 'good'
				? stoppedNote(sighting)
				: unexplainedStop(sighting, served !== undefined),
		),
		...by('refused').slice(0, 1).map(refused),
		...(served === undefined ? [] : [servedFinding(served, target)]),
		...by('connected')
			.slice(0, served === undefined ? 1 : 0)
			.map(connected),
	];
	if (findings.length > 0) return findings;
	const [arrived] = by('arrived');
	if (arrived !== undefined)
		return [
			{
				is: 'note',
				say: arrivedWords(countWords(arrived, packet), firstLine(arrived)),
			},
		];
	return nothingSeen(seen, target);
}

/** What is counted; in Chinese with its measure word. */
type Counted = {readonly one: string; readonly many: string; readonly zh: string};

const packet: Counted = {one: 'packet', many: 'packets', zh: '个报文'};
const connection: Counted = {one: 'connection', many: 'connections', zh: '个连接'};
const request: Counted = {one: 'request', many: 'requests', zh: '个请求'};
const probe: Counted = {one: 'probe', many: 'probes', zh: '次探测'};

const countWords = ({count, when}: Sighting, {one, many, zh}: Counted): Words => ({
	en: `${count} ${count === 1 ? one : many} ${when.en}`,
	zh: `${when.zh} ${count} ${zh}`,
});

const shownBy = ({evidence}: Sighting): Words => worded(evidence.command);

const firstLine = ({evidence}: Sighting): Words =>
	composed(pick => pick(worded(evidence.excerpt)).split('\n')[0] ?? '');

const arrivedWords = (count: Words, line: Words): Words => ({
	en: `Probes of the load balancer arrive (${count.en}; ${line.en}); what becomes of them was not seen`,
	zh: `负载均衡的探测到达（${count.zh}；${line.zh}）；没有看到它们的结果`,
});

const servedFinding = (sighting: Sighting, target: Target): Finding => {
	const {status} = sighting;
	const shown = shownBy(sighting);
	if (status === undefined) {
		const count = countWords(sighting, connection);
		return {
			is: 'ok',
			say: {
				en: `The load balancer's own probes arrive and are answered: ${count.en} (${shown.en})`,
				zh: `负载均衡自己的探测到达并得到应答：${count.zh} (${shown.zh})`,
			},
		};
	}

	const count = countWords(sighting, request);
	const [en, zh] = [`${count.en}, answered with ${status} (${shown.en})`, `${count.zh}，应答 ${status} (${shown.zh})`];
	return isAccepted(target, {outcome: 'answered', status, totalMs: 0})
		? {
				is: 'ok',
				say: {
					en: `The load balancer's own probes arrive and are answered well: ${en}`,
					zh: `负载均衡自己的探测到达并得到正常应答：${zh}`,
				},
			}
		: {
				is: 'note',
				say: {
					en: `The load balancer's own probes arrive, and their answer is not accepted: ${en}`,
					zh: `负载均衡自己的探测到达，但应答不被接受：${zh}`,
				},
			};
};

const connected = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, connection), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes connect (${count.en}, ${shown.en}); whether they are answered was not seen`,
			zh: `负载均衡自己的探测建立了连接（${count.zh}，${shown.zh}）；没有看到是否有应答`,
		},
	};
};

const refused = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, connection), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes arrive and are refused: ${count.en} (${shown.en})`,
			zh: `负载均衡自己的探测到达并被拒绝：${count.zh} (${shown.zh})`,
		},
	};
};

const stoppedNote = (sighting: Sighting): Finding => {
	const [count, shown] = [countWords(sighting, probe), shownBy(sighting)];
	return {
		is: 'note',
		say: {
			en: `The load balancer's own probes arrive and get no answer: ${count.en} (${shown.en})`,
			zh: `负载均衡自己的探测到达但没有应答：${count.zh} (${shown.zh})`,
		},
	};
};

/** Packets are stopped, and nothing that was read of this host explains it. */
const unexplainedStop = (sighting: Sighting, othersAreServed: boolean): Finding => {
	const [count, line, isStopped] = [countWords(sighting, probe), firstLine(sighting), sighting.is === 'stopped'];
	return {
		is: 'unknown',
		why: {
			en: `Probes of the load balancer arrive and ${isStopped ? 'get no answer' : 'their answer is lost'} (${count.en}: ${line.en}), and no rule or route that was read explains it`,
			zh: `负载均衡的探测到达，但${isStopped ? '没有应答' : '应答丢失'}（${count.zh}：${line.zh}），读到的规则和路由都无法解释`,
		},
		matters: !othersAreServed,
		wouldTell: traffic,
	};
};

const traffic: Command = privileged('tcpdump', '-n', '-i', 'any', '-c', '20', 'net', '100.64.0.0/10');

/** Nothing was seen: of any use only where something would have been. */
function nothingSeen(
	{watchedS, silent, blind, sightings}: Witness,
	{sources, healthCheck, product}: Target,
): readonly Finding[] {
	const seconds = watchedS < 1 ? watchedS.toFixed(1) : `${Math.round(watchedS)}`;
	if (silent.length > 0) {
		const before = earlierWords(sightings[0]);
		return [
			{
				is: 'unknown',
				why: {
					en: `No probe from ${sources.join(', ')} was seen in ${seconds} s, and any would have been: the load balancer does not probe this server on port ${healthCheck.port}, or its packets are stopped before they get here. Look at the listener, its port and its backends${product === 'clb' ? '' : ', the security group'} and the network ACL in the console.${before.en}`,
					zh: `${seconds} 秒内没有看到来自 ${sources.join('、')} 的探测，若有探测一定会被看到：负载均衡没有探测这台服务器的端口 ${healthCheck.port}，或其报文在到达之前被拦截。请在控制台查看监听及其端口、后端服务器${product === 'clb' ? '' : '、安全组'}和网络 ACL。${before.zh}`,
				},
				matters: true,
				wouldTell: traffic,
			},
		];
	}

	const long = 2 * healthCheck.intervalS;
	return [
		{
			is: 'unknown',
			why:
				watchedS < long
					? {
							en: `Whether the load balancer's own probes arrive was not seen in ${seconds} s; --witness ${Math.max(10, 2 * long)} watches longer`,
							zh: `${seconds} 秒内没有看到负载均衡自己的探测是否到达；--witness ${Math.max(10, 2 * long)} 会观察更久`,
						}
					: {
							en: `No probe was seen in ${seconds} s, and whether one would have been can't be told (${blind.map(({en}) => en).join('; ')})`,
							zh: `${seconds} 秒内没有看到探测，也无法判断若有探测是否会被看到（${blind.map(({zh}) => zh).join('；')}）`,
						},
			matters: false,
			wouldTell: traffic,
		},
	];
}

/** Those from before the watch; nothing where there were none. */
const earlierWords = (earlier: Sighting | undefined): Words => {
	if (earlier === undefined) return verbatim('');
	const [count, shown] = [countWords(earlier, probe), shownBy(earlier)];
	return {
		en: ` Earlier there were some: ${count.en} (${shown.en}).`,
		zh: `此前有过探测：${count.zh} (${shown.zh})。`,
	};
};
