import type {Reading} from '../engine/reading.ts';
import {UsageError} from '../run/usage-error.ts';

/** What commander hands over: the options that were given, by their names in camel case. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Collects an option that may be repeated. */
export const several = (word: string, before: readonly string[] = []): readonly string[] => [...before, word];

/** Reads one option; undefined when it wasn't given, an error that says what is allowed when it can't be taken. */
export const readGiven = <T>(flag: string, given: Given, read: (text: string) => Reading<T>): T | undefined => {
	const value = given[flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
	if (value === undefined || typeof value === 'boolean') return undefined;
	const text = typeof value === 'string' ? value : value.join(',');
	const reading = read(text);
	if ('problem' in reading) {
		const {en, zh} = reading.problem;
		const given = `${flag} ${JSON.stringify(text)}`;
		throw new UsageError({en: `${given}: ${en}`, zh: `${given}：${zh}`});
	}

	return reading.value;
};
