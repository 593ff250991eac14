import type {Sign} from '../../watch/node.ts';

/** How long one probe took, and what it came to. */
export type Bar = {readonly sign: Sign; readonly tookMs: number};

/** The signs that bars are drawn with, the lowest first; and those of probes that failed, or weren't told. */
export type Bars = {readonly levels: readonly string[]; readonly fail: string; readonly unknown: string};

const blocks: Bars = {levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'], fail: '✖', unknown: '?'};
const plain: Bars = {levels: ['_', '.', '-', '~', '=', '+', '*', '#'], fail: 'x', unknown: '?'};

/** What the terminal can show: the locale says whether it reads UTF-8 (POSIX, Environment Variables: LC_ALL before LC_CTYPE before LANG). */
export const barsFor = ({
	LC_ALL,
	LC_CTYPE,
	LANG,
}: {
	readonly LC_ALL?: string | undefined;
	readonly LC_CTYPE?: string | undefined;
	readonly LANG?: string | undefined;
}): Bars => (/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? blocks : plain);

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
