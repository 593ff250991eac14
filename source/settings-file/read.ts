import {nearestCodes} from '../cause/nearest-code.ts';
import {type CauseCode, causeCodes} from '../engine/cause-code.ts';
import {contradiction, type SettingName, type Settings, settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';
import type {Words} from '../engine/words.ts';
import {form, issueWords} from './form.ts';

/** The name of the file. */
export const fileName = 'slb-wizard.json';

/** What a settings file says. */
export type SettingsFile = {
	/** The targets' options, by the names that they were given. */
	readonly targets: ReadonlyMap<string, Settings>;
	readonly suppressions: readonly Suppression[];
};

/** What was read, or what is wrong: words, each with its place in the file. */
export type FileReading = {readonly file: SettingsFile} | {readonly problems: readonly Words[]};

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
		const why = error instanceof Error ? error.message : String(error);
		return {problems: [{en: `is no JSON (${why})`, zh: `不是 JSON（${why}）`}]};
	}

	const read = form.safeParse(value);
	if (!read.success) return {problems: read.error.issues.map(issueWords)};
	const problems: Words[] = [];
	const targets = new Map<string, Settings>();
	for (const [name, options] of Object.entries(read.data.targets ?? {})) {
		const target = readTarget(options);
		if ('problems' in target)
			problems.push(...target.problems.map(({en, zh}) => ({en: `targets.${name}${en}`, zh: `targets.${name}${zh}`})));
		else targets.set(name, target.settings);
	}

	const suppressions = (read.data.suppress ?? []).flatMap(({code, reason, until}, index): readonly Suppression[] => {
		const known = causeCodes.find(word => word === code);
		if (known !== undefined) return [{code: known, reason, until}];
		const {en, zh} = unknownCode(code);
		problems.push({en: `suppress[${index}].code: ${en}`, zh: `suppress[${index}].code：${zh}`});
		return [];
	});
	return problems.length > 0 ? {problems} : {file: {targets, suppressions}};
};

type TargetReading = {readonly settings: Settings} | {readonly problems: readonly Words[]};

const readTarget = (options: Readonly<Record<string, string | number | readonly string[]>>): TargetReading => {
	const problems: Words[] = [];
	let read: Settings = {};
	for (const [word, value] of Object.entries(options)) {
		const name = optionNames.get(word) ?? '';
		if (!isSettingName(name)) {
			const known = [...optionNames.keys()];
			problems.push({
				en: `.${word}: is no option of a target; there are ${known.join(', ')}`,
				zh: `.${word}：不是目标的选项；可用的有 ${known.join('、')}`,
			});
			continue;
		}

		const said = typeof value === 'object' ? value.join(',') : `${value}`;
		const reading = settings[name].read(said);
		if ('value' in reading) read = {...read, [name]: reading.value};
		else {
			const [given, {en, zh}] = [`.${word} ${JSON.stringify(value)}`, reading.problem];
			problems.push({en: `${given}: ${en}`, zh: `${given}：${zh}`});
		}
	}

	const conflict = contradiction(read);
	if (problems.length === 0 && conflict !== undefined) problems.push({en: `: ${conflict.en}`, zh: `：${conflict.zh}`});
	return problems.length > 0 ? {problems} : {settings: read};
};

const unknownCode = (code: string): Words => {
	const near: readonly CauseCode[] = nearestCodes(code);
	const quoted = JSON.stringify(code);
	return near.length === 0
		? {
				en: `${quoted} is no code of a cause; slb-wizard explain lists them`,
				zh: `${quoted} 不是原因的代码；slb-wizard explain 列出全部代码`,
			}
		: {
				en: `${quoted} is no code of a cause; did you mean ${near.join(' or ')}?`,
				zh: `${quoted} 不是原因的代码；是不是 ${near.join(' 或 ')}？`,
			};
};
