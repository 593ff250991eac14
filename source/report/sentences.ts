import {chinese} from '../engine/chinese.ts';

/** Sentences one after the other: with a blank between them, but for two Chinese ones. */
export const sentences = (all: readonly string[]): string =>
	all.reduce((text, next) => (text === '' ? next : chinese`${text} ${next}`), '');
