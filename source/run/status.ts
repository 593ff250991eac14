import type {Conclusion} from '../engine/event.ts';

/** The exit status of a run that came to a conclusion (the contract's section 1). */
export const statusOf = ({result, interrupted}: Conclusion): number => {
	if (interrupted) return 130;
	return {healthy: 0, unhealthy: 1, unknown: 3}[result.verdict];
};
