import type {Observation} from '../engine/command.ts';
import {say} from '../engine/words.ts';

/** What is kept of one output, in characters: the first and the last half of it. */
export const mostOfOutput = 65_536;

const cut = (text: string): string => {
	if (text.length <= mostOfOutput) return text;
	const half = mostOfOutput / 2;
	const left = text.length - mostOfOutput;
	const gap = say({en: `… ${left} characters were not kept …`, zh: `… 有 ${left} 个字符未保存 …`});
	return `${text.slice(0, half)}\n${gap}\n${text.slice(-half)}`;
};

/** An observation as a session keeps it. */
export const shorten = <T extends Observation>(observation: T): T => ({
	...observation,
	stdout: cut(observation.stdout),
	stderr: cut(observation.stderr),
});
