import {readdirSync, readFileSync} from 'node:fs';
import {afterEach, describe, expect, test} from 'vitest';
import type {Command, Observation} from '../../source/engine/command.ts';
import {equivalentCommand} from '../../source/engine/equivalent.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import type {ProbeObservation} from '../../source/engine/probe.ts';
import {run} from '../../source/engine/run-walk.ts';
import {completeTarget, type Settings} from '../../source/engine/settings.ts';
import type {Target} from '../../source/engine/target.ts';
import {walk} from '../../source/engine/walk.ts';
import {speak} from '../../source/engine/words.ts';
import {detected} from '../../source/fact/detect.ts';
import {guide} from '../../source/guide/index.ts';
import {type Recording, readRecording} from '../../source/host/recording/read.ts';
import {ReplayHost} from '../../source/host/replay/host.ts';
import {type PlannedCommand, planOf} from '../../source/plan/plan.ts';
import {walkOptions} from '../../source/run/walk-options.ts';
import {recordings} from '../recordings/recordings.ts';
import {planPattern, wordsOf} from './match.ts';

const targetOf = (settings: Settings): Target => {
	const complete = completeTarget({backend: '10.11.192.1', port: 80, ...settings}, 'linux');
	if (!('target' in complete)) throw new Error('The target is not complete.');
	return complete.target;
};

const planned = async (
	target: Target,
	asking: {witnessS?: number | undefined; fromSeat?: boolean} = {},
	mends = false,
) => (await planOf({guide, target, asking, before: detected, mends})).flatMap(({commands}) => commands);

const read = (name: string): Recording => {
	const reading = readRecording(readFileSync(new URL(`${name}/recording.jsonl`, recordings), 'utf8'));
	if ('problem' in reading) throw new Error(`${name} ${reading.problem}`);
	return reading.recording;
};

/** A recording has the equivalents of its probes as they were written then. */
const asNow = (observation: Observation): Command =>
	isProbe(observation) ? equivalentCommand(observation.shape) : observation.command;

const isProbe = (observation: Observation): observation is ProbeObservation => 'shape' in observation;

/** What the walk runs on the host of a recording: its outputs are real, and lead on to commands that name real things. */
const ranOn = async (recording: Recording): Promise<readonly Command[]> => {
	const {target, witnessS} = recording;
	if (target === undefined) throw new Error('The recording has no target.');
	const host = new ReplayHost('replay:here', recording);
	host.lookAgain();
	const ran: Command[] = [];
	const options = walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS});
	await run(walk(options), {
		show: event => {
			if (event.type === 'command-ended') ran.push(asNow(event.observation));
		},
		ask: async () => ({do: 'go'}),
		close: async () => {},
	});
	return ran;
};

const names = readdirSync(recordings, {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));

/** What the walk waits for is told of as well, in words. */
const isWait = ({args}: Command): boolean => args.length === 0;

describe('everything that runs on a real host is in the plan', () => {
	test.each(names)('%s', async name => {
		const recording = read(name);
		const {target, witnessS} = recording;
		if (target === undefined) throw new Error('The recording has no target.');
		const patterns = (await planned(target, {witnessS})).map(({words}) => planPattern(words));
		const ran = (await ranOn(recording)).filter(command => !isWait(command) || command.file === 'dmesg').map(wordsOf);
		expect(ran.length).toBeGreaterThan(40);
		expect([...new Set(ran.filter(words => !patterns.some(pattern => pattern.test(words))))]).toEqual([]);
	});

	test('a plan that lacks a command would be noticed', async () => {
		const recording = read('probes-arrive-and-are-served');
		const patterns = (await planned(targetOf({}), {}))
			.filter(({words}) => words[0] !== 'dmesg')
			.map(({words}) => planPattern(words));
		const ran = (await ranOn(recording)).map(wordsOf);
		expect(ran.filter(words => words === 'dmesg\n' && patterns.some(pattern => pattern.test(words)))).toEqual([]);
		expect(ran).toContain('dmesg\n');
	});
});

describe('the plan', () => {
	const changes = (all: readonly PlannedCommand[]) => all.filter(({is}) => is === 'change');

	test('has no change as long as nobody can ask for one', async () => {
		expect(changes(await planned(targetOf({})))).toEqual([]);
	});

	test('has the changes of the catalogue, as root and with their causes, where they can be asked for', async () => {
		const all = changes(await planned(targetOf({}), {}, true));
		expect(all.every(({rights, cause}) => rights === 'root' && cause !== undefined)).toBe(true);
		expect(all).toContainEqual(
			expect.objectContaining({command: 'kill -CONT <pid>', undo: 'kill -STOP <pid>', cause: 'service-stopped'}),
		);
		expect(all.map(({command}) => command)).toContainEqual(expect.stringMatching(/^iptables /));
	});

	test("has what makes the load balancer's seat for a moment only where it is asked for", async () => {
		const seat = changes(await planned(targetOf({}), {fromSeat: true}));
		expect(seat.map(({words}) => words[3])).toEqual(['slbw-open', 'slbw-close']);
		expect(seat.every(({rights}) => rights === 'root')).toBe(true);
	});

	test('has the way to a host that is far away, and nothing of it for this one', async () => {
		const ssh = async (host: string) =>
			(await planned(targetOf({host}))).filter(({words: [file]}) => file === 'ssh').map(({words}) => words.slice(0, 8));
		expect(await ssh('local')).toEqual([]);
		expect(await ssh('ssh://ops@web-3:2222')).toEqual([['ssh', '-T', '…', '-l', 'ops', '-p', '2222', '--']]);
	});

	test('says which commands see all only as root', async () => {
		const all = await planned(targetOf({}));
		const rightsOf = (line: string) => all.find(({command}) => command === line)?.rights;
		expect(['ss -H -lntupe', 'nft -j list ruleset', 'ip addr'].map(rightsOf)).toEqual(['root', 'root', 'any']);
	});

	test('is of this target: its address, port, path and protocol', async () => {
		const http = await planned(targetOf({backend: '10.1.2.3', port: 8443, protocol: 'http', path: '/up'}));
		const probes = http.filter(({is}) => is === 'probe');
		expect(probes.some(({command}) => command.endsWith('http://10.1.2.3:8443/up'))).toBe(true);
		expect(http.every(({command}) => !command.includes('slbw-imagined') && !/419420\d/.test(command))).toBe(true);
		const udp = await planned(targetOf({protocol: 'udp', port: 53}));
		expect(udp.filter(({is}) => is === 'probe').map(({command}) => command)).toEqual([
			'nc -u -z -w <s> 10.11.192.1 53',
		]);
	});
});

describe('in Chinese', () => {
	afterEach(() => speak('en'));

	test('the same commands are planned, and what is said of them is Chinese', async () => {
		const target = targetOf({host: 'ssh://web-3', protocol: 'udp'});
		const plan = () => planOf({guide, target, asking: {witnessS: 3, fromSeat: true}, before: detected, mends: true});
		const english = await plan();
		speak('zh-CN');
		const chinese = await plan();
		const commandsOf = (groups: typeof english) => groups.map(({step, commands}) => [step, commands]);
		expect(commandsOf(chinese)).toEqual(commandsOf(english));
		const said = chinese.flatMap(({title, skipWhy}) => [title, ...(skipWhy === undefined ? [] : [skipWhy])]);
		expect(said.length).toBeGreaterThan(chinese.length);
		expect(said.filter(words => !/\p{Script=Han}/u.test(words) || /\b(?:the|is|not|and)\b/.test(words))).toEqual([]);
	});
});
