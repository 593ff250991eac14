import type {PathStation, StationState} from '../../engine/path.ts';
import type {Line, Mark} from './line.ts';

const states: Readonly<Record<StationState, {readonly mark: Mark; readonly words: string}>> = {
	coming: {mark: 'note', words: 'not looked at yet'},
	passes: {mark: 'ok', words: 'in order'},
	risk: {mark: 'risk', words: 'at risk'},
	fails: {mark: 'problem', words: 'fails'},
	unknown: {mark: 'unknown', words: 'not known'},
	'not-needed': {mark: 'skipped', words: 'not needed'},
};

/**
 * The probe's path: a line of stations, under it the codes of what is in the way. Who hears it gets the same as a
 * sentence. Empty where there is no path yet.
 */
export const pathLines = (path: readonly PathStation[]): readonly Line[] => {
	if (path.length === 0) return [];
	const told = path.map(
		({name, state, code}) => `${name} ${states[state].words}${code === undefined ? '' : ` (${code})`}`,
	);
	const codes = path.flatMap(({name, state, code}) =>
		code === undefined ? [] : [{text: `${name}: ${code}`, mark: states[state].mark}],
	);
	return [
		{
			text: `The probe’s path: ${told.join(', ')}.`,
			drawn: [
				{pieces: path.map(({name, state}) => ({text: name, mark: states[state].mark})), between: 'arrow'},
				...(codes.length === 0 ? [] : [{pieces: codes, between: 'blanks'} as const]),
			],
		},
	];
};
