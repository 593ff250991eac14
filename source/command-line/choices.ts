import {type Argument, InvalidArgumentError, type Option} from 'commander';
import {didYouMean} from '../engine/did-you-mean.ts';
import {say} from '../engine/words.ts';

const among =
	(values: readonly string[]) =>
	(word: string): string => {
		if (values.includes(word)) return word;
		const meant = didYouMean(word, values);
		throw new InvalidArgumentError(
			say({
				en: `Allowed choices are ${values.join(', ')}${meant.en}.`,
				zh: `可选值为 ${values.join('、')}${meant.zh}。`,
			}),
		);
	};

/** Lets an option take only these values. Help and completion show them, and a mistyped one is told its nearest. */
export const oneOfThese = (option: Option, values: readonly string[]): Option =>
	option.choices(values).argParser(among(values));

/** The same for an argument. */
export const argumentOfThese = (argument: Argument, values: readonly string[]): Argument =>
	argument.choices(values).argParser(among(values));
