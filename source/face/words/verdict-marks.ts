import type {Verdict} from '../../engine/result.ts';
import type {Mark} from './line.ts';

/** The mark of each verdict. */
export const verdictMarks: Readonly<Record<Verdict, Mark>> = {healthy: 'ok', unhealthy: 'problem', unknown: 'unknown'};
