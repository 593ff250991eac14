import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {Observation} from '../../source/engine/command.ts';
import type {Host} from '../../source/engine/host.ts';
import {mask} from '../../source/engine/mask.ts';
import type {ProbeObservation} from '../../source/engine/probe.ts';
import {openRecordingFile} from '../../source/host/record/file.ts';
import {RecordingHost} from '../../source/host/record/host.ts';
import type {Entry, Header} from '../../source/host/recording/format.ts';
import {recordingLine} from '../../source/host/recording/line.ts';
import {readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'slb-wizard-recording-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const header: Header = {
	is: 'recording',
	schema: 1,
	tool: {name: 'slb-wizard', version: '0.1.0'},
	startedAt: '2026-11-26T02:59:58.499Z',
	where: 'local',
	platform: 'linux',
};

const textOf = (...entries: readonly Entry[]): string => [header, ...entries].map(recordingLine).join('');

const replay = (text: string): ReplayHost => {
	const read = readRecording(text);
	if ('problem' in read) throw new Error(read.problem.en);
	return new ReplayHost('replay:here', read.recording);
};

const moment = {round: 0, nth: 0, fromMs: 0, toMs: 1};

const observed = (stdout: string, args: readonly string[] = []): Observation => ({
	command: {file: 'tool', args},
	stdout,
	stderr: '',
	exitCode: 0,
	durationMs: 1,
});

/** What a command may print: bytes of any kind, as they are read from it. */
const output = fc.oneof(
	fc.uint8Array({maxLength: 60}).map(bytes => Buffer.from(bytes).toString('utf8')),
	fc.string({unit: 'binary', maxLength: 40}),
	fc
		.array(fc.constantFrom('\u0000', '\u001b[2J', '\u009b', '\u202e', '\u2028', '\ud800', '"', '\\', '\n', '}', '中'), {
			maxLength: 12,
		})
		.map(signs => signs.join('')),
);

test('whatever a command prints comes back as it was, its secrets masked', async () => {
	await fc.assert(
		fc.asyncProperty(output, output, fc.array(fc.string({unit: 'binary'})), async (stdout, stderr, args) => {
			const {command, ...rest} = {...observed(stdout, args), stderr, exitCode: 3, failure: 'denied'} as const;
			const text = textOf({is: 'command', ...moment, observation: {command, ...rest}});
			expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
			expect(await replay(text).run(command)).toEqual({command, ...rest, stdout: mask(stdout), stderr: mask(stderr)});
		}),
	);
});

test('the same of a probe and its reply; a cookie is masked by its name', async () => {
	await fc.assert(
		fc.asyncProperty(output, fc.string({unit: 'binary'}), async (excerpt, path) => {
			const shape = {protocol: 'http', address: '10.0.0.1', port: 80, path, timeoutMs: 2000} as const;
			const reply = {
				outcome: 'answered',
				status: 200,
				headers: {'set-cookie': 'a=b', server: 'x'},
				excerpt,
				totalMs: 1.5,
			} as const;
			const observation: ProbeObservation = {...observed(''), shape, reply, unlike: 'it is curl'};
			const back = await replay(textOf({is: 'probe', ...moment, observation})).probe(shape);
			expect(back.reply).toEqual({...reply, headers: {'set-cookie': '***', server: 'x'}, excerpt: mask(excerpt)});
			expect(back.unlike).toBe('it is curl');
		}),
	);
});

describe('a recording that is broken', () => {
	const good = textOf(
		{is: 'target', target: sampleTarget, witnessS: 3},
		{is: 'command', ...moment, observation: observed('one')},
		{is: 'wait', ...moment, milliseconds: 200},
		{is: 'end'},
	);

	test('is read or refused, and never throws', () => {
		fc.assert(
			fc.property(
				fc.nat({max: good.length}),
				fc.nat({max: 30}),
				fc.string({unit: 'binary', maxLength: 30}),
				(at, length, by) => {
					const read = readRecording(good.slice(0, at) + by + good.slice(at + length));
					expect(Object.keys(read)).toHaveLength(1);
				},
			),
			{numRuns: 2000},
		);
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => 'problem' in readRecording(text)));
	});

	test('only at its end, in the middle of a line, is one that was cut off', () => {
		const lines = good.split('\n');
		const torn = `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 20)}`;
		expect(readRecording(torn)).toMatchObject({recording: {isCut: true, witnessS: 3, target: sampleTarget}});
		expect(readRecording(good)).toMatchObject({recording: {isCut: false}});
	});

	it.each<[string, string, RegExp]>([
		['nothing', '', /is no recording/],
		['something else', '{"name":"x"}\n', /is no recording/],
		[
			'of a newer form',
			recordingLine(header).replace('"schema":1', '"schema":7').replace('0.1.0', '9.9.9'),
			/newer slb-wizard 9\.9\.9 .*number 7.*update/,
		],
		['without a form', recordingLine(header).replace('"schema":1,', ''), /first line/],
		['damaged in the middle', good.replace('"is":"command"', '"is":"commnd"'), /line 3 can’t be read/],
	])('%s', (_, text, words) => {
		expect(readRecording(text)).toEqual(problem(words));
	});
});

/** A problem in both languages. */
const problem = (en: RegExp) => ({
	problem: {en: expect.stringMatching(en), zh: expect.stringMatching(/\p{Script=Han}/u)},
});

describe('a host that is a recording', () => {
	test('says what it does not know', async () => {
		const host = replay(textOf());
		expect(await host.run({file: 'ss', args: []})).toMatchObject({
			failure: 'not-recorded',
			stderr: 'it was not recorded\n',
		});
		const shape = {protocol: 'tcp', address: '10.0.0.1', port: 80, timeoutMs: 2000} as const;
		expect(await host.probe(shape)).toMatchObject({failure: 'not-recorded', reply: {outcome: 'cancelled'}});
	});

	test('answers in the order of then, whatever is asked first, and who raced a clock ends as then', async () => {
		const host = replay(
			textOf(
				{is: 'command', ...moment, toMs: 590, observation: observed('quick', ['quick'])},
				{is: 'wait', ...moment, toMs: 605, milliseconds: 600},
				{is: 'command', ...moment, toMs: 4000, observation: observed('slow', ['slow'])},
			),
		);
		const order: string[] = [];
		const note = (name: string) => () => order.push(`${name} at ${host.clock.now()}`);
		const signal = new AbortController().signal;
		await Promise.all([
			host.run({file: 'tool', args: ['slow']}).then(note('slow')),
			host.clock.wait(600, signal).then(note('wait')),
			host.clock.wait(1000, signal).then(note('a wait that was not recorded')),
			host.run({file: 'tool', args: ['quick']}).then(note('quick')),
		]);
		expect(order).toEqual(['quick at 590', 'wait at 605', 'a wait that was not recorded at 1000', 'slow at 4000']);
		expect(host.clock.date().toISOString()).toBe('2026-11-26T03:00:02.499Z');
	});

	test('gives the same question its answers in the order of asking, round by round, and the last round again', async () => {
		const answer = (round: number, nth: number): Entry => ({
			is: 'command',
			...moment,
			round,
			nth,
			observation: observed(`${round}.${nth}`),
		});
		const host = replay(textOf(answer(1, 1), answer(1, 0), {is: 'target', target: sampleTarget}, answer(2, 0)));
		const ask = async () => (await host.run({file: 'tool', args: []})).stdout;
		host.lookAgain();
		expect([await ask(), await ask(), await ask()]).toEqual(['1.0', '1.1', '']);
		host.lookAgain();
		expect([await ask(), await ask()]).toEqual(['2.0', '']);
		host.lookAgain();
		expect(await ask()).toBe('2.0');
	});
});

test('a host that is recorded answers as it does, in all its ways, and so does the recording', async () => {
	const shape = {protocol: 'tcp', address: '10.0.0.1', port: 80, timeoutMs: 2000} as const;
	let count = 0;
	const next = (): Observation => observed(`${count++}`);
	const nextProbe = (): ProbeObservation => ({...next(), shape, reply: {outcome: 'answered', totalMs: 1}});
	const real: Host = {
		where: 'ssh://web-3',
		mindsModules: true,
		run: async () => next(),
		probe: async () => nextProbe(),
		runInTurn: commands => commands.map(async () => next()),
		probeInTurn: (_shape, times) => Array.from({length: times}, async () => nextProbe()),
		here: {addresses: ['192.0.2.7'], probe: async () => nextProbe()},
	};
	const opened = openRecordingFile(join(folder, 'ways'));
	if ('problem' in opened) throw new Error(opened.problem.en);
	const tell = async (host: Host) => {
		const tool = {file: 'tool', args: []};
		const all = [
			await host.run(tool),
			...(await Promise.all(host.runInTurn?.([tool, tool]) ?? [])),
			await host.probe(shape),
			...(await Promise.all(host.probeInTurn?.(shape, 2) ?? [])),
			...(host.here ? [await host.here.probe(shape)] : []),
		];
		return [host.mindsModules, host.here?.addresses[0], ...all.map(({stdout}) => stdout)];
	};
	const recording = new RecordingHost(real, opened.file, {platform: 'linux', version: '1.2.3'});
	const told = await tell(recording);
	await recording.close();
	expect(told).toEqual([true, '192.0.2.7', '0', '1', '2', '3', '4', '5', '6']);
	expect(await tell(replay(readFileSync(opened.file.path, 'utf8')))).toEqual(told);
});

describe('the folder of a recording', () => {
	test('is made, for nobody else to read', () => {
		const place = join(folder, 'a', 'new one');
		expect(openRecordingFile(place)).toHaveProperty('file');
		expect(statSync(place).mode & 0o777).toBe(0o700);
		expect(statSync(join(place, 'recording.jsonl')).mode & 0o777).toBe(0o600);
	});

	test('that holds something else is left alone', () => {
		const place = join(folder, 'documents');
		mkdirSync(place);
		writeFileSync(join(place, 'recording.jsonl'), 'my own');
		expect(openRecordingFile(place)).toEqual(problem(/something else in that folder/));
		expect(readFileSync(join(place, 'recording.jsonl'), 'utf8')).toBe('my own');
	});

	test('keeps the recordings that it holds', () => {
		const place = join(folder, 'several');
		for (const number of [1, 2, 3]) {
			const opened = openRecordingFile(place);
			if ('problem' in opened) throw new Error(opened.problem.en);
			opened.file.write({...header, where: `ssh://web-${number}`});
			opened.file.close();
		}
		expect(readdirSync(place)).toEqual(['recording-1.jsonl', 'recording-2.jsonl', 'recording.jsonl']);
		expect(readFileSync(join(place, 'recording.jsonl'), 'utf8')).toContain('web-3');
		expect(readFileSync(join(place, 'recording-1.jsonl'), 'utf8')).toContain('web-1');
	});

	test('that can’t be written is said in a sentence', () => {
		const file = join(folder, 'a file');
		writeFileSync(file, '');
		expect(openRecordingFile(join(file, 'beneath'))).toEqual(problem(/a part of the path is no folder/));
		expect(openRecordingFile(file)).toHaveProperty('problem');
		expect(openRecordingFile('/proc/slb-wizard')).toEqual(problem(/can’t be written there/));
		chmodSync(file, 0o600);
	});
});
