import {expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {causeCodes} from '../../source/engine/cause-code.ts';
import type {Event} from '../../source/engine/event.ts';
import {cardOf} from '../../source/engine/examine.ts';
import {places} from '../../source/engine/place.ts';
import {emptySession, fold, type Session} from '../../source/engine/session.ts';
import {say} from '../../source/engine/words.ts';
import {jumpList, jumpWarning} from '../../source/face/jump-list.ts';
import {explainLines} from '../../source/face/words/explain-step.ts';
import {whereLine} from '../../source/face/words/where.ts';
import {guide} from '../../source/guide/index.ts';
import {cards, conclusion, reports, target} from './scripted-walk.ts';

const [first, , third, fourth] = reports;
if (first === undefined || third === undefined || fourth === undefined) throw new Error('four reports are scripted');
const after = (...events: readonly Event[]): Session =>
	events.reduce((session, event) => fold(session, event, 0), emptySession);
const started: Event = {type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'guided'};
const asks = (number: number): Event => {
	const card = cards[number - 1];
	if (card === undefined) throw new Error(`there is no step ${number}`);
	return {type: 'question', question: {ask: 'step', card, number, of: cards.length}};
};
const ended = (report: typeof first): Event => ({type: 'step-ended', report});
const where = (session: Session, columns = 80) => whereLine(session, {columns});

test.each([
	['before the walk nothing is said', after(), undefined],
	['at first there is no verdict', after(started, asks(1)), ['note', 'Step 1 of 4 · 10.11.192.1:80 · no verdict yet']],
	[
		'what is well so far is never called healthy',
		after(started, ended(first), asks(3)),
		['note', 'Step 3 of 4 · 10.11.192.1:80 · no cause so far'],
	],
	[
		'a gap is said',
		after(started, ended(first), ended(fourth), asks(3)),
		['unknown', 'Step 3 of 4 · 10.11.192.1:80 · no cause so far, 1 not checked'],
	],
	[
		'a failure is said',
		after(started, ended(first), ended(third), asks(4)),
		['problem', 'Step 4 of 4 · 10.11.192.1:80 · unhealthy so far'],
	],
	[
		'the end has the verdict',
		after(started, {type: 'concluded', conclusion: conclusion()}, {type: 'question', question: {ask: 'end'}}),
		['problem', 'At the end · 10.11.192.1:80 · unhealthy'],
	],
	[
		'after the end a step is a step again',
		after(started, ended(first), {type: 'concluded', conclusion: conclusion()}, asks(3)),
		['note', 'Step 3 of 4 · 10.11.192.1:80 · no cause so far'],
	],
])('%s', (_claim, session, expected) => {
	const line = where(session);
	expect(line && [line.mark, line.text]).toEqual(expected);
});

test('what doesn’t fit in one row is left out, the target first', () => {
	const session = after(started, ended(third), asks(4));
	expect(where(session, 40)?.text).toBe('Step 4 of 4 · unhealthy so far');
	expect(where(session, 24)?.text).toBe('Step 4 of 4');
});

test('another host stands before the address', () => {
	const elsewhere: Event = {...started, target: {...target, host: 'ssh://web-3'}};
	expect(where(after(elsewhere, asks(1)))?.text).toBe('Step 1 of 4 · web-3 › 10.11.192.1:80 · no verdict yet');
});

test('a jump passes over what was not looked at and is needed', () => {
	const session = after(started, ended(first), asks(3), {type: 'answered', answer: {do: 'jump', step: 'answer'}});
	expect(session.steps.map(({state}) => state)).toEqual(['done', 'coming', 'skipped', 'coming']);
	expect(jumpWarning(after(started), 1, 4)).toBe('Steps 1 to 3 are passed over: not checked.');
	expect(jumpWarning(after(started, ended(first)), 1, 3)).toBeUndefined();
	expect(jumpList(session).map(({number, hint}) => [number, hint])).toEqual([
		[1, 'ok'],
		[3, 'skipped by you'],
		[4, 'not yet'],
	]);
});

test('the explanation of a step: what, why, why now, and where each result leads', () => {
	const card = guide
		.map(step => cardOf(step, target, {causes: catalogue, places}))
		.find(({id}) => id === 'reverse-path');
	if (card === undefined) throw new Error('the guide has the step');
	const session = after(started, ended(first), ended(third));
	const words = explainLines(card, {number: 11, of: 13}, session).map(({text}) => text);
	expect(words.join('\n')).toContain(card.passage);
	expect(words).toContain(`Why: ${card.why}`);
	expect(words).toContain('Why now: the document comes to it after step 10; so far: 1 ok, 1 problem.');
	expect(words).toContain('Nothing wrong: step 12 is next.');
	expect(words).toContain(`One of these makes the check fail: ${say(catalogue['reverse-path-filter'].title)}.`);
});

test('every cause of the catalogue is what exactly one step leads to', () => {
	const led = guide.flatMap(step =>
		(cardOf(step, target, {causes: catalogue, places}).leadsTo ?? []).map(({code}) => code),
	);
	expect(led.toSorted()).toEqual([...causeCodes].toSorted());
});
