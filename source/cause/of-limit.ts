import type {Values} from '../engine/finding.ts';
import type {Words} from '../engine/words.ts';
import {given} from './check-words.ts';

/** How much of a limit is used, in parentheses: ` (65536 of 65536)`; nothing when it isn't known. */
export const ofLimit = ({used, limit}: Values): Words => ({
	en: given(used, amount => ` (${amount}${given(limit, most => ` of ${most}`)})`),
	zh: given(used, amount => `（${amount}${given(limit, most => `，上限 ${most}`)}）`),
});
