import type {CauseCode} from '../engine/cause-code.ts';

/** What a host that is too slow shows. */
export const slowness = [
	'worker-pool-exhausted',
	'accept-queue-full',
	'service-hung',
	'response-too-slow',
	'http-no-answer',
	'http-server-error',
	'intermittent-failures',
] as const satisfies readonly CauseCode[];
