import type {Exhibit, Station} from '../../engine/exhibit.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import {cutTo} from '../cut-to.ts';
import {withEntities} from '../entities.ts';

type Way = Extract<Exhibit, {is: 'way'}>;

const width = 360;
const boxHeight = 42;
const gap = 14;
const left = 10;
const boxWidth = width - 2 * left;

/** What is drawn, from top to bottom: the packets of the exchange, and under each the places that it came to. */
type Row = {readonly is: 'packet'; readonly text: string} | {readonly is: 'station'; readonly station: Station};

/** The packet's way as a picture (SVG): a box for each place; where it ended stands in colour and in words. */
export const wayPicture = (way: Way): string => {
	const rows = way.packets.flatMap(({name, stations}): readonly Row[] => [
		{is: 'packet', text: name},
		...stations.map(station => ({is: 'station', station}) as const),
	]);
	let y = 4;
	const drawn: string[] = [];
	for (const [index, row] of rows.entries()) {
		if (row.is === 'packet') {
			drawn.push(packet(row.text, y));
			y += 26;
		} else {
			const isFollowed = rows[index + 1]?.is === 'station';
			drawn.push(box(row.station, y), isFollowed ? wire(y + boxHeight) : '');
			y += boxHeight + gap;
		}
	}

	return `<svg viewBox="0 0 ${width} ${y}" role="img" aria-label="${withEntities(way.end)}">${drawn.join('')}</svg>`;
};

const states = {
	passed: {css: 'ok', words: verbatim('')},
	stopped: {css: 'problem', words: {en: ' – stopped here', zh: ' – 在此终止'}},
	unknown: {css: 'unknown', words: {en: ' – can’t be told', zh: ' – 无法判断'}},
} as const satisfies Record<Station['state'], {readonly css: string; readonly words: Words}>;

const packet = (name: string, y: number): string =>
	`<text class="small" x="${left}" y="${y + 16}">${withEntities(cutTo(name, 56))}</text>`;

const box = ({name, state, note}: Station, y: number): string => {
	const {css, words} = states[state];
	const edge = state === 'passed' ? '' : ' edge';
	return [
		`<g class="${css}"><title>${withEntities(say({en: `${name}: ${note}`, zh: `${name}：${note}`}))}</title>`,
		`<rect class="box${edge}" x="${left}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"/>`,
		`<rect class="mark" x="${left}" y="${y + 6}" width="4" height="${boxHeight - 12}" rx="2"/>`,
		`<text class="strong" x="${left + 14}" y="${y + 17}">${withEntities(cutTo(`${name}${say(words)}`, 38))}</text>`,
		`<text class="small" x="${left + 14}" y="${y + 33}">${withEntities(cutTo(note, 54))}</text></g>`,
	].join('');
};

const wire = (y: number): string => `<path class="wire" d="M${width / 2} ${y}v${gap}m-4 -5l4 5l4 -5"/>`;
