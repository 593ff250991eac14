import type {Help} from 'commander';
import stringWidth from 'string-width';
import {wrapWords} from '../../engine/wrap-words.ts';

/** How help is measured and wrapped where it is Chinese. Loaded only there: a start in English takes a fifth less without. */
export const chineseColumns: Pick<Help, 'displayWidth' | 'boxWrap'> = {
	displayWidth: text => stringWidth(text),
	boxWrap: (text, columns) => wrapWords(text, columns).join('\n'),
};
