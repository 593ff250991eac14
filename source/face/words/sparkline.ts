import type {Sign} from '../../watch/node.ts';
import type {Bars} from '../signs.ts';

/** How long one probe took, and what it came to. */
export type Bar = {readonly sign: Sign; readonly tookMs: number};

/**
 * The last probes as a row of bars. The scale is logarithmic, from 1 ms to the timeout: an answer that takes ten times as
 * long stands out, and one near the timeout reaches the top.
 */
export const sparkline = (all: readonly Bar[], timeoutMs: number, columns: number, bars: Bars): string =>
	all
		.slice(-Math.max(0, columns))
		.map(({sign, tookMs}) => {
			if (sign !== 'pass') return sign === 'fail' ? bars.fail : bars.unknown;
			const share = Math.log(Math.max(1, tookMs)) / Math.log(Math.max(2, timeoutMs));
			const level = Math.min(bars.levels.length - 1, Math.floor(share * bars.levels.length));
			return bars.levels[level] ?? '';
		})
		.join('');
