import {chinese} from '../engine/chinese.ts';
import {listed, type Words} from '../engine/words.ts';

/** Reasons, one after the other: `ss: not there; netstat: not there`. */
export const reasons = (whys: readonly Words[]): Words => ({
	en: whys.map(({en}) => en).join('; '),
	zh: whys.map(({zh}) => zh).join('；'),
});

/** Says that something can't be read (a noun phrase), and why. */
export const unreadable = (what: Words, ...whys: readonly Words[]): Words => {
	const why = reasons(whys);
	return {en: `${what.en} can't be read (${why.en})`, zh: chinese`无法读取 ${what.zh}（${why.zh}）`};
};

/** Says which files could not be read, as a sentence. */
export const notReadable = (files: readonly Words[]): Words => {
	const {en, zh} = listed(files);
	return {en: `Not readable: ${en}.`, zh: `无法读取：${zh}。`};
};

/** Several sentences, one after the other. */
export const sentences = (all: readonly Words[]): Words => ({
	en: all.map(({en}) => en).join(' '),
	zh: all.map(({zh}) => zh).join(''),
});
