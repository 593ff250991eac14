import type {Difference} from '../compare/differences.ts';
import {nearest, type Twin} from '../compare/twin.ts';
import {say} from '../engine/words.ts';
import {verdictLine} from '../face/words/conclusion.ts';
import {factLines} from '../face/words/diff.ts';
import {differencesFollow, differenceTitle, leftOut, nothingDiffers, showsCauses} from '../face/words/difference.ts';
import {inRow} from '../face/words/in-row.ts';
import type {Block} from './document.ts';

// More than on a screen: a report is searched, and read at leisure.
const most = 40;

/** In what a host differs from its twin, the nearest to the probe's path first. */
export const twinBlocks = (twin: Twin): readonly Block[] => {
	const {shown, left} = nearest(twin, most);
	return [
		{is: 'text', text: verdictLine(twin.conclusion).text},
		{is: 'text', text: say(shown.length === 0 ? nothingDiffers : differencesFollow)},
		...shown.flatMap((difference, index) => oneBlocks(difference, index, twin.names)),
		...(left > 0 ? [{is: 'text', text: say(leftOut(left)), tone: 'quiet'} as const] : []),
	];
};

const oneBlocks = (difference: Difference, index: number, names: Twin['names']): readonly Block[] => {
	const {is, one, other, causes = []} = difference;
	const heading: Block = {is: 'heading', text: `${index + 1}. ${differenceTitle(difference, names)}`};
	if (is === 'step') return [heading];
	if (is === 'cause') return [heading, {is: 'text', text: [...one, ...other].join(' ')}];
	const [, ...rows] = factLines(...names)(difference);
	return [
		heading,
		...(causes.length === 0 ? [] : [{is: 'text', text: say(showsCauses(inRow(causes))), tone: 'quiet'} as const]),
		{is: 'output', text: rows.map(({text}) => text).join('\n')},
	];
};
