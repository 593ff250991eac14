import type {Certainty, Severity} from './finding.ts';
import type {Remedy, StepStatus, Verdict} from './result.ts';
import type {Words} from './words.ts';

// What the codes of a result are called within a sentence. In JSON they stay what they are.

export const verdictNames: Readonly<Record<Verdict, Words>> = {
	healthy: {en: 'healthy', zh: '正常'},
	unhealthy: {en: 'unhealthy', zh: '异常'},
	unknown: {en: 'unknown', zh: '无法判断'},
};

export const statusNames: Readonly<Record<StepStatus, Words>> = {
	ok: {en: 'ok', zh: '正常'},
	problem: {en: 'problem', zh: '故障'},
	risk: {en: 'risk', zh: '风险'},
	unknown: {en: 'unknown', zh: '无法判断'},
	skipped: {en: 'skipped', zh: '已跳过'},
};

export const certaintyNames: Readonly<Record<Certainty, Words>> = {
	proven: {en: 'proven', zh: '已证实'},
	likely: {en: 'likely', zh: '很可能'},
	possible: {en: 'possible', zh: '可能'},
};

export const severityNames: Readonly<Record<Severity, Words>> = {
	failure: {en: 'failure', zh: '故障'},
	risk: {en: 'risk', zh: '风险'},
};

/** How dangerous a remedy is. */
export const riskNames: Readonly<Record<Remedy['risk'], Words>> = {
	low: {en: 'low risk', zh: '低风险'},
	medium: {en: 'medium risk', zh: '中风险'},
	high: {en: 'high risk', zh: '高风险'},
};
