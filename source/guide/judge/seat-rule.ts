import type {Seated} from '../../fact/seat/seat.ts';
import type {FilterVerdict, Passage, RuleRef} from '../../packet/passage.ts';

type Stop = Extract<FilterVerdict, {is: 'stop'}>;

/** The verdict that stops a probe or its answer. */
export const stopOf = (passage: Passage | undefined): Stop | undefined =>
	[passage?.probe, passage?.reply].find(verdict => verdict?.is === 'stop');

const isSame = (one: RuleRef | undefined, other: RuleRef | undefined): boolean =>
	one !== undefined && one.chain === other?.chain && one.text === other.text;

/** Whether the rule that stops the real packets is not what a probe from the seat met: it is for the real interface. */
export const isBound = (onReal: Stop, onSeat: Stop | undefined): boolean =>
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
