import type {Words} from './words.ts';

/** Why a step was not looked at that would have applied. */
export const notLooked = {
	skipped: {en: 'skipped by you', zh: '由你跳过'},
	jumpedOver: {en: 'jumped over by you', zh: '由你跳转时略过'},
	notReached: {en: 'not reached', zh: '未执行到'},
	lost: {en: 'not reached, or what was seen can’t be read any more', zh: '未执行到，或当时的记录已无法读取'},
} as const satisfies Readonly<Record<string, Words>>;

/** What is said of a step when nobody knows why it was not looked at. */
export const notChecked: Words = {en: 'not checked', zh: '未检查'};

/** Whether a result's reason is this one. A result that was written before may be in the other language. */
export const isReason = (reason: string | undefined, {en, zh}: Words): boolean => reason === en || reason === zh;
