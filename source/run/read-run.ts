import {type Run, runOf} from '../compare/run.ts';
import {readKept} from './read-kept.ts';
import {recordedWalk} from './recorded-walk.ts';
import {silently} from './silently.ts';
import {UsageError} from './usage-error.ts';

const who = 'diff';

/** A run that was kept, as it is compared: the document of `check --json`, a recording, or a session. */
export const readRun = async (name: string): Promise<Run> => {
	const kept = readKept(name, who);
	if (kept.is === 'result') return {name, result: kept.result};
	if (kept.is === 'recording') {
		const {walk} = await recordedWalk(kept.where, who);
		const {conclusion, reports} = await silently(walk);
		return runOf(name, conclusion, reports);
	}

	const {conclusion, finished, id} = kept.session;
	if (conclusion === undefined)
		throw new UsageError({
			en: `${who}: session ${id} came to no conclusion; slb-wizard --resume ${id} goes on with it`,
			zh: `${who}：会话 ${id} 没有得出结论；slb-wizard --resume ${id} 可以继续`,
		});
	return runOf(
		name,
		conclusion,
		finished.map(({report}) => report),
	);
};
