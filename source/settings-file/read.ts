import {z} from 'zod/mini';
import {nearestCodes} from '../cause/nearest-code.ts';
import {type CauseCode, causeCodes} from '../engine/cause-code.ts';
import {contradiction, type SettingName, type Settings, settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';

/** The name of the file. */
export const fileName = 'slb-wizard.json';

/** What a settings file says. */
export type SettingsFile = {
	/** The targets' options, by the names that they were given. */
	readonly targets: ReadonlyMap<string, Settings>;
	readonly suppressions: readonly Suppression[];
};

/** What was read, or what is wrong: sentences, each with its place in the file. */
export type FileReading = {readonly file: SettingsFile} | {readonly problems: readonly string[]};

const text = z.string();

const form = z.strictObject({
	targets: z.optional(
		z.record(
			text,
			z.record(text, z.union([text, z.number(), z.array(text)], 'must be a text, a number or a list of texts')),
		),
	),
	suppress: z.optional(
		z.array(
			z.strictObject({
				code: text,
				reason: text.check(z.minLength(1, 'must say why, in a few words')),
				until: z.iso.date('must be a date such as 2027-01-31'),
			}),
		),
	),
});

/** An option as it is called in the file: `checkPort` for --check-port. */
const optionNames = new Map(
	Object.entries(settings).map(([name, {flag}]) => [
		flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
		name,
	]),
);

const isSettingName = (word: string): word is SettingName => Object.hasOwn(settings, word);

/** Reads a settings file's text. */
export const readSettingsFile = (content: string): FileReading => {
	let value: unknown;
	try {
		value = JSON.parse(content);
	} catch (error) {
		return {problems: [`is no JSON (${error instanceof Error ? error.message : String(error)})`]};
	}

	const read = form.safeParse(value);
	if (!read.success) return {problems: read.error.issues.map(issueWords)};
	const problems: string[] = [];
	const targets = new Map<string, Settings>();
	for (const [name, options] of Object.entries(read.data.targets ?? {})) {
		const target = readTarget(options);
		if ('problems' in target) problems.push(...target.problems.map(words => `targets.${name}${words}`));
		else targets.set(name, target.settings);
	}

	const suppressions = (read.data.suppress ?? []).flatMap(({code, reason, until}, index): readonly Suppression[] => {
		const known = causeCodes.find(word => word === code);
		if (known !== undefined) return [{code: known, reason, until}];
		problems.push(`suppress[${index}].code: ${unknownCode(code)}`);
		return [];
	});
	return problems.length > 0 ? {problems} : {file: {targets, suppressions}};
};

type Issue = {
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly code?: string;
	readonly keys?: unknown;
};

const issueWords = ({path, message, code, keys}: Issue): string => {
	const place = path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
		.join('');
	const unknown =
		code === 'unrecognized_keys' && Array.isArray(keys) ? keys.map(key => JSON.stringify(key)).join(', ') : undefined;
	const last = path.at(-1);
	const words =
		unknown === undefined
			? message.startsWith('must')
				? message
				: `${last === undefined ? 'must be an object' : 'is missing or of the wrong kind'} (${message})`
			: `${unknown} is not known here; there ${path.length === 0 ? 'are targets and suppress' : 'are code, reason and until'}`;
	return `${place === '' ? '' : `${place}: `}${words}`;
};

type TargetReading = {readonly settings: Settings} | {readonly problems: readonly string[]};

const readTarget = (options: Readonly<Record<string, string | number | readonly string[]>>): TargetReading => {
	const problems: string[] = [];
	let read: Settings = {};
	for (const [word, value] of Object.entries(options)) {
		const name = optionNames.get(word) ?? '';
		if (!isSettingName(name)) {
			problems.push(`.${word}: is no option of a target; there are ${[...optionNames.keys()].join(', ')}`);
			continue;
		}

		const said = typeof value === 'object' ? value.join(',') : `${value}`;
		const reading = settings[name].read(said);
		if ('problem' in reading) problems.push(`.${word} ${JSON.stringify(value)}: ${reading.problem}`);
		else read = {...read, [name]: reading.value};
	}

	const conflict = contradiction(read);
	if (problems.length === 0 && conflict !== undefined) problems.push(`: ${conflict}`);
	return problems.length > 0 ? {problems} : {settings: read};
};

const unknownCode = (code: string): string => {
	const near: readonly CauseCode[] = nearestCodes(code);
	return `${JSON.stringify(code)} is no code of a cause${near.length === 0 ? '; slb-wizard explain lists them' : `; did you mean ${near.join(' or ')}?`}`;
};
