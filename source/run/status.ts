import type {Conclusion} from '../engine/event.ts';

/** The exit status of a run that came to a conclusion (the contract's section 1). What is suppressed doesn't count. */
export const statusOf = ({result, counts, interrupted}: Conclusion): number => {
	if (interrupted) return 130;
	return {healthy: 0, unhealthy: 1, unknown: 3}[counts ?? result.verdict];
};
