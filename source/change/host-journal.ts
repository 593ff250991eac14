import {z} from 'zod/mini';
import {type ChangePlan, makeLines, type Refusal, undoLines} from '../engine/change.ts';
import type {Command, Observation} from '../engine/command.ts';
import type {Host} from '../engine/host.ts';
import {say} from '../engine/words.ts';
import {guard} from './guard/guard.ts';
import {stepScript} from './plan.ts';

/** What the guard on the host can be told to do with an entry. */
export type Verb = 'rehearse' | 'make' | 'keep' | 'undo';

const refusals = new Map<number | undefined, Refusal['is']>([
	[20, 'not-root'],
	[21, 'no-place'],
	[22, 'busy'],
	[23, 'no-entry'],
	[24, 'over'],
	[25, 'not-armed'],
	[26, 'differs'],
	[27, 'not-made'],
	[28, 'not-undone'],
	[29, 'there-already'],
]);

/** What the guard said, or why it refused. */
export type Said = {readonly text: string} | {readonly refusal: Refusal};

const read = ({failure, exitCode, stdout, stderr}: Observation): Said => {
	if (failure === undefined && exitCode === 0) return {text: stdout};
	if (failure === 'unreachable' || failure === 'cancelled') return {refusal: {is: 'unreachable', told: stderr.trim()}};
	return {refusal: {is: refusals.get(exitCode) ?? 'broken', told: (stderr.trim() || failure) ?? `exit ${exitCode}`}};
};

// Making, checking and taking back may take a firewall's front end some seconds each.
const verbMs = 110_000;

const script = (args: readonly string[], timeoutMs: number): Command => ({
	file: 'sh',
	args: ['-c', guard, 'slb-wizard', ...args],
	privileged: true,
	timeoutMs,
});

/** An entry that is written. */
export type Prepared = {readonly folder: string; readonly by: string; readonly before: string};

/**
 * Writes the entry, with the undo and the state before, and arms the switch that takes the change back. Gives the folder on
 * the host, what watches (`systemd`, `process`), and that state.
 */
export const prepare = async (
	host: Host,
	plan: ChangePlan,
	who: string,
): Promise<Prepared | {readonly refusal: Refusal}> => {
	const {id, code, title, limitS, keep} = plan;
	const record = {id, code, title, limitS, make: makeLines(plan), undo: undoLines(plan), ...(keep && {keep})};
	const args = ['prepare', id, `${limitS}`, who, JSON.stringify(record), stepScript(plan), guard];
	const said = read(await host.run(script(args, 30_000)));
	if ('refusal' in said) return said;
	const [folder = '', by = '', ...before] = said.text.split('\n');
	return {folder, by, before: before.join('\n').trimEnd()};
};

/** Tells the guard what to do. It can be told twice: what is done already is not done again. */
export const tell = async (host: Host, id: string, verb: Verb, who: string): Promise<Said> =>
	read(await host.run(script([verb, id, who], verbMs)));

const record = z.object({
	code: z.string(),
	title: z.string(),
	make: z.array(z.string()),
	undo: z.array(z.string()),
	keep: z.optional(z.object({command: z.string(), undo: z.optional(z.string())})),
});

/** A change in the journal of the host. */
export type Entry = {
	readonly id: string;
	readonly folder: string;
	readonly status: string;
	readonly boot: 'same' | 'old';
	/** Seconds until it goes back by itself; negative: that is over. */
	readonly leftS: number;
	/** Whether the process that would take it back is there. */
	readonly isWatched: boolean;
	/** Seconds since 1970. */
	readonly since: number;
	readonly who: string;
	/** Who took it back: `itself`, or a person. */
	readonly by: string;
	/** Rows that are not as they were before. */
	readonly differs: readonly string[];
	readonly code: string;
	readonly title: string;
	readonly make: readonly string[];
	readonly undo: readonly string[];
};

const ended = new Set(['kept', 'undone', 'failed', 'gone']);

/** Whether something of it may still be in force that nobody has decided to keep. */
export const isOpen = ({status, leftS}: Entry): boolean =>
	!ended.has(status) && !(status.startsWith('prepar') && leftS < 0);

/** All changes that the host's journal holds. */
export const entries = async (host: Host): Promise<readonly Entry[] | {readonly refusal: Refusal}> => {
	const said = read(await host.run(script(['list', '-'], 30_000)));
	return 'refusal' in said
		? said
		: said.text
				.split(/^entry /m)
				.slice(1)
				.flatMap(readEntry);
};

const readEntry = (block: string): readonly Entry[] => {
	const [folder = '', ...rows] = block.trimEnd().split('\n');
	const all = rows.map(row => /^(\w+) ?(.*)$/.exec(row)).map(match => [match?.[1] ?? '', match?.[2] ?? ''] as const);
	const value = (name: string): string => all.find(([other]) => other === name)?.[1] ?? '';
	const plan = record.safeParse(parsed(value('plan')));
	return [
		{
			id: folder.split('/').at(-1) ?? '',
			folder,
			status: value('status'),
			boot: value('boot') === 'same' ? 'same' : 'old',
			leftS: Number(value('left')) || 0,
			isWatched: value('watched') === 'yes',
			since: Number(value('since')) || 0,
			who: value('who'),
			by: value('by'),
			differs: all.filter(([name]) => name === 'differs').map(([, row]) => row),
			...(plan.success
				? plan.data
				: {code: 'unknown', title: say({en: 'its plan can’t be read', zh: '无法读取其计划'}), make: [], undo: []}),
		},
	];
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
