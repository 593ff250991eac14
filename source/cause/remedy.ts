import type {Change} from '../engine/change.ts';
import type {Remedy} from '../engine/result.ts';
import {say, type Words} from '../engine/words.ts';

/** Makes a remedy; a command or an undo that isn't known is left out. */
export const remedy = ({
	summary,
	risk,
	command,
	undo,
	keep,
	change,
}: {
	readonly summary: Words;
	readonly risk: Remedy['risk'];
	readonly command?: string | undefined;
	readonly undo?: string | undefined;
	readonly keep?: Remedy['keep'] | undefined;
	readonly change?: Change | undefined;
}): Remedy => ({
	summary: say(summary),
	...(command === undefined ? {} : {command}),
	...(command === undefined || undo === undefined ? {} : {undo}),
	...(command === undefined || keep === undefined ? {} : {keep}),
	risk,
	...(command === undefined || change === undefined ? {} : {change}),
});
