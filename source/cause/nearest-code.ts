import {distance} from 'fastest-levenshtein';
import {type CauseCode, causeCodes} from '../engine/cause-code.ts';
import {catalogue} from './catalogue.ts';

const most = 3;

/** The codes that a mistyped or half-remembered word may mean, the best first; none when nothing is near. */
export const nearestCodes = (word: string): readonly CauseCode[] => {
	const wanted = word
		.trim()
		.toLowerCase()
		.replaceAll(/[\s_]+/g, '-');
	if (wanted === '') return [];
	const containing = causeCodes.filter(code => code.startsWith(wanted) || (wanted.length > 2 && code.includes(wanted)));
	const near = causeCodes
		.filter(code => edits(wanted, code) <= Math.max(2, Math.floor(wanted.length / 4)))
		.toSorted((one, other) => edits(wanted, one) - edits(wanted, other));
	const [best] = near;
	const isTypingError = best !== undefined && edits(wanted, best) <= 2;
	const spoken = causeCodes.filter(code => isSpokenOf(wanted, code));
	const inOrder = isTypingError ? [...near, ...containing] : [...containing, ...near];
	return [...new Set([...inOrder, ...spoken])].slice(0, most);
};

/** Letters to change, also when only the beginning was typed. */
const edits = (wanted: string, code: string): number =>
	wanted.length < 5
		? distance(wanted, code)
		: Math.min(distance(wanted, code), distance(wanted, code.slice(0, wanted.length)));

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d\p{Script=Han}]/gu, '');

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** People remember what they saw: `rp_filter`, `fail2ban`, `Recv-Q`, `全连接队列`. */
const isSpokenOf = (word: string, code: CauseCode): boolean => {
	const {title, meaning, found} = catalogue[code];
	const wanted = squeezed(word);
	// Two Chinese characters are a word; two letters are none.
	if (wanted.length < (hasChinese(wanted) ? 2 : 3)) return false;
	return [title, meaning, found].some(({en, zh}) => squeezed(en).includes(wanted) || squeezed(zh).includes(wanted));
};
