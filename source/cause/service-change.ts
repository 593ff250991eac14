import type {Change} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Target} from '../engine/target.ts';
import {say} from '../engine/words.ts';
import {serviceOf} from './service-command.ts';

/** Starts the service, or stops it again; undefined when its unit isn't known. */
export const startChange = (values: Values, target: Target): Change | undefined =>
	control(values, target, unit => ({
		steps: [
			{
				make: `systemctl start ${unit}`,
				undo: `systemctl stop ${unit}`,
				isMade: `systemctl is-active -q ${unit}`,
				state: `if systemctl is-active -q ${unit}; then echo active; else echo 'not active'; fi`,
			},
		],
		unrehearsed: say({
			en: 'a service that is started, stopped and started once more may do more harm than good',
			zh: '服务启动、停止、再启动一次，可能弊大于利',
		}),
	}));

/** Restarts the service: what it was doing is lost, and nothing brings that back. */
export const restartChange = (values: Values, target: Target): Change | undefined =>
	control(values, target, unit => ({
		steps: [
			{
				make: `systemctl restart ${unit}`,
				undo: ':',
				isMade: `systemctl is-active -q ${unit}`,
				state: `systemctl is-active ${unit} || :`,
			},
		],
		isFinal: true,
	}));

const control = (values: Values, {platform}: Target, change: (unit: string) => Change): Change | undefined => {
	const unit = serviceOf(values);
	return unit === undefined || platform === 'windows' ? undefined : change(quoteWord(unit));
};
