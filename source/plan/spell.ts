import {type Command, quoteWord} from '../engine/command.ts';
import {equivalentCommand} from '../engine/equivalent.ts';
import type {ProbeShape} from '../engine/probe.ts';
import {withPlaces} from './known-later.ts';

/** Words that come once or several times are followed by this one. */
export const andMore = '…';

/** A command as words, with places for what is only known later, and what is repeated for each process only once. */
export const spell = ({file, args}: Pick<Command, 'file' | 'args'>): readonly string[] =>
	foldRepeats([file, ...args].map(withPlaces));

/** The curl or nc command of a probe; how long it waits depends on what was seen before. */
export const spellProbe = (shape: ProbeShape): readonly string[] => {
	const {file, args} = equivalentCommand(shape);
	const limit = args.findIndex(word => word === (file === 'curl' ? '-m' : '-w')) + 1;
	const spelled = spell({file, args: args.map((word, index) => (index === limit ? '<s>' : word))});
	return shape.namespaceOf === undefined ? spelled : ['nsenter', '-t', '<pid>', '-n', ...spelled];
};

/** Words with places, as a person reads them: what stands for something isn't quoted. */
export const lineOf = (words: readonly string[]): string =>
	words.map(word => (word === andMore || isPlace(word) ? word : quoteWord(word))).join(' ');

const isPlace = (word: string): boolean => /^[\w@%+=:,./<>-]+$/.test(word) && /<[\w-]+>/.test(word);

/** `a b a b` with a place in it becomes `a b …`. Only what has a place can differ in number. */
function foldRepeats(words: readonly string[]): readonly string[] {
	for (let start = 0; start < words.length; start++) {
		for (let size = 1; start + 2 * size <= words.length; size++) {
			const part = words.slice(start, start + size);
			if (!part.some(word => /<[\w-]+>/.test(word))) continue;
			let end = start + size;
			while (words.slice(end, end + size).join('\0') === part.join('\0')) end += size;
			if (end > start + size) return [...words.slice(0, start), ...part, andMore, ...foldRepeats(words.slice(end))];
		}
	}

	return words;
}
