import stringWidth from 'string-width';
import {verdictNames} from '../../engine/code-words.ts';
import type {SettingQuestion} from '../../engine/question.ts';
import type {Session} from '../../engine/session.ts';
import {type SoFar, soFar} from '../../engine/so-far.ts';
import type {Target} from '../../engine/target.ts';
import {say} from '../../engine/words.ts';
import type {Line, Mark} from './line.ts';
import {safeLine} from './safe.ts';
import {verdictMarks} from './verdict-marks.ts';

type Where = {readonly place: string; readonly target?: string; readonly verdict?: string; readonly mark: Mark};

/**
 * Where one is, in one row: the step, the target, the verdict so far. Undefined before anything is known. What doesn't
 * fit is left out, the target first.
 */
export const whereLine = (
	session: Session,
	{columns, setting}: {readonly columns: number; readonly setting?: SettingQuestion | undefined},
): Line | undefined => {
	const where = setting === undefined ? whereInWalk(session) : whereInIntake(setting);
	if (where === undefined) return undefined;
	const {place, target, verdict, mark} = where;
	const forms = [
		[place, target, verdict],
		[place, verdict],
	].map(parts => parts.filter(part => part !== undefined).join(' · '));
	// The mark and the blank after it take two columns.
	return {text: forms.find(form => stringWidth(form) <= columns - 2) ?? place, mark};
};

const whereInIntake = ({place}: SettingQuestion): Where | undefined => {
	if (place === undefined) return undefined;
	const {number, of} = place;
	return {
		place: say({
			en: `Question ${number}${of === undefined ? '' : ` of ${of}`} before the walk`,
			zh: `排查前的问题 ${number}${of === undefined ? '' : `/${of}`}`,
		}),
		mark: 'note',
	};
};

const whereInWalk = (session: Session): Where | undefined => {
	if (session.target === undefined) return undefined;
	const target = targetWords(session.target);
	if (session.conclusion !== undefined && session.isChanging !== true) {
		const {verdict} = session.conclusion.result;
		return {
			place: say({en: 'At the end', zh: '检查结束'}),
			target,
			verdict: say(verdictNames[verdict]),
			mark: verdictMarks[verdict],
		};
	}

	const index = session.steps.findIndex(({card}) => card.id === session.current);
	const [number, of] = [Math.max(index, 0) + 1, session.steps.length];
	const place = say({en: `Step ${number} of ${of}`, zh: `步骤 ${number}/${of}`});
	const counted = soFar(session);
	return {place, target, verdict: soFarWords(counted), mark: markOf(counted)};
};

const targetWords = ({host, backend, port}: Target): string => {
	const there = `${backend}:${port}`;
	return host === 'local' ? there : `${safeLine(host.replace(/^ssh:\/\//, ''))} › ${there}`;
};

const soFarWords = ({verdict, notChecked}: SoFar): string => {
	const gaps = notChecked === 0 ? '' : say({en: `, ${notChecked} not checked`, zh: `，${notChecked} 步未检查`});
	switch (verdict) {
		case 'unhealthy':
			return say({en: 'unhealthy so far', zh: '目前异常'});
		case 'no-cause':
			return `${say({en: 'no cause so far', zh: '目前未发现原因'})}${gaps}`;
		case 'nothing-yet':
			return `${say({en: 'no verdict yet', zh: '尚无结论'})}${gaps}`;
	}
};

const markOf = ({verdict, notChecked}: SoFar): Mark => {
	if (verdict === 'unhealthy') return 'problem';
	return notChecked > 0 ? 'unknown' : 'note';
};
