import {distance} from 'fastest-levenshtein';
import type {Words} from './words.ts';

/** The name that a mistyped word was meant for; undefined where none is near enough to be it, or two are equally. */
export const nearest = (word: string, names: readonly string[]): string | undefined => {
	const wanted = word.trim().toLowerCase();
	const far = (name: string): number => distance(wanted, name.toLowerCase());
	const [near, next] = names.toSorted((one, other) => far(one) - far(other));
	if (near === undefined || wanted === '') return undefined;
	const isAlone = next === undefined || far(next) > far(near);
	if (isAlone && far(near) <= Math.max(1, Math.min(2, wanted.length / 2))) return near;
	// A beginning, or a part of it, is meant where only one has it.
	const holding = wanted.length < 2 ? [] : names.filter(name => name.toLowerCase().includes(wanted));
	return holding.length === 1 ? holding[0] : undefined;
};

/** ` (did you mean watch?)`, or nothing: to be put behind what is wrong with a word. */
export const didYouMean = (word: string, names: readonly string[]): Words => {
	const near = nearest(word, names);
	return near === undefined ? {en: '', zh: ''} : {en: ` (did you mean ${near}?)`, zh: `（是不是 ${near}？）`};
};
