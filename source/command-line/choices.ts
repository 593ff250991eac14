import {InvalidArgumentError, type Option} from 'commander';
import {didYouMean} from '../engine/did-you-mean.ts';

/** Lets an option take only these values. Help and completion show them, and a mistyped one is told its nearest. */
export const oneOfThese = (option: Option, values: readonly string[]): Option =>
	option.choices(values).argParser(word => {
		if (values.includes(word)) return word;
		throw new InvalidArgumentError(`Allowed choices are ${values.join(', ')}${didYouMean(word, values)}.`);
	});
