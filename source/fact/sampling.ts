import type {Command, Observation} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {answers} from './answers.ts';

/** The least time between two samples, in milliseconds: the kernel counts CPU time in ticks of up to 10 ms. */
export const leastBetweenMs = 200;

/** What the same commands print at two times. */
export type Samples = {readonly first: readonly Observation[]; readonly second: readonly Observation[]};

/**
 * Runs commands twice, so that what happens now can be told from what has happened since the host started. The probes
 * of this run are sent in between, where they haven't been yet: an idle service shows no shortage.
 */
export const sampleTwice = async (look: Look, commands: readonly Command[]): Promise<Samples> => {
	const first = await Promise.all(commands.map(look.run));
	await Promise.all([look.know(answers), look.wait(leastBetweenMs)]);
	return {first, second: await Promise.all(commands.map(look.runAgain))};
};
