import {lstatSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import type {Words} from '../engine/words.ts';

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

/** The files of all sessions, the one that was written last first. Throws what the system says. */
export const filesOf = (folder: string): readonly Listed[] =>
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
export const listSessions = (folder: string): readonly Listed[] | {readonly problem: Words} => {
	try {
		const newest = new Map<string, Listed>();
		for (const file of filesOf(folder)) if ((newest.get(file.id)?.turn ?? 0) < file.turn) newest.set(file.id, file);
		return [...newest.values()];
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		const why = systemWords(error);
		return {problem: {en: `${folder} can’t be read (${why.en})`, zh: `无法读取 ${folder}（${why.zh}）`}};
	}
};
