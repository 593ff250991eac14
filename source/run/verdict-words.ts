import type {Verdict} from '../engine/result.ts';
import type {Words} from '../engine/words.ts';

/** Verdicts as asides and lists call them. */
export const verdictWords: Readonly<Record<Verdict, Words>> = {
	healthy: {en: 'healthy', zh: '健康'},
	unhealthy: {en: 'unhealthy', zh: '不健康'},
	unknown: {en: 'unknown', zh: '未知'},
};
