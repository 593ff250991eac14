import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {type Run, runOf} from '../compare/run.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {completeTarget} from '../engine/settings.ts';
import {walk} from '../engine/walk.ts';
import {systemWords} from '../host/record/system-words.ts';
import {fileName} from '../host/recording/format.ts';
import {readSession, type SessionReading} from '../session/read.ts';
import {result as resultForm} from '../session/result-format.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {listSessions, openListed} from '../session/store.ts';
import {openReplay} from './replay.ts';
import {theOne} from './resume.ts';
import {silently} from './silently.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

/** A run that was kept: the document of `check --json`, the folder or file of a recording, or a session. */
export const readRun = async (word: string): Promise<Run> => {
	const path = word.startsWith('replay:') ? word.slice('replay:'.length) : word;
	const status = statSync(path, {throwIfNoEntry: false});
	if (status === undefined) return sessionRun(word);
	if (status.isDirectory()) return recordingRun(word, join(path, fileName));
	const text = read(word, path);
	if (/^\{"is":"recording"/.test(text)) return recordingRun(word, path);
	if (/^\{"is":"session"/.test(text)) return fromSession(word, readSession(text));
	return resultRun(word, text);
};

const read = (word: string, path: string): string => {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		throw new UsageError(`diff ${JSON.stringify(word)}: it can’t be read (${systemWords(error)})`);
	}
};

const resultRun = (name: string, text: string): Run => {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new UsageError(`diff ${JSON.stringify(name)}: it is neither the output of check --json nor a recording`);
	}

	if (typeof value === 'object' && value !== null && 'schemaVersion' in value && value.schemaVersion !== 1)
		throw new UsageError(
			`diff ${JSON.stringify(name)}: its schemaVersion is ${JSON.stringify(value.schemaVersion)}, and this program reads 1`,
		);
	const parsed = resultForm.safeParse(value);
	if (parsed.success) return {name, result: parsed.data};
	const [issue] = parsed.error.issues;
	throw new UsageError(
		`diff ${JSON.stringify(name)}: it is no result of check --json (at ${issue?.path.join('.') || 'its beginning'})`,
	);
};

const recordingRun = async (name: string, path: string): Promise<Run> => {
	const opened = await openReplay(`replay:${path}`);
	if ('unreached' in opened) throw new UsageError(`diff ${JSON.stringify(name)}: ${opened.unreached}`);
	const {given, witnessS} = withRecorded({given: {host: `replay:${path}`}}, opened);
	const complete = completeTarget(given, opened.platform);
	if (!('target' in complete))
		throw new UsageError(`diff ${JSON.stringify(name)}: the recording ends before its target was known`);
	// What was looked at to find the target is another round.
	opened.host.lookAgain?.();
	const options = {
		target: complete.target,
		host: opened.host,
		pace: 'all',
		interrupt: new Interrupt(),
		witnessS,
	} as const;
	const {run} = await silently(name, walk(walkOptions(options)));
	return run;
};

const sessionRun = (word: string): Run => {
	const all = listSessions(sessionsFolder());
	if ('problem' in all) throw new UsageError(`diff ${JSON.stringify(word)}: ${all.problem}`);
	if (!all.some(({id}) => id.startsWith(word)))
		throw new UsageError(
			`diff ${JSON.stringify(word)}: there is no such file, no such folder and no such session (slb-wizard sessions lists them)`,
		);
	return fromSession(word, openListed(theOne(all, word, 'diff')));
};

const fromSession = (name: string, reading: SessionReading): Run => {
	if ('problem' in reading) throw new UsageError(`diff: session ${name} ${reading.problem}`);
	const {conclusion, finished, id} = reading.session;
	if (conclusion === undefined)
		throw new UsageError(`diff: session ${id} came to no conclusion; slb-wizard --resume ${id} goes on with it`);
	return runOf(
		name,
		conclusion,
		finished.map(({report}) => report),
	);
};
