import {contradiction} from '../engine/settings.ts';
import type {Words} from '../engine/words.ts';
import type {OpenedHost} from './open-host.ts';
import type {RunRequest} from './run-request.ts';
import {UsageError} from './usage-error.ts';

/** A request of a recording: what was said when it was made, and before that what is said now. */
export const withRecorded = (request: RunRequest, opened: OpenedHost): RunRequest & {readonly note?: Words} => {
	const recorded = 'recorded' in opened ? opened.recorded : undefined;
	if (recorded === undefined) return request;
	const given = {...recorded.settings, ...request.given, host: recorded.settings.host};
	const problem = contradiction(given);
	if (problem !== undefined) throw new UsageError(problem);
	return {...request, given, witnessS: request.witnessS ?? recorded.witnessS, note: recorded.note};
};
