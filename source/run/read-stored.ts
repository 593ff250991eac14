import {type SettingName, type Settings, settings} from '../engine/settings.ts';

/** Reads one option that was written down, by the rules of the command line: null is what an empty word says there. */
export const readStoredOne = (
	name: SettingName,
	value: unknown,
): {readonly value: Settings} | {readonly problem: string} => {
	const text = Array.isArray(value) ? value.join(',') : value === null ? '' : String(value);
	const reading = settings[name].read(text);
	return 'value' in reading ? {value: {[name]: reading.value}} : reading;
};

/** The name of a setting, when a word is one. */
export const settingName = (word: string): SettingName | undefined => {
	const names: readonly string[] = Object.keys(settings);
	return names.includes(word) ? settingNames.find(name => name === word) : undefined;
};

/** All settings, in the order of the table. */
export const settingNames = Object.keys(settings).filter((name): name is SettingName => name in settings);

/** Reads options that were written down; what the rules don't let pass is left out. */
export const readStored = (given: Readonly<Record<string, unknown>>): Settings => {
	const stored = new Map(Object.entries(given));
	return settingNames.reduce<Settings>((read, name) => {
		const reading = stored.has(name) ? readStoredOne(name, stored.get(name)) : {problem: ''};
		return 'value' in reading ? {...read, ...reading.value} : read;
	}, {});
};
