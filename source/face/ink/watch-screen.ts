import stringWidth from 'string-width';
import {say, type Words} from '../../engine/words.ts';
import {mostRemembered} from '../../watch/course.ts';
import type {WatchEvent} from '../../watch/event.ts';
import {languageKey} from '../language-key.ts';
import {layout, type Row} from '../layout.ts';
import type {Signs} from '../signs.ts';
import {newsLine} from '../words/host.ts';
import type {Line} from '../words/line.ts';
import {safeLine} from '../words/safe.ts';
import {type Bar, sparkline} from '../words/sparkline.ts';
import {changeLine, comingWords, sightLine, verdictWatched, watchIntro, wayLine} from '../words/watch.ts';
import {endLines, flappingLine} from '../words/watch-end.ts';
import type {Size} from './live.ts';

type Of<T extends WatchEvent['type']> = Extract<WatchEvent, {type: T}>;

/** Everything that the screen of a watch shows. */
export type WatchScreen = {
	/** What is over: the changes. It goes to the scrollback, so all that is kept of it is what isn't printed yet. */
	readonly history: readonly Line[];
	readonly started?: Of<'started'>;
	readonly probe?: Of<'probe'>;
	readonly bars: readonly Bar[];
	readonly failed: number;
	readonly way?: Of<'way'>;
	readonly seen?: Of<'seen'>;
	/** How many of the load balancer's own probes were seen to be served. */
	readonly served: number;
	readonly flapping?: Of<'flapping'>;
	readonly isOver: boolean;
};

export const emptyWatchScreen: WatchScreen = {history: [], bars: [], failed: 0, served: 0, isOver: false};

/** The screen after one more event. */
export const watchScreen = (screen: WatchScreen, event: WatchEvent): WatchScreen => {
	const printed = (...lines: readonly Line[]): WatchScreen => ({...screen, history: [...screen.history, ...lines]});
	switch (event.type) {
		case 'started':
			return {...printed(...watchIntro(event.target, event.until, event.limitS)), started: event};
		case 'probe': {
			const bar = {sign: event.sign, tookMs: event.tookMs};
			return {
				...screen,
				probe: event,
				bars: [...screen.bars, bar].slice(-mostRemembered),
				failed: screen.failed + (event.sign === 'fail' ? 1 : 0),
			};
		}
		case 'change':
			return printed(changeLine(event));
		case 'way':
			return {...screen, way: event};
		case 'seen':
			return {...screen, seen: event, served: screen.served + (event.is === 'served' ? event.count : 0)};
		case 'flapping':
			return {...screen, flapping: event};
		case 'host-news':
			return printed(newsLine(event.news));
		case 'ended':
			return {...printed(...endLines(event)), isOver: true};
	}
};

/** The screen without what was said in another language: that comes in this one within an interval. */
export const reworded = ({probe, way, seen, ...screen}: WatchScreen): WatchScreen => ({
	...screen,
	...(probe === undefined ? {} : {probe: {...probe, says: ''}}),
	...(way === undefined ? {} : {way: {type: way.type, at: way.at, is: way.is}}),
	...(seen === undefined ? {} : {seen: {...seen, when: say({en: 'just now', zh: '刚才'})}}),
});

/**
 * The live part as rows, the most important first. It never reaches the height of the screen: that would wipe the
 * scrollback. What doesn't fit is cut to one row each, then left out.
 */
export const watchRows = (screen: WatchScreen, {columns, rows}: Size, signs: Signs): readonly Row[] => {
	if (screen.isOver || screen.started === undefined) return [];
	const most = Math.max(3, rows - 2);
	const ends = say({en: 'q ends with a summary', zh: 'q 结束并给出总结'});
	const last: readonly Line[] = [{text: [ends, ...languageKey(signs)].join(' · '), tone: 'quiet'}];
	const parts = partsOf(screen, columns, signs).map(line => layout([line], {columns, signs}));
	const more = signs.words('…');
	const keys = layout(last, {columns, signs});
	const whole = parts.flat();
	const room = most - keys.length;
	if (whole.length <= room) return [...whole, ...keys];
	const short = parts.flatMap(([first, ...rest]) =>
		first === undefined ? [] : [rest.length === 0 ? first : {...first, text: shortened(first.text, more)}],
	);
	return [...short.slice(0, room), ...keys];
};

/** Leaves room for what says that there is more; a Chinese character is two columns wide. */
const shortened = (text: string, more: string): string => {
	const wanted = stringWidth(text) - stringWidth(more);
	let kept = '';
	for (const character of text) {
		if (stringWidth(kept + character) > wanted) break;
		kept += character;
	}

	return `${kept}${more}`;
};

const partsOf = (
	{started, probe, bars: shown, failed, way, seen, served, flapping}: WatchScreen,
	columns: number,
	signs: Signs,
): readonly Line[] => {
	const coming = probe === undefined ? undefined : comingWords(probe);
	return [
		{text: ''},
		verdictWatched(probe?.verdict),
		...(coming === undefined ? [] : [{text: coming, indent: 2}]),
		...(probe === undefined
			? []
			: [
					{text: sparkline(shown, started?.timeoutMs ?? 1000, columns - 4, signs.bars), indent: 2},
					{
						text: say(probeWords(probe)),
						indent: 2,
					},
					{
						text: say({
							en: `${failed} of ${probe.number} failed`,
							zh: `${probe.number} 次中失败 ${failed} 次`,
						}),
						indent: 2,
						tone: 'quiet',
					} as const,
				]),
		...(way === undefined ? [] : [wayLine(way)]),
		...(seen === undefined
			? [{text: say(noneSeen), mark: 'note'} as const]
			: [sightLine(seen.is === 'served' ? {...seen, count: served, when: say({en: 'so far', zh: '至今'})} : seen)]),
		...(flapping === undefined ? [] : [flappingLine(flapping.flapping)]),
	];
};

const probeWords = ({number, says}: Of<'probe'>): Words => ({
	en: `Probe ${number}${says === '' ? '' : `: ${safeLine(says)}`}`,
	zh: `第 ${number} 次探测${says === '' ? '' : `：${safeLine(says)}`}`,
});

const noneSeen = {en: 'The load balancer’s own probes: none seen yet', zh: '负载均衡自己的探测：尚未看到'};
