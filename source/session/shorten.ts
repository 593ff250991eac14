import type {Observation} from '../engine/command.ts';

/** What is kept of one output, in characters: the first and the last half of it. */
export const mostOfOutput = 65_536;

const cut = (text: string): string => {
	if (text.length <= mostOfOutput) return text;
	const half = mostOfOutput / 2;
	const left = text.length - mostOfOutput;
	return `${text.slice(0, half)}\n… ${left} characters were not kept …\n${text.slice(-half)}`;
};

/** An observation as a session keeps it. */
export const shorten = <T extends Observation>(observation: T): T => ({
	...observation,
	stdout: cut(observation.stdout),
	stderr: cut(observation.stderr),
});
