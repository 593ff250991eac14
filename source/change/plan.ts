import type {Change, ChangePlan, ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Remedy} from '../engine/result.ts';

/** The answers to what a step wants to know first, by name. */
export type Answers = ReadonlyMap<string, string>;

/** Puts what was read, and the tag, into a step's lines. Only names that the step itself gave are replaced. */
export const fillStep = (
	{make, undo, isMade, state}: ChangeStep,
	{answers, tag}: {readonly answers: Answers; readonly tag: string},
) => {
	const words = new Map([...answers, ['tag', tag]]);
	const fill = (line: string): string =>
		line.replace(/\{(\w+)\}/g, (whole, name: string) => {
			const word = words.get(name);
			return word === undefined ? whole : quoteWord(word);
		});
	return {make: fill(make), undo: fill(undo), isMade: fill(isMade), state: fill(state)};
};

/** The comment of the rule that a step makes. It has no sign that a shell or nft would read. */
export const tagOf = (id: string, index: number): string => `slb-wizard:${id}.${`${index + 1}`.padStart(2, '0')}`;

/** Puts a plan together from a remedy and the steps that are left to be made. */
export const makePlan = (
	{summary, risk, keep}: Remedy,
	{unrehearsed, isFinal}: Change,
	rest: Pick<ChangePlan, 'id' | 'code' | 'steps' | 'limitS'>,
): ChangePlan => ({
	...rest,
	title: summary,
	risk,
	...(keep === undefined ? {} : {keep}),
	...(unrehearsed === undefined ? {} : {unrehearsed}),
	...(isFinal === undefined ? {} : {isFinal}),
});

/** The functions that the guard calls. */
export const stepScript = ({steps, isFinal}: ChangePlan): string =>
	[
		`count=${steps.length} final=${isFinal === true ? 'yes' : 'no'}`,
		...steps.flatMap(({make, undo, isMade, state}, index) =>
			Object.entries({make, undo, made: isMade, state}).map(([name, line]) => `${name}_${index + 1}() {\n${line}\n}`),
		),
	].join('\n');
