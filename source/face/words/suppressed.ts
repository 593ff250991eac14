import type {CauseCode} from '../../engine/cause-code.ts';
import type {SuppressedUntil} from '../../engine/result.ts';
import {say} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** That somebody lives with a finding, as a remark after it. */
export const suppressedWords = ({reason, until}: SuppressedUntil): string =>
	say({en: `(suppressed until ${until}: ${safeLine(reason)})`, zh: `（已屏蔽至 ${until}：${safeLine(reason)}）`});

/** The same of a cause that a change is about, or that is left after it. */
export const suppressedLine = (code: CauseCode, suppressed: SuppressedUntil): Line => ({
	text: say({
		en: `${code} is known ${suppressedWords(suppressed)} and doesn’t count for the exit status.`,
		zh: `${code} 是已知问题${suppressedWords(suppressed)}，不计入退出码。`,
	}),
	mark: 'skipped',
});
