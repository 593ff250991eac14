import {catalogue} from '../cause/catalogue.ts';
import {isReason, notChecked, notLooked} from '../engine/not-looked.ts';
import type {ResultCause, ResultStep} from '../engine/result.ts';
import {say, spoken} from '../engine/words.ts';
import {guide} from '../guide/index.ts';

/** A sentence of ours without a Chinese character is English; a host's own words in one can be in any language. */
const isForeign = (text: string): boolean => /\p{Script=Han}/u.test(text) !== (spoken() === 'zh-CN');

/** A cause’s sentence. Where it was made in the other language, the catalogue’s heading for it stands before it. */
export const causeSentence = ({code, summary}: Pick<ResultCause, 'code' | 'summary'>): string => {
	if (!isForeign(summary)) return summary;
	const {title} = catalogue[code];
	return say({en: `${title.en}. ${summary}`, zh: `${title.zh}。${summary}`});
};

/** A step’s title; the guide’s own, where it was made in the other language. */
export const stepTitle = ({id, title}: Pick<ResultStep, 'id' | 'title'>): string => {
	const own = isForeign(title) ? guide.find(step => step.id === id) : undefined;
	return own === undefined ? title : say(own.title);
};

const reasons = [...Object.values(notLooked), notChecked];

/** Why a step was not looked at: what is always said of it in the same words, in the language that is spoken. */
export const reasonSaid = (reason: string): string => {
	const known = reasons.find(words => isReason(reason, words));
	return known === undefined ? reason : say(known);
};
