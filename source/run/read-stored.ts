import {type SettingName, type Settings, settingNames, settings} from '../engine/settings.ts';

/** Reads one option that was written down, by the rules of the command line: null is what an empty word says there. */
const readStoredOne = (name: SettingName, value: unknown): {readonly value: Settings} | {readonly problem: string} => {
	const text = Array.isArray(value) ? value.join(',') : value === null ? '' : String(value);
	const reading = settings[name].read(text);
	return 'value' in reading ? {value: {[name]: reading.value}} : reading;
};

/** Reads options that were written down; what the rules don't let pass is left out. */
export const readStored = (given: Readonly<Record<string, unknown>>): Settings => {
	const stored = new Map(Object.entries(given));
	let read: Settings = {};
	for (const name of settingNames) {
		const reading = stored.has(name) ? readStoredOne(name, stored.get(name)) : {problem: ''};
		if ('value' in reading) read = {...read, ...reading.value};
	}

	return read;
};
