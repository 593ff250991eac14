import {say} from '../../engine/words.ts';

/** Names, codes or short remarks, one after the other: `a, b, c`. */
export const inRow = (names: readonly string[]): string => say({en: names.join(', '), zh: names.join('、')});
