import stringWidth from 'string-width';
import type {SettingQuestion} from '../../engine/event.ts';
import type {Session} from '../../engine/session.ts';
import {type SoFar, soFar} from '../../engine/so-far.ts';
import type {Target} from '../../engine/target.ts';
import type {Line, Mark} from './line.ts';
import {safeLine} from './safe.ts';

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

const whereInIntake = ({place}: SettingQuestion): Where | undefined =>
	place === undefined
		? undefined
		: {
				place: `Question ${place.number}${place.of === undefined ? '' : ` of ${place.of}`} before the walk`,
				mark: 'note',
			};

const whereInWalk = (session: Session): Where | undefined => {
	if (session.target === undefined) return undefined;
	const target = targetWords(session.target);
	if (session.conclusion !== undefined && session.isChanging !== true) {
		const {verdict} = session.conclusion.result;
		return {place: 'At the end', target, verdict, mark: endMarks[verdict]};
	}

	const index = session.steps.findIndex(({card}) => card.id === session.current);
	const place = `Step ${Math.max(index, 0) + 1} of ${session.steps.length}`;
	const counted = soFar(session);
	return {place, target, verdict: soFarWords(counted), mark: markOf(counted)};
};

const endMarks: Readonly<Record<'healthy' | 'unhealthy' | 'unknown', Mark>> = {
	healthy: 'ok',
	unhealthy: 'problem',
	unknown: 'unknown',
};

const targetWords = ({host, backend, port}: Target): string => {
	const there = `${backend}:${port}`;
	return host === 'local' ? there : `${safeLine(host.replace(/^ssh:\/\//, ''))} › ${there}`;
};

const soFarWords = ({verdict, notChecked}: SoFar): string => {
	const gaps = notChecked === 0 ? '' : `, ${notChecked} not checked`;
	switch (verdict) {
		case 'unhealthy':
			return 'unhealthy so far';
		case 'no-cause':
			return `no cause so far${gaps}`;
		case 'nothing-yet':
			return `no verdict yet${gaps}`;
	}
};

const markOf = ({verdict, notChecked}: SoFar): Mark => {
	if (verdict === 'unhealthy') return 'problem';
	return notChecked > 0 ? 'unknown' : 'note';
};
