import {answerFaults} from './answer-faults.ts';
import type {DrillFault} from './fault.ts';
import {filterFaults} from './filter-faults.ts';
import {listenerFaults} from './listener-faults.ts';
import {type Random, shuffled} from './random.ts';
import {routeFaults} from './route-faults.ts';

/** Faults that need a network of their own; the service itself answers well. */
const pathFaults = [...filterFaults, ...routeFaults, ...listenerFaults].map(
	(fault): DrillFault => ({...fault, behaviour: 'none'}),
);

/** All faults: those of the path first. */
export const drillFaults: readonly DrillFault[] = [...pathFaults, ...answerFaults];

/** The fault with this id. */
export const drillFault = (id: string): DrillFault | undefined => drillFaults.find(fault => fault.id === id);

/**
 * All faults in a random order. Those of the path, where there can be any, are as likely to come first as the others:
 * they are what a person cannot practise elsewhere.
 */
export const drawFaults = (random: Random): readonly DrillFault[] => {
	const [path, answer] = [shuffled(pathFaults, random), shuffled(answerFaults, random)];
	const both = path.flatMap((fault, index) => {
		const other = answer[index];
		return other === undefined ? [fault] : random() < 0.5 ? [fault, other] : [other, fault];
	});
	return [...both, ...answer.slice(path.length)];
};
