import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {execute, sleep} from './harness/execute.ts';
import {hobbled} from './harness/hobble.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {program} from './harness/program.ts';
import {startServer} from './harness/servers.ts';
import {reachOverSsh} from './harness/ssh.ts';
import {startBalancer, startWatch, type Timing, type Watched} from './harness/watching.ts';

const lacks = labLacks();
/** HAProxy is asked every 40 ms, and a machine with two cores keeps everybody waiting now and then. */
const slackMs = 600;

const inLab = async (run: (lab: Lab, steer: (words: string) => void) => Promise<void>): Promise<void> => {
	const lab = await openLab();
	try {
		const steer = (words: string): void => writeFileSync(join(lab.directory, 'steer'), words);
		steer('200 0');
		await startServer(lab, lab.backend, 'steered.mjs', 80, join(lab.directory, 'steer'));
		await run(lab, steer);
	} finally {
		await lab.close();
	}
};

const timeOf = ({at}: Watched): number => Date.parse(at);

type Fault = {
	readonly name: string;
	readonly timing: Timing;
	readonly make: (lab: Lab, steer: (words: string) => void) => Promise<unknown> | unknown;
	readonly heal: (lab: Lab, steer: (words: string) => void) => Promise<unknown> | unknown;
	/** How long a failing probe takes, in milliseconds. */
	readonly failMs: number;
};

const drop = (how: string) => (lab: Lab) =>
	lab.backend.sh(`iptables ${how} INPUT -s 100.64.0.0/10 -p tcp --dport 80 -j DROP`);

const faults: readonly Fault[] = [
	{
		name: 'an error',
		timing: {intervalS: 2, timeoutS: 2, count: 3},
		make: (_, steer) => steer('503 0'),
		heal: (_, steer) => steer('200 0'),
		failMs: 0,
	},
	{
		name: 'answers that come after the timeout, then just before it',
		timing: {intervalS: 1, timeoutS: 1, count: 3},
		make: (_, steer) => steer('200 1500'),
		heal: (_, steer) => steer('200 600'),
		failMs: 1000,
	},
	{
		name: 'a rule that the host’s own probe doesn’t meet',
		timing: {intervalS: 1, timeoutS: 1, count: 3},
		make: drop('-A'),
		heal: drop('-D'),
		failMs: 1000,
	},
];

describe.skipIf(lacks !== undefined).concurrent('what watch predicts and what HAProxy does', () => {
	test.for(faults)('$name', {timeout: 120_000}, async ({timing, make, heal, failMs}) =>
		inLab(async (lab, steer) => {
			const watch = startWatch(lab, timing);
			const balancer = startBalancer(lab, {protocol: 'http'}, timing);
			await watch.until('health', ({type, to}) => type === 'change' && to === 'healthy');
			const faultMs = Date.now();
			await make(lab, steer);
			const [down, seenDown] = await Promise.all([
				balancer.until('unhealthy'),
				watch.until('the fault', ({type, to}) => type === 'change' && to === 'unhealthy'),
			]);
			const repairMs = Date.now();
			await heal(lab, steer);
			const [up, seenUp] = await Promise.all([
				balancer.until('healthy'),
				watch.until('the repair', ({type, to, from}) => type === 'change' && to === 'healthy' && from === 'unhealthy'),
			]);
			await balancer.stop();
			const told = watch.told();
			for (const [real, seen, sinceMs] of [
				[down, seenDown, faultMs],
				[up, seenUp, repairMs],
			] as const) {
				// Two nodes differ by where in their round the change found them: a pause, and the probe that was on its way.
				expect(Math.abs(real.atMs - timeOf(seen))).toBeLessThan(timing.intervalS * 1000 + failMs + slackMs);
				const predictions = told.filter(
					event => event.coming?.verdict === real.to && timeOf(event) > sinceMs && timeOf(event) <= timeOf(seen),
				);
				expect(predictions.length).toBeGreaterThan(0);
				for (const event of predictions) {
					const {leastMs = 0, mostMs = 0} = event.coming ?? {};
					expect(real.atMs).toBeLessThan(timeOf(event) + mostMs + slackMs);
					// A time that is over says nothing: HAProxy may have been earlier.
					if (leastMs > 0) expect(real.atMs).toBeGreaterThan(timeOf(event) + leastMs - slackMs);
				}
			}
		}),
	);

	test('a backend that flaps: as many changes, and an estimate of how often', {timeout: 120_000}, async () =>
		inLab(async (lab, steer) => {
			const timing = {intervalS: 1, timeoutS: 1, count: 2};
			const watch = startWatch(lab, timing);
			const balancer = startBalancer(lab, {protocol: 'http'}, timing);
			await watch.until('health', ({type, to}) => type === 'change' && to === 'healthy');
			for (let round = 0; round < 3; round++) {
				steer('503 0');
				await sleep(5000);
				steer('200 0');
				await sleep(5000);
			}
			await balancer.stop();
			const changes = watch.told().filter(({type, from}) => type === 'change' && from !== 'unknown');
			expect(changes.map(({to}) => to)).toEqual(balancer.transitions.map(({to}) => to));
			expect(changes).toHaveLength(6);
			const flapping = await watch.until('flapping', ({type}) => type === 'flapping');
			// Every 10 s once: 360 times an hour.
			expect(flapping.flapping?.timesAnHour).toBeGreaterThan(150);
			expect(flapping.flapping?.timesAnHour).toBeLessThan(800);
		}),
	);

	test('without root good answers of the host to itself are never healthy', {timeout: 60_000}, async () =>
		inLab(async lab => {
			const before = await hobbled(lab, {user: 'nobody'});
			const args = ['watch', '--json', '--backend', backendAddress, '--port', '80', '--until', 'healthy'];
			const fast = ['--interval', '1', '--healthy', '2', '--unhealthy', '2', '--timeout', '5'];
			const {stdout, exitCode} = await lab.backend.run('env', [...before, process.execPath, program, ...args, ...fast]);
			const told = stdout
				.trim()
				.split('\n')
				.map(line => JSON.parse(line));
			expect(told.filter(({type}) => type === 'probe').map(({status, sign}) => `${status} ${sign}`)).toContain(
				'200 unknown',
			);
			expect(told.at(-1)).toMatchObject({type: 'ended', because: 'limit', verdict: 'unknown', passed: 0});
			expect(exitCode).toBe(3);
		}),
	);

	test('over ssh: the verdict, and a rule that appears while it is watched', {timeout: 60_000}, async () =>
		inLab(async lab => {
			const {host, before} = await reachOverSsh(lab, lab.backend);
			const [file = 'env', ...words] = before;
			const args = [
				'watch',
				'--json',
				'--host',
				host,
				'--backend',
				backendAddress,
				'--port',
				'80',
				'--until',
				'change',
			];
			const fast = ['--interval', '1', '--check-timeout', '1', '--healthy', '2', '--unhealthy', '2', '--timeout', '40'];
			const ended = execute(file, [...words, process.execPath, program, ...args, ...fast]);
			await sleep(6000);
			await drop('-A')(lab);
			const {stdout, exitCode} = await ended;
			const last = stdout
				.trim()
				.split('\n')
				.map(line => JSON.parse(line));
			expect(last.filter(({type}) => type === 'change').map(({to}) => to)).toEqual(['healthy', 'unhealthy']);
			expect(last.find(({type, is}) => type === 'way' && is === 'stopped').why).toContain('DROP');
			expect(exitCode).toBe(0);
		}),
	);

	test('the load balancer’s own probes are ticked off as they come', {timeout: 60_000}, async () =>
		inLab(async lab => {
			const timing = {intervalS: 1, timeoutS: 1, count: 3};
			startBalancer(lab, {protocol: 'http'}, timing);
			const watch = startWatch(lab, timing);
			const seen = await watch.until('probes of HAProxy', ({type, is}) => type === 'seen' && is === 'served');
			expect(seen.count).toBeGreaterThan(0);
			await drop('-A')(lab);
			await watch.until('probes that are stopped', ({type, is}) => type === 'seen' && is === 'stopped');
			await watch.until('the rule', ({type, is}) => type === 'way' && is === 'stopped');
		}),
	);
});
