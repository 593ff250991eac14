import type {CauseCode} from '../engine/cause-code.ts';

/** What a service without a free worker shows. */
export const waiting = [
	'accept-queue-full',
	'service-hung',
	'response-too-slow',
	'http-no-answer',
	'http-server-error',
	'intermittent-failures',
] as const satisfies readonly CauseCode[];

/** What a host that is too slow shows. */
export const slowness = ['worker-pool-exhausted', ...waiting] as const satisfies readonly CauseCode[];
