import {nothingDetected} from './detected.ts';
import type {SettingQuestion} from './question.ts';
import {type AskableName, askFor} from './setting-question.ts';
import type {Settings} from './settings.ts';
import {settingText} from './void-answers.ts';
import {say} from './words.ts';

/** Asked once more, a question suggests what was answered before; among choices that is one of them. */
export const asBefore = (
	settings: Settings,
	{
		name,
		choices,
		others,
	}: {
		readonly name: AskableName;
		readonly choices: NonNullable<SettingQuestion['choices']>;
		readonly others: SettingQuestion['others'] | undefined;
	},
): Pick<SettingQuestion, 'suggestion' | 'suggestedBy' | 'choices'> => {
	const value = settings[name];
	if (value === undefined || value === null) return {};
	const text = [value].flat().join(',');
	const suggestion = name === 'port' && settings.protocol === 'udp' ? `${text}/udp` : text;
	const asItWas = say({en: 'as before', zh: '与之前相同'});
	const said = {suggestion, suggestedBy: asItWas};
	if (choices.length === 0 || choices.some(choice => choice.value === suggestion)) return said;
	if (others === undefined) return {};
	return {...said, choices: [{value: suggestion, label: suggestion, hint: asItWas}, ...choices]};
};

/** The answers that are no longer there, in words. */
export const gone = (before: Settings, now: Settings): readonly string[] =>
	answersOf(
		before,
		(['protocol', 'sources', 'method'] as const).filter(name => now[name] === undefined),
	);

/** What was answered to these settings, as labels and values: "Check protocol HTTP". */
export const answersOf = (settings: Settings, names: readonly AskableName[]): readonly string[] =>
	names.flatMap(name => {
		const value = settingText(settings, name);
		return value === undefined ? [] : [`${askFor(name, settings, nothingDetected).label} ${say(value)}`];
	});
