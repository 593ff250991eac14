import {afterEach, expect, test} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {command, type Observation} from '../../source/engine/command.ts';
import {nothingDetected} from '../../source/engine/detected.ts';
import type {Event} from '../../source/engine/event.ts';
import type {Fact} from '../../source/engine/fact.ts';
import {intake} from '../../source/engine/intake.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {places} from '../../source/engine/place.ts';
import type {Answer, Question} from '../../source/engine/question.ts';
import {run} from '../../source/engine/run-walk.ts';
import {emptySession, fold} from '../../source/engine/session.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {type AnyStep, defineStep} from '../../source/engine/step.ts';
import type {StepReport} from '../../source/engine/step-report.ts';
import {walk} from '../../source/engine/walk.ts';
import {type Language, speak, spoken, verbatim} from '../../source/engine/words.ts';
import {askOn} from '../../source/run/ask.ts';

afterEach(() => speak('en'));

const into = (language: Language): Answer => ({do: 'language', language});

const looked: Fact<string> = {
	id: 'looked',
	what: verbatim('what was looked at'),
	lookUp: async ({run: runCommand}) => {
		const observation = await runCommand(command('look'));
		return {known: true, value: observation.stdout, from: [observation]};
	},
};

const stepOf = (id: AnyStep['id']): AnyStep =>
	defineStep({
		id,
		title: {en: `Is ${id} fine?`, zh: `${id} 正常吗？`},
		why: {en: 'Because.', zh: '因为。'},
		passage: verbatim(''),
		document: () => ({command: verbatim('none')}),
		needs: {looked},
		judge: () => [{is: 'ok', say: {en: `${id} is fine`, zh: `${id} 正常`}}],
	});

/** Walks with these answers; `whileRunning` is called when a command runs. */
const walkWith = async (
	answers: readonly Answer[],
	whileRunning: () => void = () => {},
	guide: readonly AnyStep[] = [stepOf('reachable'), stepOf('port')],
) => {
	const complete = completeTarget({backend: '10.11.192.1', port: 80}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	const events: Event[] = [];
	const rest = [...answers];
	let ran = 0;
	await run(
		walk({
			guide,
			target: complete.target,
			host: {
				where: 'local',
				run: async (asked): Promise<Observation> => {
					ran++;
					whileRunning();
					return {command: asked, stdout: '', stderr: '', exitCode: 0, durationMs: 1};
				},
				probe: async () => {
					throw new Error('no step of these tests sends a probe');
				},
			},
			knowledge: {causes: catalogue, places},
			pace: 'guided',
			interrupt: new Interrupt(),
			wording: {version: '0.0.0', timing: () => [], repeat: () => 'slb-wizard check'},
			now: () => new Date('2026-11-22T08:00:00.000Z'),
		}),
		{
			show: event => events.push(event),
			ask: async () => rest.shift() ?? {do: 'quit'},
			close: async () => {},
		},
	);
	const questions = events.flatMap((event): readonly Question[] => (event.type === 'question' ? [event.question] : []));
	return {events, questions, ran};
};

const words = ({findings}: StepReport): readonly string[] =>
	findings.map(finding => (finding.is === 'ok' ? finding.say : ''));

test('the same step is asked about once more in the other language, with the report before it; nothing runs again', async () => {
	const {questions, events, ran} = await walkWith([{do: 'go'}, into('zh-CN'), into('en'), {do: 'go'}, {do: 'go'}]);
	const asked = questions.flatMap(question =>
		question.ask === 'step' ? [[question.card.title, question.after === undefined ? [] : words(question.after)]] : [],
	);
	expect(asked).toEqual([
		['Is reachable fine?', []],
		['Is port fine?', ['reachable is fine']],
		['port 正常吗？', ['reachable 正常']],
		['Is port fine?', ['reachable is fine']],
	]);
	expect(ran).toBe(1);
	expect(events.filter(({type}) => type === 'step-started')).toHaveLength(2);
	expect(events.filter(({type}) => type === 'reworded')).toHaveLength(2);
});

test('the conclusion is told again in the other language, of the same run', async () => {
	const {events, questions} = await walkWith([{do: 'go'}, {do: 'go'}, into('zh-CN'), {do: 'go'}]);
	const [first, second] = events.flatMap(event => (event.type === 'concluded' ? [event.conclusion] : []));
	expect(first?.ruledOut).toEqual(['reachable is fine', 'port is fine']);
	expect(second?.ruledOut).toEqual(['reachable 正常', 'port 正常']);
	expect(second?.result.durationMs).toBe(first?.result.durationMs);
	expect(questions.slice(-2).map(({ask}) => ask)).toEqual(['end', 'end']);
});

test('while a command runs, cards and reports come at once in the other language, and so does what the step comes to', async () => {
	let runs = 0;
	const {events} = await walkWith([{do: 'go'}, {do: 'go'}], () => {
		runs++;
		if (runs === 1) speak('zh-CN');
	});
	const types = events.map(({type}) => type);
	expect(types.indexOf('reworded')).toBeLessThan(types.indexOf('step-ended'));
	const report = events.find(event => event.type === 'step-ended')?.report;
	expect(report && words(report)).toEqual(['reachable 正常']);
});

test('a session takes over the new words, and keeps what only the old report had', async () => {
	const {events} = await walkWith([{do: 'go'}, into('zh-CN')]);
	const reworded = events.findIndex(({type}) => type === 'reworded');
	const latency = {is: 'latency', title: 'Latency', limitMs: 5, probes: []} as const;
	const before = events.slice(0, reworded).reduce((session, event) => {
		const told = event.type === 'step-ended' ? {...event, report: {...event.report, latency}} : event;
		return fold(session, told, 0);
	}, emptySession);
	const [event] = events.slice(reworded);
	const session = event === undefined ? before : fold(before, event, 0);
	expect(session.steps.map(({card}) => card.title)).toEqual(['reachable 正常吗？', 'port 正常吗？']);
	expect(session.steps.map(({report}) => report && words(report))).toEqual([['reachable 正常'], undefined]);
	expect(session.steps[0]?.report?.latency).toEqual(latency);
});

test('the intake asks the same question once more, with what was wrong with the answer', async () => {
	const answers: Answer[] = [
		into('zh-CN'),
		{do: 'set', value: 'clb'},
		{do: 'set', value: '70000'},
		into('en'),
		{do: 'quit'},
	];
	const questions: string[] = [];
	const face = {
		show: () => {},
		ask: async (question: Question) => {
			if (question.ask === 'setting') questions.push(`${question.setting.question} ${question.setting.problem ?? ''}`);
			return answers.shift() ?? ({do: 'quit'} as const);
		},
		close: async () => {},
	};
	await intake({given: {}, detected: nothingDetected, ask: askOn(face)});
	expect(questions).toEqual([
		'Which load balancer is it? ',
		expect.stringMatching(/^是哪种负载均衡？/),
		expect.stringMatching(/端口/),
		expect.stringMatching(/端口.*“70000”.*1.*65535/),
		'Which port of this server does the load balancer use? “70000” must be a whole number from 1 to 65535.',
	]);
	expect(spoken()).toBe('en');
});

test('why a step that was jumped over says nothing of this target is told in the language spoken at the end', async () => {
	const needless: AnyStep = {...stepOf('port'), skipWhy: () => ({en: 'not for this target', zh: '不适用于此目标'})};
	const {events} = await walkWith(
		[{do: 'go'}, {do: 'jump', step: 'sources'}, into('zh-CN'), {do: 'go'}, {do: 'go'}],
		undefined,
		[stepOf('reachable'), stepOf('answer'), needless, stepOf('sources')],
	);
	const ended = events.flatMap(event => (event.type === 'concluded' ? [event.conclusion.result] : [])).at(-1);
	expect(ended?.steps.find(({id}) => id === 'port')).toMatchObject({status: 'skipped', reason: '不适用于此目标'});
});
