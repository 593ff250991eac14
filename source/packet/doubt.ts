import type {Words} from '../engine/words.ts';

/**
 * Why something in a rule can't be told, and what it is about. A listing may have a hundred thousand rules: the sentence is
 * made where a packet meets one of them, not for each that is read.
 */
export type Doubt = {readonly why: (about: string) => Words; readonly about?: string};

/** The sentence. */
export const doubtWords = ({why, about = ''}: Doubt): Words => why(about);

/** A match or an action that is understood by its name at most. */
export const notEvaluated = (about: string): Words => ({
	en: `${about} can't be evaluated`,
	zh: `无法判断 ${about}`,
});

/** A match whose values make no sense. */
export const notRead = (about: string): Words => ({en: `${about} can't be read`, zh: `无法读取 ${about}`});
