import {verdictNames} from '../engine/code-words.ts';
import {stepIds} from '../engine/step.ts';
import {systemWords} from '../engine/system-words.ts';
import {say, type Words} from '../engine/words.ts';
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
	if (rows.length === 0) aside({en: 'there are no sessions yet', zh: '还没有会话'});
	else if (rows.some(({read}) => 'session' in read && isUnfinished(read.session)))
		aside({en: '--resume <id> goes on with one that is unfinished', zh: '--resume <id> 可继续未完成的会话'});
	return 0;
};

const stateOf = (session: StoredSession): Words => {
	const {conclusion, owner, next, target} = session;
	if (isRunning(owner)) return {en: 'going on', zh: '进行中'};
	if (!isUnfinished(session) && conclusion !== undefined) return verdictNames[conclusion.result.verdict];
	if (target === undefined) return {en: 'unfinished, before the first step', zh: '未完成，尚未开始第一步'};
	const [number, of] = [next + 1, stepIds.length];
	return next < of
		? {en: `unfinished, at step ${number} of ${of}`, zh: `未完成，进行到第 ${number} 步，共 ${of} 步`}
		: {en: 'unfinished, after the last step', zh: '未完成，已过最后一步'};
};

const words = (session: StoredSession): string => {
	const {startedAt, target, unreadable} = session;
	const where =
		target === undefined
			? say({en: 'no target yet', zh: '尚无目标'})
			: `${target.host} ${target.backend}:${target.port}`;
	const lost = say({
		en: `  (${unreadable} lines can’t be read: what they told is missing)`,
		zh: `  （${unreadable} 行无法读取：缺少这些内容）`,
	});
	return `${moment(startedAt)}  ${safeLine(where)}  ${say(stateOf(session))}${unreadable === 0 ? '' : lost}`;
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
			const [id, {pid}] = [one.id, read.session.owner];
			aside({
				en: `${id} is still going on (process ${pid}), and stays`,
				zh: `${id} 仍在进行（进程 ${pid}），予以保留`,
			});
			continue;
		}

		try {
			removeSession(sessionsFolder(), one.id);
			removed++;
		} catch (error) {
			const why = systemWords(error);
			aside({en: `${one.id} can’t be removed (${why.en})`, zh: `无法删除 ${one.id}（${why.zh}）`});
		}
	}

	const of = listed.length;
	aside({en: `${removed} of ${of} sessions removed`, zh: `已删除 ${removed} 个会话，共 ${of} 个`});
	return removed === chosen.length ? 0 : 1;
};

const choose = (listed: readonly Listed[], doomed: Doomed): readonly Listed[] => {
	if (doomed === 'all') return listed;
	if ('olderThanMs' in doomed) return listed.filter(({changedMs}) => changedMs < Date.now() - doomed.olderThanMs);
	return [...new Set(doomed.ids.map(id => theOne(listed, id, 'sessions rm')))];
};
