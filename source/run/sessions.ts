import {stepIds} from '../engine/step.ts';
import {systemWords} from '../engine/system-words.ts';
import {say} from '../engine/words.ts';
import {moment} from '../face/words/resumed.ts';
import {safeLine} from '../face/words/safe.ts';
import {type Listed, listSessions} from '../session/list.ts';
import {isRunning} from '../session/owner.ts';
import type {StoredSession} from '../session/read.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {openListed, removeSession} from '../session/store.ts';
import {aside} from './aside.ts';
import {ownSigns} from './own-signs.ts';
import {isUnfinished, theOne} from './resume.ts';
import {UsageError} from './usage-error.ts';

const all = (): readonly Listed[] => {
	const listed = listSessions(sessionsFolder());
	if ('problem' in listed) {
		const {problem} = listed;
		throw new UsageError({en: `sessions: ${problem.en}`, zh: `sessions：${problem.zh}`});
	}

	return listed;
};

/** `slb-wizard sessions`: all of them, the last one first. Returns the exit status. */
export const printSessions = (form: 'text' | 'json'): number => {
	const rows = all().map(listed => ({listed, read: openListed(listed)}));
	if (form === 'json') {
		const documents = rows.map(({listed, read}) =>
			'problem' in read ? {id: listed.id, problem: say(read.problem)} : document(read.session),
		);
		process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
		return 0;
	}

	for (const {listed, read} of rows)
		process.stdout.write(
			ownSigns().words(`${listed.id}  ${'problem' in read ? safeLine(say(read.problem)) : words(read.session)}\n`),
		);
	if (rows.length === 0) aside('there are no sessions yet');
	else if (rows.some(({read}) => 'session' in read && isUnfinished(read.session)))
		aside('--resume <id> goes on with one that is unfinished');
	return 0;
};

const stateOf = (session: StoredSession): string => {
	const {conclusion, owner, next, target} = session;
	if (isRunning(owner)) return 'going on';
	if (!isUnfinished(session) && conclusion !== undefined) return conclusion.result.verdict;
	return target === undefined
		? 'unfinished, before the first step'
		: next < stepIds.length
			? `unfinished, at step ${next + 1} of ${stepIds.length}`
			: 'unfinished, after the last step';
};

const words = (session: StoredSession): string => {
	const {startedAt, target, unreadable} = session;
	const where = target === undefined ? 'no target yet' : `${target.host} ${target.backend}:${target.port}`;
	const lost = unreadable === 0 ? '' : `  (${unreadable} lines can’t be read: what they told is missing)`;
	return `${moment(startedAt)}  ${safeLine(where)}  ${stateOf(session)}${lost}`;
};

const document = (session: StoredSession): object => ({
	id: session.id,
	startedAt: session.startedAt,
	lastAt: session.lastAt,
	target: session.target ?? null,
	state: isRunning(session.owner) ? 'running' : isUnfinished(session) ? 'unfinished' : 'finished',
	verdict: session.conclusion?.result.verdict ?? null,
	unreadableLines: session.unreadable,
});

/** What `sessions rm` is told to remove. */
export type Doomed = {readonly ids: readonly string[]} | {readonly olderThanMs: number} | 'all';

/** `slb-wizard sessions rm`. What is being written stays, and that is said. Returns the exit status. */
export const removeSessions = (doomed: Doomed): number => {
	const listed = all();
	const chosen = choose(listed, doomed);
	let removed = 0;
	for (const one of chosen) {
		const read = openListed(one);
		if ('session' in read && isRunning(read.session.owner)) {
			aside(`${one.id} is still going on (process ${read.session.owner.pid}), and stays`);
			continue;
		}

		try {
			removeSession(sessionsFolder(), one.id);
			removed++;
		} catch (error) {
			aside(`${one.id} can’t be removed (${systemWords(error)})`);
		}
	}

	aside(`${removed} of ${listed.length} sessions removed`);
	return removed === chosen.length ? 0 : 1;
};

const choose = (listed: readonly Listed[], doomed: Doomed): readonly Listed[] => {
	if (doomed === 'all') return listed;
	if ('olderThanMs' in doomed) return listed.filter(({changedMs}) => changedMs < Date.now() - doomed.olderThanMs);
	return [...new Set(doomed.ids.map(id => theOne(listed, id, 'sessions rm')))];
};
