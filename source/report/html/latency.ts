import type {Exhibit, TimedProbe} from '../../engine/exhibit.ts';
import {say, type Words} from '../../engine/words.ts';
import {duration} from '../../face/words/duration.ts';
import {cutTo} from '../cut-to.ts';
import {withEntities} from '../entities.ts';

type Latency = Extract<Exhibit, {is: 'latency'}>;

const width = 360;
const left = 62;
// What stands beside the longest bar needs the rest.
const barsWidth = 104;
const rowHeight = 24;

/** Where bars that are all short against the limit are drawn larger, the limit isn't in the picture. */
const nearLimit = 0.2;

/** How long each probe took as bars (SVG), with the load balancer's patience as a line where it fits in. */
export const latencyPicture = ({probes, limitMs, title}: Latency): string => {
	const slowestMs = Math.max(1, ...probes.map(({ms}) => ms));
	const hasLimit = slowestMs >= limitMs * nearLimit;
	const scaleMs = hasLimit ? Math.max(slowestMs, limitMs) : slowestMs;
	const height = probes.length * rowHeight + 30;
	const limitX = left + (limitMs / scaleMs) * barsWidth;
	const limit: Words = {
		en: `The load balancer waits ${duration(limitMs)}`,
		zh: `负载均衡等待 ${duration(limitMs)}`,
	};
	const offPicture: Words = {en: `${limit.en}, which is off the picture`, zh: `${limit.zh}，超出图示范围`};
	return [
		`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${withEntities(title)}">`,
		...probes.map((probe, index) => bar(probe, index, scaleMs)),
		hasLimit ? `<g class="risk"><path class="limit" d="M${limitX.toFixed(1)} 0V${height - 22}"/></g>` : '',
		`<text class="small" x="0" y="${height - 6}">${hasLimit ? `┆ ${say(limit)}` : say(offPicture)}</text>`,
		'</svg>',
	].join('');
};

const bar = ({name, ms, is, note}: TimedProbe, index: number, scaleMs: number): string => {
	const length = Math.max(2, (ms / scaleMs) * barsWidth);
	const y = index * rowHeight;
	const words = `${duration(ms)} · ${is === 'accepted' ? '✓' : '✗'} ${note}`;
	return [
		`<g class="${is === 'accepted' ? 'ok' : 'problem'}"><title>${withEntities(say({en: `${name}: ${words}`, zh: `${name}：${words}`}))}</title>`,
		`<text class="small" x="0" y="${y + 16}">${withEntities(cutTo(name, 10))}</text>`,
		`<rect class="mark" x="${left}" y="${y + 5}" width="${length.toFixed(1)}" height="14" rx="2" opacity="0.75"/>`,
		`<text class="small" x="${(left + length + 6).toFixed(1)}" y="${y + 16}">${withEntities(cutTo(words, 27))}</text></g>`,
	].join('');
};
