import {andMore} from '../../source/plan/spell.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A word of the plan as a pattern: what stands for something fits whatever a host says. */
const wordPattern = (word: string): string =>
	`${word
		.split(/(<[\w-]+>)/)
		.map(part => (/^<[\w-]+>$/.test(part) ? '[^\\n]+' : escaped(part).replaceAll('\n', '\u0001')))
		.join('')}\\n`;

/**
 * The words of the plan as a pattern for the words of a command, each ended by a newline. What comes once or more often
 * (`…`) may be any of the words before it that have a place: their number is the host's.
 */
export const planPattern = (words: readonly string[]): RegExp => {
	const parts = words.map((word, index) => {
		if (word !== andMore) return wordPattern(word);
		const placed = words.slice(0, index).filter(one => /<[\w-]+>/.test(one));
		return `(?:${[...new Set(placed.map(wordPattern))].join('|')})*`;
	});
	return new RegExp(`^${parts.join('')}$`);
};

/** The words of a command as such a pattern reads them. */
export const wordsOf = ({file, args}: {readonly file: string; readonly args: readonly string[]}): string =>
	[file, ...args].map(word => `${word.replaceAll('\n', '\u0001')}\n`).join('');
