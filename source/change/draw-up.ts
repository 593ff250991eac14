import {randomBytes} from 'node:crypto';
import type {CauseCode} from '../engine/cause-code.ts';
import type {ChangePlan} from '../engine/change.ts';
import {type Command, succeeded} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import type {Remedy} from '../engine/result.ts';
import {stepFunctions} from './guard/functions.ts';
import {fillStep, makePlan, tagOf} from './plan.ts';

/** A plan, or why there is none: a sentence. */
export type DrawnUp = {readonly plan: ChangePlan} | {readonly problem: string};

const line = (text: string): Command => ({
	file: 'sh',
	args: ['-c', `${stepFunctions}${text}`],
	privileged: true,
	timeoutMs: 20_000,
});

/** Looks up what the steps need to know, leaves out what is so already, and writes the plan. It changes nothing. */
export const drawUp = async (
	host: Host,
	{code, remedy, limitS}: {readonly code: CauseCode; readonly remedy: Remedy; readonly limitS: number},
): Promise<DrawnUp> => {
	const {change} = remedy;
	if (change === undefined) return {problem: 'That remedy is advice: slb-wizard does not do it by itself'};
	const id = randomBytes(4).toString('hex');
	const steps: ChangePlan['steps'][number][] = [];
	for (const [index, step] of change.steps.entries()) {
		const answers = new Map<string, string>();
		for (const [name, read] of Object.entries(step.reads ?? {})) {
			const observation = await host.run(line(read));
			const answer = observation.stdout.trim();
			if (!succeeded(observation) || answer === '' || answer.includes('\n'))
				return {problem: `What is there now could not be read, so it could not be put back: ${read}`};
			answers.set(name, answer);
		}

		const filled = fillStep(step, {answers, tag: tagOf(id, index)});
		const isThere = change.isFinal !== true && succeeded(await host.run(line(filled.isMade)));
		if (!isThere) steps.push(filled);
	}

	return steps.length === 0
		? {problem: 'The host is like that already: nothing would change'}
		: {plan: makePlan(remedy, change, {id, code, steps, limitS})};
};
