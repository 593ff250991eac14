import {type Command, privileged} from '../../engine/command.ts';
import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
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
				say: `Probes of the load balancer arrive (${countWords(arrived, 'packet')}; ${arrived.evidence.excerpt.split('\n')[0]}); what becomes of them was not seen`,
			},
		];
	return nothingSeen(seen, target);
}

const countWords = ({count, when}: Sighting, what: string): string =>
	`${count} ${count === 1 ? what : `${what}s`} ${when}`;

const servedFinding = (sighting: Sighting, target: Target): Finding => {
	const {status, evidence} = sighting;
	const shown = `(${evidence.command})`;
	if (status === undefined)
		return {
			is: 'ok',
			say: `The load balancer's own probes arrive and are answered: ${countWords(sighting, 'connection')} ${shown}`,
		};
	const words = `${countWords(sighting, 'request')}, answered with ${status} ${shown}`;
	return isAccepted(target, {outcome: 'answered', status, totalMs: 0})
		? {is: 'ok', say: `The load balancer's own probes arrive and are answered well: ${words}`}
		: {is: 'note', say: `The load balancer's own probes arrive, and their answer is not accepted: ${words}`};
};

const connected = (sighting: Sighting): Finding => ({
	is: 'note',
	say: `The load balancer's own probes connect (${countWords(sighting, 'connection')}, ${sighting.evidence.command}); whether they are answered was not seen`,
});

const refused = (sighting: Sighting): Finding => ({
	is: 'note',
	say: `The load balancer's own probes arrive and are refused: ${countWords(sighting, 'connection')} (${sighting.evidence.command})`,
});

const stoppedNote = (sighting: Sighting): Finding => ({
	is: 'note',
	say: `The load balancer's own probes arrive and get no answer: ${countWords(sighting, 'probe')} (${sighting.evidence.command})`,
});

/** Packets are stopped, and nothing that was read of this host explains it. */
const unexplainedStop = (sighting: Sighting, othersAreServed: boolean): Finding => ({
	is: 'unknown',
	why: `Probes of the load balancer arrive and ${sighting.is === 'stopped' ? 'get no answer' : 'their answer is lost'} (${countWords(sighting, 'probe')}: ${sighting.evidence.excerpt.split('\n')[0]}), and no rule or route that was read explains it`,
	matters: !othersAreServed,
	wouldTell: traffic,
});

const traffic: Command = privileged('tcpdump', '-n', '-i', 'any', '-c', '20', 'net', '100.64.0.0/10');

/** Nothing was seen: of any use only where something would have been. */
function nothingSeen(
	{watchedS, silent, blind, sightings}: Witness,
	{sources, healthCheck, product}: Target,
): readonly Finding[] {
	const seconds = watchedS < 1 ? watchedS.toFixed(1) : `${Math.round(watchedS)}`;
	const [earlier] = sightings;
	const before =
		earlier === undefined
			? ''
			: ` Earlier there were some: ${countWords(earlier, 'probe')} (${earlier.evidence.command}).`;
	if (silent.length > 0)
		return [
			{
				is: 'unknown',
				why: `No probe from ${sources.join(', ')} was seen in ${seconds} s, and any would have been: the load balancer does not probe this server on port ${healthCheck.port}, or its packets are stopped before they get here. Look at the listener, its port and its backends${product === 'clb' ? '' : ', the security group'} and the network ACL in the console.${before}`,
				matters: true,
				wouldTell: traffic,
			},
		];
	const long = 2 * healthCheck.intervalS;
	return [
		{
			is: 'unknown',
			why:
				watchedS < long
					? `Whether the load balancer's own probes arrive was not seen in ${seconds} s; --witness ${Math.max(10, 2 * long)} watches longer`
					: `No probe was seen in ${seconds} s, and whether one would have been can't be told (${blind.join('; ')})`,
			matters: false,
			wouldTell: traffic,
		},
	];
}
