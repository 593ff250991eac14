import {lstatSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import {isRunning} from './owner.ts';
import {readSession, type SessionReading} from './read.ts';

/** How many sessions are kept: older ones go when a new one begins. */
export const mostSessions = 50;

/** One file of a session. Who goes on with it makes the next one (`….2.jsonl`): no file ever has two writers. */
export type Listed = {
	readonly id: string;
	/** 1, and one more each time that somebody has gone on with it. */
	readonly turn: number;
	readonly path: string;
	/** When it was written last, in milliseconds since 1970. */
	readonly changedMs: number;
};

const name = /^(\d{8}-\d{6}-[a-z0-9]{6})(?:\.(\d{1,6}))?\.jsonl$/;

/** Where one turn of a session is written. */
export const pathOf = (folder: string, id: string, turn: number): string =>
	join(folder, turn === 1 ? `${id}.jsonl` : `${id}.${turn}.jsonl`);

/** The ending of a file that isn't whole yet. */
export const draftEnding = '.draft';

/** The files of all sessions, the one that was written last first. Throws what the system says. */
const filesOf = (folder: string): readonly Listed[] =>
	readdirSync(folder)
		.flatMap((word): readonly Listed[] => {
			const [, id, turn = '1'] = name.exec(word) ?? [];
			const path = join(folder, word);
			const status = lstatSync(path, {throwIfNoEntry: false});
			return id === undefined || status?.isFile() !== true
				? []
				: [{id, turn: Number(turn), path, changedMs: status.mtimeMs}];
		})
		.toSorted((one, other) => other.changedMs - one.changedMs || other.turn - one.turn);

/** Each session once, the one that was written last first; a sentence when the folder can't be read. */
export const listSessions = (folder: string): readonly Listed[] | {readonly problem: string} => {
	try {
		const newest = new Map<string, Listed>();
		for (const file of filesOf(folder)) if ((newest.get(file.id)?.turn ?? 0) < file.turn) newest.set(file.id, file);
		return [...newest.values()];
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		return {problem: `${folder} can’t be read (${systemWords(error)})`};
	}
};

/** What a file holds, or words that say why it can't be used. Another user's words are not gone on with. */
export const openListed = ({path}: Listed): SessionReading => {
	try {
		const {uid} = lstatSync(path);
		const me = process.getuid?.();
		if (me !== undefined && uid !== me) return {problem: `belongs to another user (number ${uid})`};
		return readSession(readFileSync(path, 'utf8'));
	} catch (error) {
		return {problem: `can’t be read (${systemWords(error)})`};
	}
};

/** Removes all files of a session. Throws what the system says. */
export const removeSession = (folder: string, id: string): void => {
	for (const file of filesOf(folder)) if (file.id === id) rmSync(file.path, {force: true});
};

/** Lets the oldest sessions go, but none that is being written; and drafts of who was killed while writing them. */
export const prune = (folder: string): void => {
	const all = listSessions(folder);
	if ('problem' in all) return;
	for (const old of all.slice(mostSessions)) {
		const opened = openListed(old);
		if ('session' in opened && isRunning(opened.session.owner)) continue;
		removeSession(folder, old.id);
	}

	const dayAgo = Date.now() - 86_400_000;
	for (const word of readdirSync(folder).filter(other => other.endsWith(draftEnding))) {
		const status = lstatSync(join(folder, word), {throwIfNoEntry: false});
		if (status !== undefined && status.mtimeMs < dayAgo) rmSync(join(folder, word), {force: true});
	}
};
