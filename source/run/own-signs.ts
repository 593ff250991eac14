import {spoken} from '../engine/words.ts';
import {chooseSigns, type Signs} from '../face/signs.ts';

/**
 * The signs that this terminal can show. The option is looked for among the arguments themselves: what is wrong with the
 * other arguments has to be said in them too.
 */
export const ownSigns = (): Signs => {
	const {env, platform, argv} = process;
	return chooseSigns({env, platform, language: spoken(), wanted: argv.includes('--ascii') ? 'ascii' : 'any'});
};
