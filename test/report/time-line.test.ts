import {afterEach, expect, test} from 'vitest';
import type {StepReport} from '../../source/engine/step-report.ts';
import {speak} from '../../source/engine/words.ts';
import {timeLineOf} from '../../source/report/time-line.ts';
import {afterEvent, type Told} from '../../source/report/told.ts';
import {judgedRecordings} from './judged.ts';

afterEach(() => speak('en'));

const [english, chinese] = [await judgedRecordings(), await judgedRecordings('zh-CN')];
const byName = (all: typeof english) =>
	all.find(({name}) => name.startsWith('input-drops')) ?? expect.fail('no recording');

const reportsOf = ({events}: (typeof english)[number]): readonly StepReport[] =>
	events.flatMap(({event}) => (event.type === 'step-ended' ? [event.report] : []));

test('after another language was chosen, the time line is in that one, as if it had been so from the beginning', () => {
	const [one, other] = [byName(english), byName(chinese)];
	let told: readonly Told[] = [];
	for (const {at, event} of one.events) told = afterEvent(told, event, at);
	expect(timeLineOf(told)).toEqual(one.report.timeLine);

	speak('zh-CN');
	const at = new Date();
	const reworded = {type: 'reworded', language: 'zh-CN', steps: [], reports: reportsOf(other)} as const;
	told = afterEvent(told, reworded, at);
	told = afterEvent(told, {type: 'concluded', conclusion: other.conclusion}, at);
	expect(timeLineOf(told)).toEqual(other.report.timeLine);
});

test('what a step had come to before it was looked at again stays', () => {
	const [first = expect.fail('no report')] = reportsOf(byName(english));
	const at = new Date(0);
	const ended = (status: StepReport['status']) => ({type: 'step-ended', report: {...first, status}}) as const;
	const told = afterEvent(afterEvent([], ended('unknown'), at), ended('ok'), at);
	const reports = [{...first, status: 'ok'} as const];
	const after = afterEvent(told, {type: 'reworded', language: 'en', steps: [], reports}, at);
	expect(timeLineOf(after).map(({what}) => what)).toEqual(['Could not be told.', 'In order.']);
});
