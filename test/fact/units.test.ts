import {describe, expect, test} from 'vitest';
import {inRestart, lookAtUnits, stoppedUnit} from '../../source/fact/units.ts';
import {lookAt} from './look.ts';

const command =
	'systemctl list-units --all --type=service --state=activating,failed,inactive --no-legend --plain --no-pager';

const units = async (...lines: readonly string[]) => lookAtUnits(lookAt({[command]: `${lines.join('\n')}\n`}));

describe('the units of systemd that do not simply run', () => {
	test('one that is about to be started again is no stopped one', async () => {
		const all = await units(
			'shop.service     loaded activating auto-restart The shop',
			'boot.service     loaded activating start        At boot',
		);
		expect([inRestart(all), stoppedUnit(all)]).toEqual([['shop.service'], undefined]);
	});

	test.each<[string, readonly string[], string | undefined]>([
		[
			'the only server that failed',
			['nginx.service loaded failed failed x', 'httpd.service loaded inactive dead x'],
			'nginx.service',
		],
		[
			'the only server that is stopped',
			['php8.2-fpm.service loaded inactive dead x', 'cron.service loaded failed failed x'],
			'php8.2-fpm.service',
		],
		[
			'the only unit that failed',
			['shop.service loaded failed failed x', 'cron.service loaded inactive dead x'],
			'shop.service',
		],
		[
			'two servers are stopped',
			['nginx.service loaded inactive dead x', 'httpd.service loaded inactive dead x'],
			undefined,
		],
		['a unit without a file', ['nginx.service not-found inactive dead nginx.service'], undefined],
		['nothing', [''], undefined],
	])('%s', async (_, lines, expected) => {
		expect(stoppedUnit(await units(...lines))).toBe(expected);
	});

	test('without systemd there are none', async () => {
		expect(await lookAtUnits(lookAt({}, {otherwise: {failure: 'not-found'}}))).toEqual([]);
	});
});
