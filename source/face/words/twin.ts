import type {Difference} from '../../compare/differences.ts';
import {nearest, type Twin} from '../../compare/twin.ts';
import type {Conclusion} from '../../engine/event.ts';
import {say} from '../../engine/words.ts';
import {conclusionLines, verdictLine} from './conclusion.ts';
import {factLines} from './diff.ts';
import {comparedWith, differencesFollow, differenceTitle, leftOut, nothingDiffers, showsCauses} from './difference.ts';
import {inRow} from './in-row.ts';
import {blank, type Line} from './line.ts';
import {safeLine} from './safe.ts';

// What is further from the probe's path is in --json.
const most = 12;

/** The first host's conclusion, and in what it differs from its twin. */
export const twinLines = (one: Conclusion, twin: Twin): readonly Line[] => {
	const {shown, left} = nearest(twin, most);
	const lead: Line = shown.length === 0 ? {text: say(nothingDiffers), mark: 'ok'} : {text: say(differencesFollow)};
	return [
		...conclusionLines(one),
		blank,
		{text: say(comparedWith(twin)), tone: 'heading'},
		{...verdictLine(twin.conclusion), indent: 2},
		{...lead, indent: 2},
		...shown.flatMap((difference, index) => [blank, ...oneLines(difference, index, twin.names)]),
		...(left > 0 ? [blank, {text: say(leftOut(left)), indent: 2, tone: 'quiet'} as const] : []),
	];
};

const oneLines = (difference: Difference, index: number, names: Twin['names']): readonly Line[] => {
	const {is, one, other, causes = []} = difference;
	const text = `${index + 1}. ${differenceTitle(difference, names)}`;
	if (is === 'step') return [{text, indent: 2}];
	if (is === 'cause') {
		const summary = safeLine([...one, ...other].join(' '));
		return [
			{text, indent: 2, tone: 'heading'},
			{text: summary, indent: 4},
		];
	}

	const [first, ...rest] = factLines(safeLine(names[0]), safeLine(names[1]))(difference);
	const tied = causes.length === 0 ? [] : [{text: say(showsCauses(inRow(causes))), indent: 4, tone: 'quiet'} as const];
	return [{text: `${index + 1}. ${first?.text ?? ''}`, indent: 2, tone: 'command'}, ...tied, ...rest];
};
