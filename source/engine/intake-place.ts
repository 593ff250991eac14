import type {Detected} from './detected.ts';
import {nextOpen} from './open-settings.ts';
import type {SettingQuestion} from './question.ts';
import {withAnswer} from './read-setting.ts';
import {type AskableName, askFor} from './setting-question.ts';
import type {Settings} from './settings.ts';

type At = {readonly settings: Settings; readonly at: 'missing' | 'menu' | AskableName};

// Where nothing is suggested, any answer does to count the questions after it.
const anyAnswer = new Map<AskableName, string>([
	['sources', '10.0.0.0/8'],
	['backend', '10.0.0.1'],
]);

/** Which question this is, and how many there will be if the suggestions hold, as far as what was found tells. */
export const intakePlace = (
	{settings, at}: At,
	{asked, detected}: {readonly asked: number; readonly detected: Detected | undefined},
): NonNullable<SettingQuestion['place']> => {
	const number = asked + 1;
	if (detected === undefined) return {number};
	const isAsking = at !== 'missing' && at !== 'menu';
	return {number, of: asked + (isAsking ? 1 : 0) + openCount(settings, detected, asked + (isAsking ? 1 : 0)) + 1};
};

const openCount = (settings: Settings, detected: Detected, asked: number): number => {
	const name = nextOpen(settings, detected, asked);
	if (name === undefined) return 0;
	const suggestion = askFor(name, settings, detected).suggestion ?? anyAnswer.get(name) ?? '';
	const answered = withAnswer(settings, name, suggestion);
	return 'problem' in answered ? 1 : 1 + openCount(answered.value, detected, asked + 1);
};
