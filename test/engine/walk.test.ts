import {describe, expect, it} from 'vitest';
import {catalogue} from '../../source/cause/catalogue.ts';
import {command, type Observation} from '../../source/engine/command.ts';
import type {Conclusion, Event, Face} from '../../source/engine/event.ts';
import type {Fact} from '../../source/engine/fact.ts';
import type {Host} from '../../source/engine/host.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {places} from '../../source/engine/place.ts';
import type {Answer, Pace} from '../../source/engine/question.ts';
import {run} from '../../source/engine/run-walk.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {type AnyStep, defineStep} from '../../source/engine/step.ts';
import {walk} from '../../source/engine/walk.ts';
import {verbatim} from '../../source/engine/words.ts';

const ran: string[] = [];

const hostThat = (answer: (file: string) => Partial<Observation>): Host => ({
	where: 'local',
	run: async asked => {
		ran.push(asked.file);
		return {command: asked, stdout: '', stderr: '', exitCode: 0, durationMs: 1, ...answer(asked.file)};
	},
	probe: async () => {
		throw new Error('no step of these tests sends a probe');
	},
});

const factOf = (id: string): Fact<string> => ({
	id,
	what: verbatim(`the ${id}`),
	lookUp: async ({run: runCommand}) => {
		const observation = await runCommand(command(id));
		if (observation.stdout === 'garbage') throw new Error('it is garbage');
		return {known: true, value: observation.stdout, from: [observation]};
	},
});

const stepOf = (id: AnyStep['id'], name: string = id): AnyStep =>
	defineStep({
		id,
		title: verbatim(`Is ${id} fine?`),
		why: verbatim(''),
		passage: verbatim(''),
		document: () => ({command: verbatim('none')}),
		needs: {fact: factOf(name)},
		judge: ({fact}) => {
			if (!fact.known) return [{is: 'unknown', why: fact.why, matters: true}];
			if (fact.value === 'bug') throw new Error('a bug in a judgement');
			return fact.value === 'bad'
				? [{is: 'cause', code: 'service-hung', certainty: 'proven', values: {}, evidence: []}]
				: [{is: 'ok', say: verbatim(`${id} is fine`)}];
		},
	});

const guide = [stepOf('reachable'), stepOf('port'), stepOf('sources')];

type Told = {readonly events: readonly Event[]; readonly conclusion: Conclusion};

const walkWith = async (
	options: {
		readonly pace?: Pace;
		readonly outputs?: Readonly<Record<string, string>>;
		readonly guide?: readonly AnyStep[];
	},
	answers: readonly Answer[] = [],
): Promise<Told> => {
	ran.length = 0;
	const complete = completeTarget({backend: '10.11.192.1', port: 80}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	const events: Event[] = [];
	const rest = [...answers];
	const face: Face = {
		show: event => events.push(event),
		ask: async () => rest.shift() ?? {do: 'quit'},
		close: async () => {},
	};
	const conclusion = await run(
		walk({
			guide: options.guide ?? guide,
			target: complete.target,
			host: hostThat(file => ({stdout: options.outputs?.[file] ?? 'good'})),
			knowledge: {causes: catalogue, places},
			pace: options.pace ?? 'all',
			interrupt: new Interrupt(),
			wording: {version: '0', timing: () => [], repeat: () => ''},
			now: () => new Date(0),
		}),
		face,
	);
	return {events, conclusion};
};

/** The steps that began, in their order. */
const begun = (events: readonly Event[]): readonly string[] =>
	events.flatMap(event => (event.type === 'step-started' ? [event.step] : []));

const statuses = ({result}: Conclusion): Readonly<Record<string, string>> =>
	Object.fromEntries(result.steps.map(({id, status}) => [id, status]));

describe('a walk all at once', () => {
	it('asks nothing, and its verdict is healthy when every step is ok', async () => {
		const {events, conclusion} = await walkWith({});
		expect(events.filter(({type}) => type === 'question')).toEqual([]);
		expect(conclusion.result.verdict).toBe('healthy');
		expect(statuses(conclusion)).toEqual({reachable: 'ok', port: 'ok', sources: 'ok'});
	});

	it('runs a command once, whichever steps need it', async () => {
		await walkWith({guide: [stepOf('reachable', 'same'), stepOf('port', 'same')]});
		expect(ran).toEqual(['same']);
	});

	it('calls a step unknown, not ok, when its fact can’t be read', async () => {
		const {conclusion} = await walkWith({outputs: {port: 'garbage'}});
		expect(statuses(conclusion)).toMatchObject({port: 'unknown'});
		expect(conclusion.result.verdict).toBe('unknown');
		expect(conclusion.notChecked).toEqual([{step: 'port', why: 'the port could not be read (it is garbage)'}]);
	});

	it('calls a step unknown, not ok, when its judgement breaks', async () => {
		const {conclusion} = await walkWith({outputs: {port: 'bug'}});
		expect(statuses(conclusion)).toMatchObject({reachable: 'ok', port: 'unknown', sources: 'ok'});
		expect(conclusion.result.verdict).toBe('unknown');
	});
});

describe('a guided walk', () => {
	const go: Answer = {do: 'go'};

	it('jumps ahead; what is passed over is not checked, and never green', async () => {
		const {events, conclusion} = await walkWith({pace: 'guided'}, [{do: 'jump', step: 'sources'}, go, go]);
		expect(begun(events)).toEqual(['sources']);
		expect(statuses(conclusion)).toEqual({reachable: 'skipped', port: 'skipped', sources: 'ok'});
		expect(conclusion.notChecked).toEqual([
			{step: 'reachable', why: 'jumped over by you'},
			{step: 'port', why: 'jumped over by you'},
		]);
		expect(conclusion.result.verdict).toBe('unknown');
		const asked = events.flatMap(event =>
			event.type === 'question' && event.question.ask === 'step' ? [event.question.card.id] : [],
		);
		expect(asked).toEqual(['reachable', 'sources']);
	});

	it('a step that isn’t needed is not one that a jump leaves unchecked', async () => {
		const needless: AnyStep = {...stepOf('port'), skipWhy: () => verbatim('not for this target')};
		const {conclusion} = await walkWith({pace: 'guided', guide: [stepOf('reachable'), needless, stepOf('sources')]}, [
			go,
			{do: 'jump', step: 'sources'},
			go,
			go,
		]);
		expect(conclusion.notChecked).toEqual([]);
		expect(conclusion.result.verdict).toBe('healthy');
	});

	it('jumps back and keeps what later steps came to', async () => {
		const answers: readonly Answer[] = [go, go, {do: 'jump', step: 'reachable'}, {do: 'jump', step: 'sources'}, go];
		const {conclusion} = await walkWith({pace: 'guided'}, answers);
		expect(statuses(conclusion)).toEqual({reachable: 'ok', port: 'ok', sources: 'ok'});
	});

	it('jumps from the end to a step, asks there, and goes on to a new end', async () => {
		const answers: readonly Answer[] = [go, go, go, {do: 'jump', step: 'port'}, go, go];
		const {events, conclusion} = await walkWith({pace: 'guided'}, answers);
		expect(begun(events)).toEqual(['reachable', 'port', 'sources', 'port', 'sources']);
		expect(events.filter(({type}) => type === 'concluded')).toHaveLength(2);
		expect(conclusion.result.verdict).toBe('healthy');
	});

	it('looks again at the step that was shown last, also after a jump', async () => {
		const {events} = await walkWith({pace: 'guided'}, [go, {do: 'jump', step: 'sources'}, {do: 'again'}]);
		expect(begun(events)).toEqual(['reachable', 'reachable']);
	});

	it('asks before each step, and at the end', async () => {
		const {events, conclusion} = await walkWith({pace: 'guided'}, [go, go, go, go]);
		const asked = events.flatMap(event => (event.type === 'question' ? [event.question.ask] : []));
		expect(asked).toEqual(['step', 'step', 'step', 'end']);
		expect(conclusion.result.verdict).toBe('healthy');
	});

	it('counts a skipped step as not checked: the verdict is unknown', async () => {
		const {conclusion} = await walkWith({pace: 'guided'}, [go, {do: 'skip'}, go, go]);
		expect(statuses(conclusion)).toEqual({reachable: 'ok', port: 'skipped', sources: 'ok'});
		expect(conclusion.result.verdict).toBe('unknown');
		expect(conclusion.notChecked).toEqual([{step: 'port', why: 'skipped by you'}]);
	});

	it('still concludes after quit, with the rest not reached', async () => {
		const {conclusion} = await walkWith({pace: 'guided', outputs: {reachable: 'bad'}}, [go, {do: 'quit'}]);
		expect(statuses(conclusion)).toEqual({reachable: 'problem', port: 'skipped', sources: 'skipped'});
		expect(conclusion.result.verdict).toBe('unhealthy');
	});

	it('looks again at the step that was shown last, with its commands run anew', async () => {
		const {events} = await walkWith({pace: 'guided'}, [go, {do: 'again'}, go, go, go]);
		const ended = events.flatMap(event => (event.type === 'step-ended' ? [event.report.step] : []));
		expect(ended).toEqual(['reachable', 'reachable', 'port', 'sources']);
		expect(ran.filter(file => file === 'reachable')).toHaveLength(2);
	});

	it('goes back to the step before, and asks there', async () => {
		const {events} = await walkWith({pace: 'guided'}, [go, {do: 'back'}, go, go, go, go]);
		const asked = events.flatMap(event =>
			event.type === 'question' && event.question.ask === 'step' ? [event.question.card.id] : [],
		);
		expect(asked).toEqual(['reachable', 'port', 'reachable', 'port', 'sources']);
	});

	it('stops asking at the pace "all"', async () => {
		const {events} = await walkWith({pace: 'guided'}, [{do: 'pace', pace: 'all'}, go]);
		expect(events.flatMap(event => (event.type === 'question' ? [event.question.ask] : []))).toEqual(['step', 'end']);
	});

	it('stops only after a step that needs attention at the pace "problems"', async () => {
		const {events} = await walkWith({pace: 'problems', outputs: {reachable: 'bad'}}, [go, go]);
		const asked = events.flatMap(event =>
			event.type === 'question' ? [event.question.ask === 'step' ? event.question.card.id : event.question.ask] : [],
		);
		expect(asked).toEqual(['port', 'end']);
	});

	it('does not stop again at a symptom of a cause that it has stopped at, but does after looking again', async () => {
		const outputs = {reachable: 'bad', sources: 'bad'};
		const asked = ({events}: Told): readonly string[] =>
			events.flatMap(event =>
				event.type === 'question' ? [event.question.ask === 'step' ? event.question.card.id : event.question.ask] : [],
			);
		const four = [...guide, stepOf('answer')];
		expect(asked(await walkWith({pace: 'problems', outputs, guide: four}, [go, go]))).toEqual(['port', 'end']);
		const again: readonly Answer[] = [{do: 'again'}, go, go];
		expect(asked(await walkWith({pace: 'problems', outputs, guide: four}, again))).toEqual(['port', 'port', 'end']);
	});

	it('looks at everything again when that is asked for at the end', async () => {
		const {events} = await walkWith({pace: 'all', guide: [stepOf('reachable')]});
		expect(events.filter(({type}) => type === 'concluded')).toHaveLength(1);
		const again = await walkWith({pace: 'problems', guide: [stepOf('reachable')]}, [{do: 'again'}, {do: 'go'}]);
		expect(again.events.filter(({type}) => type === 'concluded')).toHaveLength(2);
	});
});

describe('the check from the load balancer’s seat', () => {
	const wished: boolean[] = [];
	const seatStep = defineStep({
		id: 'firewall',
		title: verbatim('Is it sent from the seat?'),
		why: verbatim(''),
		passage: verbatim(''),
		document: () => ({command: verbatim('none')}),
		needs: {
			fact: {
				id: 'wish',
				what: verbatim('the wish'),
				lookUp: async ({temporary}) => {
					wished.push(temporary !== undefined);
					return {known: true, value: temporary !== undefined, from: []};
				},
			},
		},
		judge: () => [{is: 'ok', say: verbatim('fine')}],
	});
	const no = {do: 'set', value: 'no'} as const;
	const yes = {do: 'set', value: 'yes'} as const;

	it.each<[string, readonly Answer[], readonly boolean[]]>([
		['isn’t sent by itself', [{do: 'go'}], [false]],
		['isn’t sent when the question is answered with no', [{do: 'seat'}, no, {do: 'go'}], [false]],
		['isn’t sent when the question is gone back from', [{do: 'seat'}, {do: 'back'}, {do: 'go'}], [false]],
		['is sent after a yes, and everything is looked at again', [{do: 'seat'}, yes, {do: 'go'}], [false, true]],
		['can be wished for after a no', [{do: 'seat'}, no, {do: 'seat'}, yes, {do: 'go'}], [false, true]],
	])('%s', async (_, answers, expected) => {
		wished.length = 0;
		await walkWith({guide: [seatStep], pace: 'problems'}, answers);
		expect(wished).toEqual(expected);
	});

	it('is asked for with no as the answer to a bare Enter, and not offered twice', async () => {
		const {events} = await walkWith({guide: [seatStep], pace: 'problems'}, [{do: 'seat'}, yes, {do: 'go'}]);
		const asked = events.flatMap(event => (event.type === 'question' ? [event.question] : []));
		expect(asked).toMatchObject([
			{ask: 'end', offers: ['watch', 'seat']},
			{ask: 'setting', setting: {id: 'seat', suggestion: 'no'}},
			{ask: 'end'},
		]);
		expect(asked.at(-1)).toEqual({ask: 'end', offers: ['watch']});
	});
});
