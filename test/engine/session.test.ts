import {expect, test} from 'vitest';
import {command} from '../../source/engine/command.ts';
import type {Event} from '../../source/engine/event.ts';
import {emptySession, fold, type Session} from '../../source/engine/session.ts';
import type {StepCard, StepReport} from '../../source/engine/step-report.ts';
import {cards, conclusion, reports, target} from '../face/scripted-walk.ts';

const started: Event = {type: 'started', at: '2026-11-22T08:00:00.000Z', target, steps: cards, pace: 'problems'};
const after = (...events: readonly Event[]): Session =>
	events.reduce((session, event, index) => fold(session, event, index * 100), emptySession);
const [card, report] = [cards[0], reports[0]];
if (card === undefined || report === undefined) throw new Error('the scripted walk has no first step');
const first: {readonly card: StepCard; readonly report: StepReport} = {card, report};
const question: Event = {type: 'question', question: {ask: 'step', card: first.card, number: 1, of: cards.length}};
const stepStarted: Event = {type: 'step-started', step: 'reachable', number: 1, of: cards.length};

test('the start brings the target, the steps and the pace', () => {
	const session = after(started);
	expect(session.target).toBe(target);
	expect(session.pace).toBe('problems');
	expect(session.steps.map(({state}) => state)).toEqual(['coming', 'coming', 'coming', 'coming']);
});

test('a command is in flight until it ends, dated by the reader', () => {
	const running = after(started, {type: 'command-started', key: 7, command: command('ss'), timeoutMs: 5000});
	expect(running.running).toEqual([{key: 7, command: command('ss'), timeoutMs: 5000, sinceMs: 100}]);
	const observation = {command: command('ss'), stdout: '', stderr: '', durationMs: 3};
	expect(fold(running, {type: 'command-ended', key: 7, observation}, 200).running).toEqual([]);
});

test('a step runs, then holds its report', () => {
	const running = after(started, stepStarted);
	expect([running.current, running.steps[0]?.state]).toEqual(['reachable', 'running']);
	const done = fold(running, {type: 'step-ended', report: first.report}, 300);
	expect(done.steps[0]).toEqual({card: first.card, state: 'done', report: first.report});
	expect(done.lastReport).toBe(first.report);
});

test('a question is pending until it is answered', () => {
	const asked = after(started, question);
	expect(asked.question?.ask).toBe('step');
	expect(fold(asked, {type: 'answered', answer: {do: 'go'}}, 0).question).toBeUndefined();
});

test.each([
	['skip', {do: 'skip'} as const, 'skipped', 'problems'],
	['another pace', {do: 'pace', pace: 'all'} as const, 'coming', 'all'],
	['go', {do: 'go'} as const, 'coming', 'problems'],
])('the answer "%s" leaves the step %s', (_name, answer, state, pace) => {
	const session = after(started, question, {type: 'answered', answer});
	expect([session.steps[0]?.state, session.pace]).toEqual([state, pace]);
});

test('a step that is asked about again keeps the report of its last run', () => {
	const session = after(started, stepStarted, {type: 'step-ended', report: first.report}, question);
	expect(session.steps[0]?.state).toBe('done');
});

test('a conclusion is forgotten when the steps run again', () => {
	const concluded = after(started, {type: 'concluded', conclusion: conclusion()});
	expect(concluded.conclusion?.result.verdict).toBe('unhealthy');
	expect(fold(concluded, stepStarted, 0).conclusion).toBeUndefined();
});

test('folding changes nothing that was there', () => {
	const before = after(started);
	const copy = structuredClone(before);
	fold(before, stepStarted, 0);
	expect(before).toEqual(copy);
});
