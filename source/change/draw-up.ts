import {randomBytes} from 'node:crypto';
import type {CauseCode} from '../engine/cause-code.ts';
import type {ChangePlan} from '../engine/change.ts';
import {type Command, succeeded} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import type {Remedy} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';
import {stepFunctions} from './guard/functions.ts';
import {fillStep, makePlan, tagOf} from './plan.ts';

/** A plan, or why there is none: a sentence with its full stop. */
export type DrawnUp = {readonly plan: ChangePlan} | {readonly problem: Words};

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
	if (change === undefined) return {problem: onlyAdvice};
	const id = randomBytes(4).toString('hex');
	const steps: ChangePlan['steps'][number][] = [];
	for (const [index, step] of change.steps.entries()) {
		const answers = new Map<string, string>();
		for (const [name, read] of Object.entries(step.reads ?? {})) {
			const observation = await host.run(line(read));
			const answer = observation.stdout.trim();
			if (!succeeded(observation) || answer === '' || answer.includes('\n')) return {problem: notRead(read)};
			answers.set(name, answer);
		}

		const filled = fillStep(step, {answers, tag: tagOf(id, index)});
		const isThere = change.isFinal !== true && succeeded(await host.run(line(filled.isMade)));
		if (!isThere) steps.push(filled);
	}

	return steps.length === 0 ? {problem: thereAlready} : {plan: makePlan(remedy, change, {id, code, steps, limitS})};
};

const onlyAdvice: Words = {
	en: 'That remedy is advice: slb-wizard does not do it by itself.',
	zh: '这个修复方法只是建议：slb-wizard 不会自动执行。',
};

const notRead = (read: string): Words => ({
	en: `What is there now could not be read, so it could not be put back: ${read}.`,
	zh: `无法读取当前状态，因此将无法恢复：${read}。`,
});

const thereAlready: Words = {
	en: 'The host is like that already: nothing would change.',
	zh: '主机已经是这个状态：不会有任何变化。',
};
