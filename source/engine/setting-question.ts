import type {AskedSetting, Asker} from './asked-setting.ts';
import {backendQuestions} from './backend-questions.ts';
import {checkQuestions} from './check-questions.ts';
import type {Detected} from './detected.ts';
import type {SettingName, Settings} from './settings.ts';
import {timingQuestions} from './timing-questions.ts';

/** The settings that the wizard can ask for: all but `host`, which is an option only. */
export type AskableName = Exclude<SettingName, 'host'>;

const askers: Readonly<Record<AskableName, Asker>> = {...backendQuestions, ...checkQuestions, ...timingQuestions};

/** Whether a word is the name of a setting that can be asked for. */
export const isAskable = (word: string): word is AskableName => Object.hasOwn(askers, word);

/** How to ask for one setting, with what is known so far. */
export const askFor = (name: AskableName, settings: Settings, detected: Detected): AskedSetting =>
	askers[name](settings, detected);
