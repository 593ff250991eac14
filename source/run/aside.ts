import {say, type Words} from '../engine/words.ts';
import {ownSigns} from './own-signs.ts';

/** Says a sentence beside the answer: on stderr, after the program's name. */
export const aside = (words: Words): void => {
	process.stderr.write(`slb-wizard: ${ownSigns().words(say(words))}\n`);
};
