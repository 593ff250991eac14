import {expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import {timeLineOf} from '../../source/report/time-line.ts';
import {afterEvent, type Told} from '../../source/report/told.ts';
import {EventReader} from '../../source/session/events.ts';
import {event} from '../../source/session/format.ts';
import {conclusion} from '../face/scripted-walk.ts';

const at = '2026-11-22T08:00:00.000Z';
const question = (language: 'en' | 'zh') => ({
	type: 'question',
	question: {ask: 'setting', setting: {id: 'port', question: language === 'en' ? 'Which port?' : '哪个端口？'}},
});
const read = (events: readonly unknown[]) => {
	const reader = new EventReader();
	for (const one of events) reader.take(event.parse(JSON.parse(JSON.stringify(one))), at);
	return reader.progress();
};

test('another language is no answer to what is asked: only the answer is given again', () => {
	const {answers} = read([
		question('en'),
		{type: 'answered', answer: {do: 'language', language: 'zh-CN'}},
		question('zh'),
		{type: 'answered', answer: {do: 'set', value: '80'}},
	]);
	expect(answers).toMatchObject([{id: 'port', question: '哪个端口？', answer: {do: 'set', value: '80'}}]);
});

test('what steps came to is read in the language that was spoken last, with what their commands showed', () => {
	const seen = {command: {file: 'ss', args: []}, stdout: 'LISTEN', stderr: '', exitCode: 0, durationMs: 1};
	const words = {step: 'reachable', status: 'ok', causes: []} as const;
	const {finished, told} = read([
		{type: 'started', target: sampleTarget, pace: 'guided'},
		{type: 'command-ended', ref: 1, observation: seen},
		{
			type: 'step-ended',
			report: {...words, findings: [{is: 'ok', say: 'It answers'}], observations: [{ref: 1}]},
		},
		{type: 'concluded', conclusion: conclusion()},
		{
			type: 'reworded',
			language: 'zh-CN',
			reports: [
				{...words, findings: [{is: 'ok', say: '它有应答'}]},
				{...words, step: 'port', findings: []},
			],
		},
		{type: 'concluded', conclusion: conclusion()},
	]);
	expect(finished.map(({report}) => report)).toEqual([
		{...words, findings: [{is: 'ok', say: '它有应答'}], observations: [seen]},
	]);
	const line = told.reduce<readonly Told[]>((all, one) => afterEvent(all, one.event, new Date(one.at)), []);
	expect(timeLineOf(line).filter(({what}) => what.startsWith('The run ends'))).toHaveLength(1);
});
