import type {CauseCode} from '../engine/cause-code.ts';
import type {ResultCause} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import {nearnessOf, type Where, whereOf} from './nearness.ts';
import {interfacesOf, normalise, type Said} from './normal.ts';
import type {Run} from './run.ts';

/** Something that one run shows and the other doesn't. */
export type Difference = {
	/** What it is: a cause that only one has, a step that came to something else, or what a command shows. */
	readonly is: 'cause' | 'step' | 'fact';
	readonly where: Where | 'step';
	/** The code of the cause, the id of the step, or the command. */
	readonly of: string;
	/** What only the one shows, and what only the other. */
	readonly one: readonly string[];
	readonly other: readonly string[];
	/** How near to the probe's path; higher is nearer. */
	readonly nearness: number;
	/** Causes whose evidence this is. */
	readonly causes?: readonly CauseCode[];
};

/** Nothing is nearer than a cause that was observed on one host only; the first one is the root. */
const causeNearness = 1000;

/** The differences of two runs, the nearest to the probe's path first. */
export const differences = (one: Run, other: Run): readonly Difference[] => {
	const causes = causeDifferences(one, other);
	const facts = factDifferences(one, other).map((difference): Difference => {
		const [first] = causesShownBy(difference, [...one.result.causes, ...other.result.causes], causes);
		return first === undefined ? difference : {...difference, nearness: difference.nearness + 500, causes: [first]};
	});
	return [...causes, ...stepDifferences(one, other), ...facts].toSorted(
		(first, second) => second.nearness - first.nearness,
	);
};

const firm = ({result}: Run): readonly ResultCause[] => result.causes.filter(({certainty}) => certainty !== 'possible');

const causeDifferences = (one: Run, other: Run): readonly Difference[] => {
	const only = (run: Run, than: Run): readonly ResultCause[] =>
		firm(run).filter(({code}) => !firm(than).some(cause => cause.code === code));
	const make = (side: 'one' | 'other', causes: readonly ResultCause[]): readonly Difference[] =>
		causes.map(({code, summary, severity}, index) => ({
			...{is: 'cause' as const, where: 'beside' as const, of: code, one: [], other: [], causes: [code]},
			[side]: [summary],
			nearness: (severity === 'failure' ? causeNearness : causeNearness / 4) - index,
		}));
	return [...make('one', only(one, other)), ...make('other', only(other, one))];
};

const stepDifferences = (one: Run, other: Run): readonly Difference[] =>
	one.result.steps.flatMap(({id, status}): readonly Difference[] => {
		const second = other.result.steps.find(step => step.id === id)?.status ?? 'skipped';
		if (second === status) return [];
		return [{is: 'step', where: 'step', of: id satisfies StepId, one: [status], other: [second], nearness: 10}];
	});

/** What the same commands show on one side only, command by command. */
export const factDifferences = (one: Run, other: Run): readonly Difference[] => {
	const second = new Map(normalise(other).map(({command, lines}) => [command, lines]));
	const path = {target: one.result.target, interfaces: [...interfacesOf(one), ...interfacesOf(other)]};
	return normalise(one).flatMap(({command, lines}: Said): readonly Difference[] => {
		const others = second.get(command);
		if (others === undefined) return [];
		const onlyOne = lines.filter(line => !others.includes(line));
		const onlyOther = others.filter(line => !lines.includes(line));
		if (onlyOne.length + onlyOther.length === 0) return [];
		const where = whereOf(command);
		const near = (line: string): number => nearnessOf(where, line, path);
		const byNearness = (all: readonly string[]) => all.toSorted((first, next) => near(next) - near(first));
		const nearness = Math.max(...[...onlyOne, ...onlyOther].map(near));
		return [{is: 'fact', where, of: command, one: byNearness(onlyOne), other: byNearness(onlyOther), nearness}];
	});
};

/** The causes that only one side has and whose evidence quotes a line of a difference. */
const causesShownBy = (
	{one, other}: Difference,
	causes: readonly ResultCause[],
	differing: readonly Difference[],
): readonly CauseCode[] => {
	const lines = [...one, ...other].filter(line => line.length > 3);
	return causes
		.filter(({code}) => differing.some(({of}) => of === code))
		.filter(({evidence}) =>
			evidence.some(({excerpt}) => excerpt.split('\n').some(row => lines.includes(row.replace(/\s+/g, ' ').trim()))),
		)
		.map(({code}) => code);
};
