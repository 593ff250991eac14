import type {SettingQuestion} from '../../engine/event.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** What another answer to a question that was answered before makes void. */
export const voidLines = ({wouldVoid = []}: SettingQuestion): readonly Line[] =>
	wouldVoid.length === 0
		? []
		: [{text: `Another answer than before makes void: ${safeLine(wouldVoid.join('; '))}`, mark: 'risk'}];

/** What the last answer has made void. */
export const voidedLines = ({voided = []}: SettingQuestion): readonly Line[] =>
	voided.map(answer => ({text: `No longer counts: ${safeLine(answer)}`, mark: 'skipped'}));
