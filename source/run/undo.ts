import {type Entry, entries, isOpen, tell} from '../change/host-journal.ts';
import {OwnJournal} from '../change/own-journal.ts';
import {takeBack} from '../change/try.ts';
import type {Ending} from '../engine/change.ts';
import {clean} from '../engine/clean.ts';
import type {Host} from '../engine/host.ts';
import {say, type Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {text} from '../face/text.ts';
import {differenceLines, undoneLine} from '../face/words/change.ts';
import {entryLines} from '../face/words/entry.ts';
import type {Line} from '../face/words/line.ts';
import {refusalLine} from '../face/words/refusal.ts';
import {ownStateFolder} from '../session/state-folder.ts';
import {version} from '../version.ts';
import {aside} from './aside.ts';
import {confirmByWord} from './confirm-by-word.ts';
import {openHost} from './open-host.ts';
import {ownSigns} from './own-signs.ts';
import {refuseRecording} from './refuse-recording.ts';
import {UsageError} from './usage-error.ts';
import {whoami} from './whoami.ts';

/** What `undo` and `keep` are to do. */
export type UndoRequest = {
	readonly does: 'undo' | 'keep';
	readonly where: string | undefined;
	/** One change; undefined: all that are open. */
	readonly id: string | undefined;
	/** ask: lists them, and asks. do: does it. list: only lists them. */
	readonly mode: 'ask' | 'do' | 'list';
	readonly form: 'text' | 'json';
};

/** `slb-wizard undo` and `keep`. Returns the exit status: 0 nothing is left open, 1 something is, 3 it can't be told. */
export const undo = async (request: UndoRequest): Promise<number> => {
	refuseRecording(request.where);
	const opened = await openHost(request.where, {ahead: async () => []});
	if ('unreached' in opened) {
		aside(opened.unreached);
		return 3;
	}

	if (opened.platform === 'windows') {
		aside({
			en: 'on Windows slb-wizard changes nothing, so there is nothing to take back',
			zh: '在 Windows 上 slb-wizard 不做任何改动，因此没有需要撤销的内容',
		});
		return 0;
	}

	try {
		return await onHost(opened.host, request);
	} finally {
		await opened.host.close?.();
	}
};

const onHost = async (host: Host, request: UndoRequest): Promise<number> => {
	const all = await entries(host);
	if ('refusal' in all) {
		process.stderr.write(text([refusalLine(all.refusal)], {columns: 80, signs: ownSigns()}));
		return 3;
	}

	const chosen = choose(all, request);
	const print = printer(request.form);
	print(chosen.length === 0 ? [{text: say(nothingOpen(host)), mark: 'ok'}] : chosen.flatMap(entryLines));
	const does = chosen.length > 0 && (request.mode === 'do' || (request.mode === 'ask' && (await agrees(request))));
	const endings = does ? await one(host, chosen, request.does) : [];
	for (const [, ending] of endings) print(endingLines(ending));
	if (request.form === 'json') process.stdout.write(document(host, chosen, endings));
	const isDone = chosen.every(({id}) => endings.some(([other, {is}]) => other.id === id && is !== 'lost'));
	return isDone ? 0 : 1;
};

const nothingOpen = ({where}: Host): Words =>
	where === 'local'
		? {en: 'Nothing is open on this host.', zh: '这台主机上没有尚未结束的改动。'}
		: {en: `Nothing is open on ${where}.`, zh: `${where} 上没有尚未结束的改动。`};

const choose = (all: readonly Entry[], {id, does}: UndoRequest): readonly Entry[] => {
	if (id === undefined) return all.filter(isOpen);
	const entry = all.find(one => one.id === id);
	if (entry === undefined)
		throw new UsageError({
			en: `${does} ${JSON.stringify(id)}: there is no such change on this host`,
			zh: `${does} ${JSON.stringify(id)}：这台主机上没有这个改动`,
		});
	return isOpen(entry) || (entry.status === 'kept' && does === 'undo') ? [entry] : [];
};

const agrees = async ({does, form}: UndoRequest): Promise<boolean> =>
	form === 'text' && (await confirmByWord(does, questions[does]));

const questions: Readonly<Record<UndoRequest['does'], Words>> = {
	undo: {en: 'Take this back? Type the word undo:', zh: '要撤销吗？请输入 undo：'},
	keep: {en: 'Keep this for good? Type the word keep:', zh: '要永久保留吗？请输入 keep：'},
};

/** One after the other, the newest first: a change may stand on one before it. */
const one = async (
	host: Host,
	chosen: readonly Entry[],
	does: 'undo' | 'keep',
): Promise<ReadonlyArray<readonly [Entry, Ending]>> => {
	const journal = new OwnJournal(ownStateFolder());
	const endings: Array<readonly [Entry, Ending]> = [];
	for (const entry of chosen.toSorted((first, second) => second.since - first.since)) {
		const said = await tell(host, entry.id, does, whoami());
		const record = (status: string): unknown => journal.write({id: entry.id, where: host.where, status});
		if (does === 'undo' || 'refusal' in said) endings.push([entry, takeBack(said, record)]);
		else {
			record('kept');
			endings.push([entry, {is: 'kept'}]);
		}
	}

	return endings;
};

const endingLines = (ending: Ending): readonly Line[] => {
	if (ending.is === 'undone') return [undoneLine(ending.by), ...differenceLines(ending.differs)];
	if (ending.is === 'lost') return [refusalLine(ending.refusal)];
	return [{text: say({en: 'Kept.', zh: '已保留。'}), mark: 'ok', tone: 'heading'}];
};

const printer =
	(form: UndoRequest['form']) =>
	(lines: readonly Line[]): void => {
		const {stdout, env} = process;
		if (form === 'text')
			stdout.write(
				text(lines, {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()}, mayColour(env, stdout.isTTY)),
			);
	};

const document = (host: Host, chosen: readonly Entry[], endings: ReadonlyArray<readonly [Entry, Ending]>): string => {
	const changes = chosen.map(entry => ({...entry, ending: endings.find(([{id}]) => id === entry.id)?.[1]}));
	const whole = {schemaVersion: 1, tool: {name: 'slb-wizard', version}, host: host.where, changes};
	const safe = (_key: string, value: unknown): unknown => (typeof value === 'string' ? clean(value) : value);
	return `${JSON.stringify(whole, safe, 2)}\n`;
};
