import {ownSigns} from './own-signs.ts';

/** Says a sentence beside the answer: on stderr, after the program's name. */
export const say = (sentence: string): void => {
	process.stderr.write(`slb-wizard: ${ownSigns().words(sentence)}\n`);
};
