import type {Detected} from './detected.ts';
import type {SettingQuestion} from './question.ts';
import type {Settings} from './settings.ts';

/** A setting as a person is asked for it. `label` names it in lists. */
export type AskedSetting = Omit<SettingQuestion, 'id' | 'problem'> & {readonly label: string};

/** Makes the question from what is known so far. */
export type Asker = (settings: Settings, detected: Detected) => AskedSetting;
