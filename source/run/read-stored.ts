import {type SettingName, type Settings, settingNames, settings} from '../engine/settings.ts';

/** Reads one option that was written down, by the rules of the command line; null is what an empty word says there, and what they don't let pass is nothing. */
const readStoredOne = (name: SettingName, value: unknown): Settings => {
	const text = Array.isArray(value) ? value.join(',') : value === null ? '' : String(value);
	const reading = settings[name].read(text);
	return 'value' in reading ? {[name]: reading.value} : {};
};

/** Reads options that were written down; what the rules don't let pass is left out. */
export const readStored = (given: Readonly<Record<string, unknown>>): Settings => {
	const stored = new Map(Object.entries(given));
	let read: Settings = {};
	for (const name of settingNames) {
		if (stored.has(name)) read = {...read, ...readStoredOne(name, stored.get(name))};
	}

	return read;
};
