import type {Resumed} from '../engine/event.ts';
import {hasHidden} from '../engine/mask.ts';
import {recordingPath} from '../engine/recording-path.ts';
import {divide, type Resume} from '../engine/resume.ts';
import {stepIds} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';
import {settingsOf} from '../engine/target-settings.ts';
import type {Words} from '../engine/words.ts';
import {type Listed, listSessions} from '../session/list.ts';
import {isRunning} from '../session/owner.ts';
import type {StoredSession} from '../session/read.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {openListed} from '../session/store.ts';
import {readStored} from './read-stored.ts';
import type {RunRequest} from './run-request.ts';
import {UsageError} from './usage-error.ts';

/** A session that somebody wants to go on with. */
export type Found = {readonly listed: Listed; readonly session: StoredSession};

/** What a walk takes over; where it goes on is known as soon as there is a target. */
export type Taken = {readonly resumed: Resumed; readonly resume?: Resume};

/** Whether there is something to go on with: a step that nobody came to, or no end. */
export const isUnfinished = ({conclusion, next}: StoredSession): boolean =>
	conclusion === undefined || next < stepIds.length;

/** Finds a session by its id or the beginning of it; without one, the last that is unfinished and that nobody is at. */
export const findSession = (id: string | undefined): Found => {
	const all = listSessions(sessionsFolder());
	if ('problem' in all) throw new UsageError({en: `--resume: ${all.problem.en}`, zh: `--resume：${all.problem.zh}`});
	const found = id === undefined ? lastUnfinished(all) : byId(all, id);
	const lost = hiddenIn(found.session);
	if (lost !== undefined) throw new UsageError(secretLost(found.listed.id, JSON.stringify(lost)));
	return found;
};

const secretLost = (id: string, checked: string): Words => ({
	en: `--resume: session ${id} checks ${checked}, and a secret is never kept: begin anew and say it whole (slb-wizard report ${id} tells what was found)`,
	zh: `--resume：会话 ${id} 检查的是 ${checked}，而密钥从不保存：请重新开始并完整输入（slb-wizard report ${id} 可查看已发现的内容）`,
});

/** What of the target can't be had any more because a secret stood in it; with a recording nothing is lost. */
const hiddenIn = ({given, answers, target}: StoredSession): string | undefined => {
	const said = answers.map(({answer}) => (answer.do === 'set' ? answer.value : ''));
	const words = [...Object.values(given), ...said, target?.healthCheck.path, target?.healthCheck.domain];
	const texts = words.filter(word => typeof word === 'string');
	return texts.some(word => recordingPath(word) !== undefined) ? undefined : texts.find(hasHidden);
};

const lastUnfinished = (all: readonly Listed[]): Found => {
	for (const listed of all) {
		const read = openListed(listed);
		if ('session' in read && isUnfinished(read.session) && !isRunning(read.session.owner))
			return {listed, session: read.session};
	}

	throw new UsageError({
		en: '--resume: there is no unfinished session (slb-wizard sessions lists all of them)',
		zh: '--resume：没有未完成的会话（slb-wizard sessions 可列出全部会话）',
	});
};

const byId = (all: readonly Listed[], id: string): Found => {
	const listed = theOne(all, id, '--resume');
	const read = openListed(listed);
	if ('problem' in read)
		throw new UsageError({
			en: `--resume: session ${listed.id} ${read.problem.en}`,
			zh: `--resume：会话 ${listed.id} ${read.problem.zh}`,
		});
	const {owner} = read.session;
	if (isRunning(owner))
		throw new UsageError({
			en: `--resume: session ${listed.id} is still going on, in process ${owner.pid}; end that one first`,
			zh: `--resume：会话 ${listed.id} 仍在进行（进程 ${owner.pid}）；请先结束该进程`,
		});
	return {listed, session: read.session};
};

/** The session of that id, or whose id alone begins so. */
export const theOne = (all: readonly Listed[], id: string, who: string): Listed => {
	const fitting = all.filter(one => one.id.startsWith(id));
	const listed = fitting.find(one => one.id === id) ?? fitting[0];
	const words = `${who} ${JSON.stringify(id)}`;
	if (listed === undefined || id === '')
		throw new UsageError({
			en: `${words}: there is no such session (slb-wizard sessions lists them)`,
			zh: `${words}：没有这个会话（slb-wizard sessions 可列出会话）`,
		});
	if (listed.id !== id && fitting.length > 1) {
		const ids = fitting.map(one => one.id);
		throw new UsageError({
			en: `${words}: several sessions begin so: ${ids.join(', ')}`,
			zh: `${words}：有多个会话以此开头：${ids.join('、')}`,
		});
	}

	return listed;
};

/** What the run is asked for: what it was asked for then. */
export const requestOf = ({session}: Found): RunRequest => {
	const {target, witnessS} = session;
	const given =
		target === undefined ? readStored(session.given) : {...settingsOf(target), host: whereOf(session, target)};
	return {given, ...(witnessS === undefined ? {} : {witnessS})};
};

/** A session with a recording goes on with the recording, never with the host that it is of. */
const whereOf = ({given, answers}: StoredSession, {host}: Target): string => {
	const said = answers.findLast(({id}) => id === 'host')?.answer;
	const words = [said?.do === 'set' ? said.value : '', typeof given.host === 'string' ? given.host : ''];
	return words.find(word => recordingPath(word) !== undefined) ?? host;
};

/** What is taken over of a session, and where the walk goes on; nowhere as long as it had no target. */
export const resumeOf = ({session}: Found, now: Date): Taken => {
	const {id, lastAt, target, answers, finished, next, skipped, pace, changedAt} = session;
	const past = finished.filter(({report}) => stepIds.indexOf(report.step) < next);
	const base = {session: id, lastAt, ...divide(past, {now, changedAt})};
	if (target !== undefined) {
		const resumed = {...base, answers: []};
		return {resumed, resume: {target, pace, resumed, skipped, at: next}};
	}

	const said = answers.map(({question, answer}) => ({
		question,
		value: answer.do === 'set' ? answer.value : answer.do,
	}));
	return {resumed: {...base, answers: said}};
};
