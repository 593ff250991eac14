import type {Conclusion, Face} from '../engine/event.ts';
import {run} from '../engine/run-walk.ts';
import {timingSentences} from '../engine/timing.ts';
import {say} from '../engine/words.ts';
import {conclusionOf} from '../report/report.ts';
import type {StoredSession} from '../session/read.ts';
import {aside} from './aside.ts';
import {readKept} from './read-kept.ts';
import {recordedWalk} from './recorded-walk.ts';
import {prepareReporting, type Reporting} from './reporting.ts';
import type {ReportRequest} from './run-request.ts';
import {type ShortForm, shortened} from './shortened.ts';
import {silentFace} from './silently.ts';
import {unfinished} from './unfinished.ts';
import {UsageError} from './usage-error.ts';
import {repeatOf} from './walk-options.ts';

const who = 'report';

/** `slb-wizard report`: the report of a run that is over, from what is left of it. Returns the exit status. */
export const report = async (from: string, request: ReportRequest, short: ShortForm | undefined): Promise<number> => {
	const reporting = await prepareReporting(request, '--to');
	let conclusion: Conclusion | undefined;
	const face = reporting.around(
		silentFace(event => {
			if (event.type === 'concluded') conclusion = event.conclusion;
		}),
		'problems',
	);
	const kept = readKept(from, who);
	if (kept.is === 'recording') await replay(kept.where, reporting, face);
	else {
		if (kept.is === 'session') tell(kept.session, reporting, face);
		else {
			// The pictures and the time line are no part of a result.
			const {target} = kept.result;
			const words = {timing: timingSentences(target), repeat: repeatOf(target)};
			face.show({type: 'concluded', conclusion: conclusionOf(kept.result, words)});
		}

		await face.close();
	}

	if (short !== undefined && conclusion !== undefined) process.stdout.write(shortened(reporting, conclusion, short));
	return reporting.hasFailed ? 2 : 0;
};

const replay = async (where: string, reporting: Reporting, face: Face): Promise<void> => {
	const {walk, host, note} = await recordedWalk(where, who);
	reporting.keepTimeOf(host);
	face.show({type: 'recording-opened', note: say(note)});
	await run(walk, face);
	await host.close?.();
};

/** Tells once more what happened in a session, at the times at which it did. */
const tell = (session: StoredSession, reporting: Reporting, face: Face): void => {
	const {id, told, lastAt, conclusion, unreadable} = session;
	let now = lastAt;
	reporting.keepTimeOf({clock: {date: () => new Date(now)}});
	const end = conclusion ?? unfinished(session);
	if (end === undefined)
		throw new UsageError({
			en: `${who}: session ${id} ended before it was known what is checked`,
			zh: `${who}：会话 ${id} 在检查目标确定之前就结束了`,
		});
	for (const {at, event} of told) {
		now = at;
		face.show(event);
	}

	if (unreadable > 0)
		aside({
			en: `${unreadable} lines of session ${id} can’t be read: what they told is missing in the report`,
			zh: `会话 ${id} 有 ${unreadable} 行无法读取：报告中缺少这些内容`,
		});
	if (conclusion !== undefined) return;
	now = lastAt;
	aside({
		en: `session ${id} came to no conclusion: the report is as far as it came (--resume ${id} goes on with it)`,
		zh: `会话 ${id} 没有得出结论：报告只到当时的进度（--resume ${id} 可以继续）`,
	});
	face.show({type: 'concluded', conclusion: end});
};
