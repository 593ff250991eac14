import type {Evidence, Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FromHere} from '../../fact/from-here.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {replyWords, said} from './reply-words.ts';

/** The same check from the machine where the program runs, said with its seat: `here$ curl …`. */
const saidHere = ({observation}: FromHere): Evidence => {
	const {command, excerpt} = said(observation);
	return {command: `${command}  # from the machine where slb-wizard runs`, excerpt};
};

/** From here the check is answered well, and on the host itself it isn't. */
export function hereAgainstLocal(here: Known<FromHere>, asked: Known<Answers>): readonly Finding[] {
	if (!here.known || !asked.known) return [];
	const {health, observation} = here.value;
	if (health === 'good' && asked.value.health !== 'good')
		return [
			{
				is: 'contradiction',
				say: `From this machine the check is answered (${replyWords(observation.reply)}), and on the host itself it is not (${replyWords(asked.value.exact.reply)}): the two take different ways in, and only one of them is blocked`,
				one: saidHere(here.value),
				other: said(asked.value.exact),
			},
		];
	if (health === 'good')
		return [{is: 'note', say: `From this machine the check is answered as well: ${replyWords(observation.reply)}`}];
	return [];
}

/** From here the check is answered well, over the network, and the load balancer's packets are stopped. */
export function hereAgainstPath(here: Known<FromHere>, ways: Known<readonly Passage[]>): readonly Finding[] {
	if (!here.known || !ways.known || here.value.health !== 'good') return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		return [
			{
				is: 'contradiction',
				say: `From this machine the check is answered over the network (${replyWords(here.value.observation.reply)}), and the load balancer's ${probe.is === 'stop' ? 'packets are' : 'answer is'} stopped by ${ruleWords(verdict.by)}: that rule asks where a packet is from`,
				one: saidHere(here.value),
				other: ruleEvidence(verdict.by, ways.from),
			},
		];
	}

	return [];
}

/** The host answers itself, and turns this machine away: a filter on the way, or one that is for others only. */
export function localAgainstHere(here: Known<FromHere>, asked: Known<Answers>): readonly Finding[] {
	if (!here.known || !asked.known || asked.value.health !== 'good' || asked.value.witness !== undefined) return [];
	const {reply} = here.value.observation;
	if (reply.outcome !== 'refused') return [];
	return [
		{
			is: 'note',
			say: 'From this machine a connection is refused, and the host answers itself: something on the way turns this machine away, such as a rule of the host or of a security group, which need not concern the load balancer',
		},
	];
}
