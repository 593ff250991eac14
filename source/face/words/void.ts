import type {SettingQuestion} from '../../engine/question.ts';
import {say} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** What another answer to a question that was answered before makes void. */
export const voidLines = ({wouldVoid = []}: SettingQuestion): readonly Line[] =>
	wouldVoid.length === 0
		? []
		: [
				{
					text: say({
						en: `Another answer than before makes void: ${safeLine(wouldVoid.join('; '))}`,
						zh: `改变这个回答会使以下回答失效：${safeLine(wouldVoid.join('；'))}`,
					}),
					mark: 'risk',
				},
			];

/** What the last answer has made void. */
export const voidedLines = ({voided = []}: SettingQuestion): readonly Line[] =>
	voided.map(answer => ({
		text: say({en: `No longer counts: ${safeLine(answer)}`, zh: `不再有效：${safeLine(answer)}`}),
		mark: 'skipped',
	}));
