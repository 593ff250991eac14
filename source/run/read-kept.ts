import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {recordingPath} from '../engine/recording-path.ts';
import type {Result} from '../engine/result.ts';
import {systemWords} from '../engine/system-words.ts';
import type {Words} from '../engine/words.ts';
import {readResult} from '../form/read-result.ts';
import {fileName} from '../host/recording/format.ts';
import {listSessions} from '../session/list.ts';
import {readSession, type SessionReading, type StoredSession} from '../session/read.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {openListed} from '../session/store.ts';
import {theOne} from './resume.ts';
import {UsageError} from './usage-error.ts';

/** What is left of a run that is over. */
export type Kept =
	| {readonly is: 'result'; readonly result: Result}
	| {readonly is: 'session'; readonly session: StoredSession}
	/** `replay:<file>`, which is not opened yet. */
	| {readonly is: 'recording'; readonly where: string};

/**
 * Finds what a person means by a word: the document of `check --json`, the folder or file of a recording, or a session by
 * its file, its id or the beginning of that. `who` is the command that asks; throws where there is nothing of the kind.
 */
export const readKept = (word: string, who: string): Kept => {
	const path = recordingPath(word) ?? word;
	const status = statSync(path, {throwIfNoEntry: false});
	if (status === undefined) return listedSession(word, who);
	if (status.isDirectory()) return {is: 'recording', where: `replay:${join(path, fileName)}`};
	const text = read(path, `${who} ${JSON.stringify(word)}`);
	if (/^\{"is":"recording"/.test(text)) return {is: 'recording', where: `replay:${path}`};
	if (/^\{"is":"session"/.test(text)) return sessionOf(readSession(text), sessionNamed(JSON.stringify(word), who));
	const reading = readResult(text);
	if ('result' in reading) return {is: 'result', result: reading.result};
	const {problem} = reading;
	throw new UsageError({
		en: `${who} ${JSON.stringify(word)}: it ${problem.en}; it may be the output of check --json, a recording, or a session`,
		zh: `${who} ${JSON.stringify(word)}：它${problem.zh}；应为 check --json 的输出、录制或会话`,
	});
};

const read = (path: string, what: string): string => {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		const why = systemWords(error);
		throw new UsageError({en: `${what}: it can’t be read (${why.en})`, zh: `${what}：无法读取（${why.zh}）`});
	}
};

const listedSession = (word: string, who: string): Kept => {
	const all = listSessions(sessionsFolder());
	if ('problem' in all) {
		const {problem} = all;
		throw new UsageError({
			en: `${who} ${JSON.stringify(word)}: ${problem.en}`,
			zh: `${who} ${JSON.stringify(word)}：${problem.zh}`,
		});
	}

	if (!all.some(({id}) => id.startsWith(word)))
		throw new UsageError({
			en: `${who} ${JSON.stringify(word)}: there is no such file, no such folder and no such session (slb-wizard sessions lists them)`,
			zh: `${who} ${JSON.stringify(word)}：没有这个文件、目录或会话（slb-wizard sessions 可列出会话）`,
		});
	const listed = theOne(all, word, who);
	return sessionOf(openListed(listed), sessionNamed(listed.id, who));
};

const sessionNamed = (name: string, who: string): Words => ({
	en: `${who}: session ${name}`,
	zh: `${who}：会话 ${name}`,
});

const sessionOf = (reading: SessionReading, what: Words): Kept => {
	if ('problem' in reading) {
		const {problem} = reading;
		throw new UsageError({en: `${what.en} ${problem.en}`, zh: `${what.zh} ${problem.zh}`});
	}

	return {is: 'session', session: reading.session};
};
