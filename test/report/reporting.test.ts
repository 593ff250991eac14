import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ChangeNews, ChangePlan} from '../../source/engine/change.ts';
import type {Event, Face} from '../../source/engine/event.ts';
import type {Question} from '../../source/engine/question.ts';
import {prepareReporting} from '../../source/run/reporting.ts';
import {judgedRecordings} from './judged.ts';

const [first] = await judgedRecordings();
const conclusion = first?.conclusion ?? expect.fail('no recording');

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'slbw-reporting-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** A face that keeps what it is shown and asked, and answers with what was suggested. */
const recorded = () => {
	const shown: Event[] = [];
	const asked: Question[] = [];
	const face: Face = {
		show: event => shown.push(event),
		ask: async question => {
			asked.push(question);
			return question.ask === 'setting' ? {do: 'set', value: question.setting.suggestion ?? ''} : {do: 'go'};
		},
		close: async () => {},
	};
	return {face, shown, asked};
};

describe('addresses in the wizard', () => {
	const question = (suggestion: string): Question => ({
		ask: 'setting',
		setting: {id: 'backend', question: `Is it ${suggestion}?`, help: '', suggestion},
	});

	test('the face sees tokens, and an answer that repeats one means the address', async () => {
		const {face, asked} = recorded();
		const masked = (await prepareReporting({files: [], mask: 'addresses'})).around(face, 'all');
		expect(await masked.ask(question('10.11.192.1'))).toEqual({do: 'set', value: '10.11.192.1'});
		expect(asked).toEqual([question('net1-host1')]);
	});

	test('the name of the ssh destination is hidden from the moment that it is known', async () => {
		const {face, shown} = recorded();
		const masked = (await prepareReporting({files: [], mask: 'addresses'})).around(face, 'all');
		await masked.ask(question('ssh://root@web-3'));
		masked.show({type: 'host-opened', where: 'ssh://root@web-3', as: 'root'});
		masked.show({type: 'host-news', news: {is: 'lost', why: 'web-3 does not answer', triesForS: 60}});
		expect(JSON.stringify(shown)).not.toContain('web-3');
		expect(JSON.stringify(shown)).toContain('ssh-host1 does not answer');
	});

	test('without --mask nothing is touched', async () => {
		const {face, shown} = recorded();
		const event: Event = {type: 'concluded', conclusion};
		(await prepareReporting({files: []})).around(face, 'all').show(event);
		expect(shown[0]).toBe(event);
	});
});

const plan = (title: string, target: string): ChangePlan => ({
	id: '0123abcd',
	code: 'firewall-drops-probes',
	title,
	risk: 'low',
	steps: [
		{
			make: `iptables -I INPUT -j ${target}`,
			undo: `iptables -D INPUT -j ${target}`,
			isMade: 'true',
			state: 'true',
		},
	],
	limitS: 120,
});

describe('the file', () => {
	test('is written anew at each conclusion: the last one counts', async () => {
		const path = join(folder, 'r.json');
		const face = (await prepareReporting({files: [path]})).around(recorded().face, 'all');
		expect(existsSync(path)).toBe(false);
		face.show({type: 'concluded', conclusion});
		face.show({type: 'concluded', conclusion: {...conclusion, result: {...conclusion.result, verdict: 'unknown'}}});
		expect(JSON.parse(readFileSync(path, 'utf8')).verdict).toBe('unknown');
		expect(readdirSync(folder)).toEqual(['r.json']);
	});

	test('that can’t be written at the end is said, and the result was shown before', async () => {
		const inner = join(folder, 'gone');
		mkdirSync(inner);
		const {face, shown} = recorded();
		const reporting = await prepareReporting({files: [join(inner, 'r.md')]});
		const around = reporting.around(face, 'problems');
		rmSync(inner, {recursive: true});
		around.show({type: 'concluded', conclusion});
		expect([shown.length, reporting.hasFailed]).toEqual([1, true]);
	});

	test('tells what was changed and what of it was taken back, also when that was the last thing that happened', async () => {
		const path = join(folder, 'r.md');
		const {face} = recorded();
		const around = (await prepareReporting({files: [path]})).around(face, 'all');
		const tell = (news: ChangeNews): void => around.show({type: 'change', news});
		around.show({type: 'concluded', conclusion});
		tell({is: 'planned', plan: plan('Accept probes', 'ACCEPT')});
		tell({is: 'changed', limitS: 120});
		tell({is: 'ended', ending: {is: 'kept'}, plan: plan('Accept probes', 'ACCEPT')});
		tell({is: 'planned', plan: plan('Raise the queue', 'QUEUE')});
		tell({is: 'changed', limitS: 120});
		tell({is: 'ended', ending: {is: 'undone', by: 'you', differs: []}, plan: plan('Raise the queue', 'QUEUE')});
		tell({is: 'planned', plan: plan('Something else', 'ELSE')});
		tell({is: 'declined'});
		await around.close();
		const page = readFileSync(path, 'utf8');
		for (const words of [
			'Accept probes (in force)',
			'Raise the queue (taken back)',
			'iptables -D INPUT -j ACCEPT',
			'To be tried: Accept probes',
		])
			expect(page).toContain(words);
		expect(page).not.toContain('Nothing: the run only looked.');
		expect(page).not.toContain('### 🟡 Something else');
	});
});
