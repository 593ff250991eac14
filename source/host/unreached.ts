import type {Observation} from '../engine/command.ts';
import {equivalentCommand} from '../engine/equivalent.ts';
import type {Host} from '../engine/host.ts';

/** A host that nobody got to: whatever is asked of it is unreachable, with the reason (a sentence). */
export const unreachedHost = (where: string, why: string): Host => {
	const nothing: Omit<Observation, 'command'> = {stdout: '', stderr: why, durationMs: 0, failure: 'unreachable'};
	return {
		where,
		mindsModules: true,
		run: async command => ({...nothing, command}),
		probe: async shape => ({
			...nothing,
			command: equivalentCommand(shape),
			shape,
			reply: {outcome: 'cancelled', detail: why, totalMs: 0},
		}),
	};
};
