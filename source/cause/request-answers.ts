import type {CauseCode} from '../engine/cause-code.ts';
import type {Words} from '../engine/words.ts';
import {given} from './check-words.ts';

/** What a server can answer differently when only one thing about the request differs. */
export const requestAnswers = [
	'http-path-not-found',
	'http-redirect-not-accepted',
	'http-access-denied',
	'http-server-error',
	'http-status-not-accepted',
	'http-no-answer',
	'service-hung',
	'response-too-slow',
] as const satisfies readonly CauseCode[];

/** How the check's own request is answered, as a part of a sentence that an object follows: `404 `, or `wrongly `. */
export const wronglyAnswered = (status: string | undefined): Words => ({
	en: given(status, code => `${code} `) || 'wrongly ',
	zh: given(status, code => `返回 ${code}`) || '应答不正常',
});
