import {backendAddresses, type Detected} from './detected.ts';
import type {SettingQuestion} from './event.ts';
import type {AskableName} from './setting-question.ts';
import type {Settings} from './settings.ts';

/** The settings that have to be asked for, in the order in which a person knows them. */
export const missing = (settings: Settings, detected: Detected): readonly AskableName[] => {
	const {product, sources, port, backend, protocol} = settings;
	return [
		...(product === undefined ? (['product'] as const) : []),
		...(product !== undefined && product !== 'clb' && sources === undefined ? (['sources'] as const) : []),
		...(port === undefined ? (['port'] as const) : []),
		...(backend === undefined && backendAddresses(detected).length !== 1 ? (['backend'] as const) : []),
		...(protocol === undefined ? (['protocol'] as const) : []),
	];
};

/** Which question this is, and how many there will be: those that are missing, and the one that shows all settings. */
export const intakePlace = (
	{settings, at}: {readonly settings: Settings; readonly at: 'missing' | 'menu' | AskableName},
	{asked, detected}: {readonly asked: number; readonly detected: Detected},
): NonNullable<SettingQuestion['place']> => {
	const open = missing(settings, detected);
	const isAnswered = at !== 'missing' && at !== 'menu' && !open.includes(at);
	return {number: asked + 1, of: asked + open.length + (isAnswered ? 2 : 1)};
};
