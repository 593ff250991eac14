import {expect, test} from 'vitest';
import type {Event} from '../../source/engine/event.ts';
import type {Question} from '../../source/engine/question.ts';
import {stepIds} from '../../source/engine/step.ts';
import {liveRows} from '../../source/face/ink/live.ts';
import {askQuestion, openScreen, type Screen, showEvent} from '../../source/face/ink/screen.ts';
import {unicodeSigns} from '../../source/face/signs.ts';
import {cards, conclusion, reports, target} from './scripted-walk.ts';

const [card] = cards;
if (card === undefined) throw new Error('The scripted walk has no step.');

const started: Event = {
	type: 'started',
	at: '2026-11-22T08:00:00.000Z',
	target,
	steps: stepIds.map(id => ({...card, id})),
	pace: 'guided',
};
const question: Question = {ask: 'step', card, number: 1, of: 4};
const shown = (events: readonly Event[]): Screen =>
	events.reduce((screen, event) => showEvent(screen, event, 0), openScreen([]));
const rowsOf = (screen: Screen, columns: number, rows: number): readonly string[] =>
	liveRows(screen, 0, {columns, rows, signs: unicodeSigns}).map(({lead, text}) => `${lead}${text}`);

const asked = (columns: number, rows: number) => rowsOf(askQuestion(shown([started]), question, 0), columns, rows);

test('at 80x24 the path stands in one row above the keys', () => {
	expect(asked(80, 24)).toEqual([
		'',
		'· balancer → · route → · filter → · listener → · queue → · answer → · time',
		'· Step 1 of 13 · 10.11.192.1:80 · no verdict yet',
		expect.stringMatching(/^Enter runs step 1/),
	]);
});

test('at 40x12 it takes two rows', () => {
	expect(asked(40, 12).slice(1, 3)).toEqual([
		'· balancer → · route → · filter →',
		'· listener → · queue → · answer → · time',
	]);
});

test.each([
	[80, 24],
	[40, 12],
	[24, 10],
])('at %ix%i it never makes the live part as high as the screen, and gives way to the keys', (columns, rows) => {
	const live = asked(columns, rows);
	expect(live.length).toBeLessThan(rows - 1);
	expect(live.join(' ')).toContain('Enter');
});

test('while something runs it stands above what is waited for, with what is known by then', () => {
	const [report] = reports;
	const events: readonly Event[] = report === undefined ? [] : [{type: 'step-ended', report}];
	const rows = rowsOf(shown([started, {type: 'step-started', step: 'listening', number: 3, of: 4}, ...events]), 80, 24);
	expect(rows.some(row => row.includes('balancer → '))).toBe(true);
	expect(rows.at(-2)).toMatch(/Step 7 of 13/);
});

test('after the end it is part of the conclusion, and not live any more', () => {
	const screen = askQuestion(shown([started, {type: 'concluded', conclusion: conclusion()}]), {ask: 'end'}, 0);
	expect(rowsOf(screen, 80, 24).join(' ')).not.toContain('balancer');
	expect(screen.history.filter(({drawn}) => drawn !== undefined).map(({text}) => text)).toEqual([
		expect.stringMatching(/^The probe’s path: balancer /),
	]);
});
