import {type Language, spoken} from '../engine/words.ts';
import type {Signs} from './signs.ts';

/** Each language in itself: who looks for it reads that. */
export const languageNames: Readonly<Record<Language, string>> = {en: 'English', 'zh-CN': '中文'};

/** The language that can be changed to; undefined where the terminal couldn't show it. */
export const otherLanguage = ({chinese}: Pick<Signs, 'chinese'>): Language | undefined => {
	if (spoken() === 'zh-CN') return 'en';
	return chinese === 'shown' ? 'zh-CN' : undefined;
};

/** What the one key says; nothing where there is no other language. */
export const languageKey = (signs: Pick<Signs, 'chinese'>): readonly string[] => {
	const other = otherLanguage(signs);
	return other === undefined ? [] : [`Ctrl+L ${languageNames[other]}`];
};
