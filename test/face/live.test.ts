import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import {nothingDetected} from '../../source/engine/detected.ts';
import {confirmation, settingsMenu} from '../../source/engine/intake-menu.ts';
import type {Question} from '../../source/engine/question.ts';
import {askFor, isAskable} from '../../source/engine/setting-question.ts';
import type {Settings} from '../../source/engine/settings.ts';
import {liveRows, type Size} from '../../source/face/ink/live.ts';
import {askQuestion, openScreen, pressKey, type Screen, showEvent} from '../../source/face/ink/screen.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {cards, reports, target} from './scripted-walk.ts';

const settings: Settings = {
	product: 'alb',
	sources: ['10.0.0.0/24'],
	port: 80,
	backend: '10.11.192.1',
	protocol: 'http',
};
const detected = {
	...nothingDetected,
	ports: Array.from({length: 30}, (_, index) => ({
		port: 8000 + index,
		address: '0.0.0.0',
		process: `a-process-with-a-long-name-${index}`,
		protocol: 'tcp' as const,
	})),
};
const names = ['product', 'sources', 'port', 'backend', 'protocol', 'path', 'domain', 'method', 'codes', 'timeoutS'];
const asked: readonly Question[] = [
	...names.filter(isAskable).map(
		(name): Question => ({
			ask: 'setting',
			setting: {...askFor(name, settings, detected), id: name, problem: `“${'x'.repeat(60)}” is not allowed here.`},
		}),
	),
	{ask: 'setting', setting: confirmation(settings, {detected})},
	{ask: 'setting', setting: settingsMenu(settings, detected)},
	...cards.map(
		(card, index): Question => ({
			ask: 'step',
			card,
			number: index + 1,
			of: cards.length,
			...(reports[0] === undefined ? {} : {after: reports[0]}),
		}),
	),
	{ask: 'end'},
];
const sizes: readonly Size[] = [
	{columns: 80, rows: 24},
	{columns: 40, rows: 12},
	{columns: 24, rows: 10},
];

const walking = showEvent(
	openScreen([]),
	{type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'},
	0,
);

test.each(sizes)('no question reaches the height of a screen of %o, and each shows its keys', size => {
	for (const question of asked) {
		if (question.ask === 'step') {
			const listed = pressKey(askQuestion(walking, question, 0), {is: 'text', text: 'j'}).screen;
			expect(listed.prompt?.is).toBe('jump');
			expect(liveRows(listed, 0, {...size, signs: unicodeSigns}).length).toBeLessThan(size.rows - 1);
		}

		const rows = liveRows(askQuestion(openScreen([]), question, 0), 0, {...size, signs: unicodeSigns});
		expect(rows.length, JSON.stringify(question)).toBeLessThan(size.rows - 1);
		expect(rows.map(({text}) => text).join(' '), JSON.stringify(question)).toMatch(/Enter|Type/);
	}
});

test('the choice that has the focus is always in sight', () => {
	const port = asked.find(question => question.ask === 'setting' && question.setting.id === 'port');
	if (port === undefined) throw new Error('the port is asked for');
	let screen = askQuestion(openScreen([]), port, 0);
	for (let index = 0; index < 30; index++) {
		const focused = liveRows(screen, 0, {columns: 40, rows: 12, signs: unicodeSigns}).filter(
			({mark}) => mark === 'focus',
		);
		expect(focused[0]?.text).toContain(`${8000 + index}`.slice(0, 4));
		screen = pressKey(screen, {is: 'down'}).screen;
	}
});

const running = (timeoutMs: number): Screen => {
	const started = showEvent(
		openScreen([]),
		{type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'all'},
		0,
	);
	const step = showEvent(started, {type: 'step-started', step: 'listening', number: 3, of: 4}, 0);
	return showEvent(step, {type: 'command-started', key: 1, command: command('ss', '-Hltnp'), timeoutMs}, 1000);
};
const words = (screen: Screen, nowMs: number): string =>
	liveRows(screen, nowMs, {columns: 80, rows: 24, signs: unicodeSigns})
		.map(({text}) => text)
		.join('\n');

test('within a second only the step is named', () => {
	expect(words(running(5000), 1900)).toMatch(/Step 3 of 4/);
	expect(words(running(5000), 1900)).not.toContain('ss -Hltnp');
});

test('after a second the command, the time and the limit are shown', () => {
	expect(words(running(5000), 3200)).toContain('ss -Hltnp\n2 s, at most 5 s\nCtrl+C stops it · Ctrl+L 中文');
});

test('before anything is known the host is being looked at', () => {
	expect(words(openScreen([]), 0)).toContain('Looking at this host');
});

test('a closed screen has no live part', () => {
	expect(liveRows({...openScreen([]), state: 'closed'}, 0, {columns: 80, rows: 24, signs: unicodeSigns})).toEqual([]);
});
