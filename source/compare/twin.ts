import type {Conclusion} from '../engine/event.ts';
import type {Difference} from './differences.ts';

/** A host that should be the same as the one that was looked at, and in what the two differ. */
export type Twin = {
	readonly conclusion: Conclusion;
	/** The nearest to the probe's path first. */
	readonly differences: readonly Difference[];
	/** What the person calls the two; the twin is the second. */
	readonly names: readonly [string, string];
};

/** The differences that a person reads: the nearest ones that lie on the probe's path at all, at most so many. */
export const nearest = ({differences}: Twin, most: number) => {
	const shown = differences.filter(({nearness}) => nearness > 0).slice(0, most);
	return {shown, left: differences.length - shown.length};
};
