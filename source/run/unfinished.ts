import {catalogue} from '../cause/catalogue.ts';
import {conclude} from '../engine/conclude.ts';
import type {Conclusion} from '../engine/event.ts';
import {skipped} from '../engine/examine.ts';
import {notLooked} from '../engine/not-looked.ts';
import {places} from '../engine/place.ts';
import {recordsOf} from '../engine/resume.ts';
import {timingSentences} from '../engine/timing.ts';
import {guide} from '../guide/index.ts';
import type {StoredSession} from '../session/read.ts';
import {repeatOf} from './walk-options.ts';

/** What a session comes to that was left before its end: what it didn't come to is not checked. Undefined: it had no target. */
export const unfinished = (session: StoredSession): Conclusion | undefined => {
	const {target, startedAt, lastAt, version, unreadable} = session;
	if (target === undefined) return undefined;
	const records = recordsOf({resumed: {kept: session.finished}, skipped: session.skipped});
	const why = unreadable === 0 ? notLooked.notReached : notLooked.lost;
	for (const {id} of guide) if (!records.has(id)) records.set(id, skipped(why));
	return conclude({
		guide,
		records,
		target,
		knowledge: {causes: catalogue, places},
		wording: {version, timing: timingSentences, repeat: repeatOf},
		startedAt: new Date(startedAt),
		durationMs: Math.max(0, Date.parse(lastAt) - Date.parse(startedAt)),
		interrupted: true,
	});
};
