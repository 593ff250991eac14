import {sampleTarget} from '../../source/cause/sample-target.ts';
import {commandLine, type Observation} from '../../source/engine/command.ts';
import type {Fact, Look} from '../../source/engine/fact.ts';
import type {Known} from '../../source/engine/known.ts';
import {verbatim} from '../../source/engine/words.ts';

/** What a command of a table does: its stdout, or more. */
export type Row = string | Partial<Omit<Observation, 'command'>>;

export {sampleTarget as target};

/**
 * A host that is a table of command lines. A list of rows answers one call after the other, the last one for good.
 * A command line without a row fails the test, unless `otherwise` says what it does.
 */
export const lookAt = (
	table: Readonly<Record<string, Row | readonly Row[]>>,
	{
		facts = [],
		otherwise,
	}: {readonly facts?: ReadonlyArray<readonly [Fact<unknown>, Known<unknown>]>; readonly otherwise?: Row} = {},
): Look & {readonly ran: readonly string[]} => {
	const ran: string[] = [];
	const calls = new Map<string, number>();
	const run: Look['run'] = async command => {
		const line = commandLine(command);
		const rows = table[line] ?? otherwise;
		if (rows === undefined) throw new Error(`The table has no row for: ${line}`);
		const call = calls.get(line) ?? 0;
		calls.set(line, call + 1);
		ran.push(line);
		const row = Array.isArray(rows) ? rows[Math.min(call, rows.length - 1)] : rows;
		const done = {command, stdout: '', stderr: '', durationMs: 1};
		if (typeof row === 'string') return {...done, stdout: row, exitCode: 0};
		return {...done, ...(row.failure === undefined && {exitCode: 0}), ...row};
	};

	const look: Look = {
		target: sampleTarget,
		run,
		runAgain: run,
		probe: async () => {
			throw new Error('This table sends no probes.');
		},
		// The table of facts forgets the types of their values, as every heterogeneous table does.
		know: async <U>(fact: Fact<U>) => {
			const given = facts.find(([one]) => one.id === fact.id);
			if (given) return given[1] as Known<U>;
			// Samples are taken around the probes, and here none are sent.
			return fact.id === 'answers' ? unseen('no probes are sent') : fact.lookUp(look);
		},
		now: () => 0,
		wait: async () => {},
		async *sample(command, {times}) {
			for (let time = 0; time < times; time++) yield look.runAgain(command);
		},
		async *probeSeveral(shape, times) {
			for (let time = 0; time < times; time++) yield look.probe(shape);
		},
	};
	return {...look, ran};
};

/** Something known, for tables of facts. */
export const known = <T>(value: T): Known<T> => ({known: true, value, from: []});

/** Something that could not be looked up. */
export const unseen = (why = 'not allowed'): Known<never> => ({known: false, why: verbatim(why), from: []});

/** A command that isn't on the host. */
export const missing = {failure: 'not-found'} as const;
