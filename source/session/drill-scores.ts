import {readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {z} from 'zod/mini';
import {makeFolder} from '../host/record/make-folder.ts';

/** The best points of each fault, by its id. */
const scores = z.object({schema: z.literal(1), best: z.record(z.string(), z.int())});

/** Reads the best points; none where there are none, or where they can't be read. */
const read = (path: string): Map<string, number> => {
	try {
		return new Map(Object.entries(scores.parse(JSON.parse(readFileSync(path, 'utf8'))).best));
	} catch {
		return new Map();
	}
};

/**
 * Keeps the points of a drill where they are the best of that fault, and gives the best before it: undefined the first
 * time. What can't be written isn't kept: nobody's drill ends for that.
 */
export const keepScore = (path: string, fault: string, points: number): number | undefined => {
	const best = read(path);
	const before = best.get(fault);
	if (before === undefined || points > before) {
		best.set(fault, points);
		try {
			makeFolder(dirname(path));
			writeFileSync(path, `${JSON.stringify({schema: 1, best: Object.fromEntries(best)})}\n`, {mode: 0o600});
		} catch {
			return before;
		}
	}
	return before;
};
