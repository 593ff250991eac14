import {type Command, privileged} from '../../engine/command.ts';
import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Sighting} from '../../fact/witness/sighting.ts';
import type {Witness} from '../../fact/witness/witness.ts';
import type {Passage} from '../../packet/passage.ts';
import {causeOfSighting} from './witness-cause.ts';
import {
	arrivedWords,
	connected,
	countWords,
	earlierWords,
	firstLine,
	packet,
	probe,
	refused,
	servedFinding,
	stoppedNote,
} from './witness-words.ts';

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
							zh: `观察了 ${seconds} 秒，没有看到负载均衡自己的探测是否到达；--witness ${Math.max(10, 2 * long)} 会观察更久`,
						}
					: {
							en: `No probe was seen in ${seconds} s, and whether one would have been can't be told (${blind.map(({en}) => en).join('; ')})`,
							zh: `观察了 ${seconds} 秒，没有看到探测，也无法判断若有探测是否会被看到（${blind.map(({zh}) => zh).join('；')}）`,
						},
			matters: false,
			wouldTell: traffic,
		},
	];
}
