import {randomInt} from 'node:crypto';
import {accessSync, chmodSync, constants, copyFileSync, linkSync, lstatSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {WordedError, wordsOf} from '../engine/worded-error.ts';
import {say} from '../engine/words.ts';
import {makeFolder} from '../host/record/make-folder.ts';
import {recordingLine} from '../host/recording/line.ts';
import {SessionFile} from './file.ts';
import {schemaNumber} from './format.ts';
import {type Listed, pathOf} from './list.ts';
import {thisProcess} from './owner.ts';
import type {StoredSession} from './read.ts';
import {draftEnding, prune} from './store.ts';

/** What a new session is of. */
export type About = {
	readonly version: string;
	/** The options that were given. */
	readonly given: object;
	readonly witnessS?: number | undefined;
};

/** A file to write to, or a sentence that says why there is none. */
export type Begun = {readonly file: SessionFile} | {readonly problem: string};

/** Begins a session in a file of its own, and lets the oldest ones go. */
export const beginSession = (folder: string, {version, given, witnessS}: About): Begun => {
	try {
		prepare(folder);
		const now = new Date().toISOString();
		const id = newId(now);
		const about = {is: 'session', schema: schemaNumber, id, tool: {name: 'slb-wizard', version}, startedAt: now, given};
		const line = recordingLine({...about, ...(witnessS === undefined ? {} : {witnessS}), owner: thisProcess()});
		const path = pathOf(folder, id, 1);
		writeFileSync(path, line, {flag: 'wx', mode: 0o600});
		prune(folder);
		return {file: new SessionFile(path, {bytes: Buffer.byteLength(line), refs: 0})};
	} catch (error) {
		const why = wordsOf(error);
		return {
			problem: say({
				en: `This session is not kept: ${folder} can’t be used (${why.en}). The walk goes on.`,
				zh: `不保存本次会话：无法使用 ${folder}（${why.zh}）。检查继续进行。`,
			}),
		};
	}
};

/**
 * Goes on with a session in its next file, which begins with all that stands in the last one. Of two who try, the system
 * lets one make that file.
 */
export const continueSession = (folder: string, {id, turn, path}: Listed, session: StoredSession): Begun => {
	const next = pathOf(folder, id, turn + 1);
	const draft = join(folder, `.${id}-${process.pid}-${randomInt(2 ** 32)}${draftEnding}`);
	try {
		prepare(folder);
		const text = `${session.whole}${recordingLine({is: 'owner', at: new Date().toISOString(), owner: thisProcess()})}`;
		writeFileSync(draft, text, {flag: 'wx', mode: 0o600});
		appear(draft, next);
		rmSync(path, {force: true});
		return {file: new SessionFile(next, {bytes: Buffer.byteLength(text), refs: session.refs})};
	} catch (error) {
		if (codeOf(error) === 'EEXIST')
			return {
				problem: say({
					en: `Somebody else is going on with session ${id} at this moment.`,
					zh: `此刻有人正在继续会话 ${id}。`,
				}),
			};
		const why = wordsOf(error);
		return {
			problem: say({
				en: `What comes now is not kept: ${folder} can’t be used (${why.en}). The walk goes on.`,
				zh: `后续内容不再保存：无法使用 ${folder}（${why.zh}）。检查继续进行。`,
			}),
		};
	} finally {
		rmSync(draft, {force: true});
	}
};

/** When, in UTC, and six letters and digits that nobody else has: 20261122-080000-k3f9x2. */
const newId = (now: string): string => {
	const tail = randomInt(36 ** 6)
		.toString(36)
		.padStart(6, '0');
	return `${now.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${tail}`;
};

/** Gives a file its name when it is whole; throws EEXIST where that name is taken. Some file systems have no links. */
const appear = (draft: string, path: string): void => {
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error))) throw error;
		copyFileSync(draft, path, constants.COPYFILE_EXCL);
	}
};

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const prepare = (folder: string): void => {
	makeFolder(folder);
	const {uid, mode} = lstatSync(folder);
	const me = process.getuid?.();
	if (me !== undefined && me !== 0 && uid !== me)
		throw new WordedError({en: `it belongs to another user, number ${uid}`, zh: `它属于另一个用户，编号 ${uid}`});
	if (uid === me && (mode & 0o077) !== 0) chmodSync(folder, 0o700);
	// In a folder that can't be listed nobody would find the session again.
	accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
};
