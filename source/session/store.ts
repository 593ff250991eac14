import {lstatSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import {filesOf, type Listed, listSessions} from './list.ts';
import {isRunning} from './owner.ts';
import {readSession, type SessionReading} from './read.ts';

/** How many sessions are kept: older ones go when a new one begins. */
export const mostSessions = 50;

/** The ending of a file that isn't whole yet. */
export const draftEnding = '.draft';

/** What a file holds, or words that say why it can't be used. Another user's words are not gone on with. */
export const openListed = ({path}: Listed): SessionReading => {
	try {
		const {uid} = lstatSync(path);
		const me = process.getuid?.();
		if (me !== undefined && uid !== me)
			return {problem: {en: `belongs to another user (number ${uid})`, zh: `属于另一个用户（编号 ${uid}）`}};
		return readSession(readFileSync(path, 'utf8'));
	} catch (error) {
		const why = systemWords(error);
		return {problem: {en: `can’t be read (${why.en})`, zh: `无法读取（${why.zh}）`}};
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
