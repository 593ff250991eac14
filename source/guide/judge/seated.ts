import type {CauseFinding, Evidence, Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Seated} from '../../fact/seat/seat.ts';
import type {FilterVerdict, Passage, RuleRef} from '../../packet/passage.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {replyWords, said} from './reply-words.ts';
import {partValues} from './sources-part.ts';

type Around = {
	readonly asked: Known<Answers>;
	readonly from: Parameters<typeof ruleEvidence>[1];
	readonly target: Target;
};

type Stop = Extract<FilterVerdict, {is: 'stop'}>;

/** The verdict that stops a probe or its answer. */
const stopOf = (passage: Passage | undefined): Stop | undefined =>
	[passage?.probe, passage?.reply].find(verdict => verdict?.is === 'stop');

const isSame = (one: RuleRef | undefined, other: RuleRef | undefined): boolean =>
	one !== undefined && one.chain === other?.chain && one.text === other.text;

const isBound = (onReal: Stop, onSeat: Stop | undefined): boolean =>
	!isSame(onReal.by, onSeat?.by) || namesInterface(onReal.by);

/**
 * The rule that was read to stop probes, and let one from the seat through. Only of rules on the way in: answers to a seat
 * leave by another interface, and a chain for the real one may be jumped to by a rule that names it.
 */
export const refutedRule = ({passage, simulated, health}: Seated): RuleRef | undefined => {
	const onReal = stopOf(passage);
	return health === 'good' && onReal !== undefined && onReal === passage.probe && !isBound(onReal, stopOf(simulated))
		? onReal.by
		: undefined;
};

/** A rule for the way out names the interface that it is for; the answers to the seat leave by another one. */
const namesInterface = ({text}: RuleRef): boolean =>
	/(?:^|\s)(?:-i|-o|iif|iifname|oif|oifname|--physdev-\w+)\s/.test(text);

/** What the check from one seat shows, beside what the host's own request and the rules say. */
export function judgeSeated(seated: Seated, {asked, from, target}: Around): readonly Finding[] {
	const {passage, simulated, observation, health, source} = seated;
	const onReal = stopOf(passage);
	const onSeat = stopOf(simulated);
	const words = `From the load balancer's seat (${source}) the check is answered: ${replyWords(observation.reply)}`;
	const shown = saidFrom(seated);
	if (health === 'good') {
		if (target.healthCheck.protocol === 'udp')
			return [
				{
					is: 'note',
					say: `From the load balancer's seat (${source}) nothing speaks against it: ${replyWords(observation.reply)}. A datagram that is dropped looks the same`,
				},
			];
		if (onReal === undefined) return [{is: 'ok', say: words}];
		if (isBound(onReal, onSeat))
			return [
				{
					is: 'contradiction',
					say: `${words}, and ${ruleWords(onReal.by)} stops the load balancer's own: that rule is for the real interface, which the seat's probe doesn't arrive on`,
					one: shown,
					other: ruleEvidence(onReal.by, from),
				},
			];
		return [
			{
				is: 'contradiction',
				say: `${words}, although ${ruleWords(onReal.by)} was read to stop it: the real packet counts more than the reading`,
				one: shown,
				other: ruleEvidence(onReal.by, from),
			},
			{
				is: 'unknown',
				why: `Why a probe from ${source} came through ${ruleWords(onReal.by)} can't be told: the rules may have changed meanwhile`,
				matters: true,
			},
		];
	}

	if (asked.known && asked.value.health !== 'good')
		return [
			{
				is: 'note',
				say: `From the load balancer's seat (${source}): ${replyWords(observation.reply)}; the host's own request is not answered well either`,
			},
		];
	const {outcome, status} = observation.reply;
	if (outcome === 'answered' && status !== undefined) return asked.known ? [denied(seated, status)] : [];
	if (onReal === undefined && onSeat !== undefined)
		return [
			{
				is: 'note',
				say: `The probe from the load balancer's seat (${source}) was stopped by ${ruleWords(onSeat.by)}, which the load balancer's own don't meet: they arrive on another interface. It shows nothing`,
			},
		];
	if (onReal !== undefined)
		return [
			{
				is: 'note',
				say: `A probe from the load balancer's seat (${source}) shows it: ${replyWords(observation.reply)}, while the host's own request is answered: ${ruleWords(onReal.by)}`,
			},
		];
	if (!asked.known) return [];
	return [
		{
			is: 'contradiction',
			say: `The host's own request is answered, and one from the load balancer's seat (${source}) is not (${replyWords(observation.reply)}), though no rule that was read stops it`,
			one: said(asked.value.exact),
			other: shown,
		},
		{
			is: 'unknown',
			why: `Something that no rule shows stops probes from ${source} (${replyWords(observation.reply)}): a program in the kernel (XDP, tc, eBPF), a security module, or the service itself`,
			matters: true,
			wouldTell: {
				file: 'tcpdump',
				args: ['-n', '-i', 'any', 'net', target.sources[0] ?? '100.64.0.0/10'],
				privileged: true,
			},
		},
	];
}

/** The service answers the host well, and addresses of the sources otherwise: an observation, not a reading. */
const denied = (seated: Seated, status: number): CauseFinding => ({
	is: 'cause',
	code: 'application-denies-probe-source',
	certainty: 'proven',
	values: {status: `${status}`, source: seated.source, ...partValues(seated.passage)},
	evidence: [saidFrom(seated)],
});

const saidFrom = ({observation, source}: Seated): Evidence => {
	const {command, excerpt} = said(observation);
	return {command: `${command}   # from ${source}`, excerpt};
};
