import type {CauseCode} from '../../engine/cause-code.ts';
import type {SuppressedUntil} from '../../engine/result.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** That somebody lives with a finding, as a remark after it. */
export const suppressedWords = ({reason, until}: SuppressedUntil): string =>
	`(suppressed until ${until}: ${safeLine(reason)})`;

/** The same of a cause that a change is about, or that is left after it. */
export const suppressedLine = (code: CauseCode, suppressed: SuppressedUntil): Line => ({
	text: `${code} is known ${suppressedWords(suppressed)} and doesn’t count for the exit status.`,
	mark: 'skipped',
});
