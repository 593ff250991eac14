import {spawn} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {execute, sleep, waitFor} from './harness/execute.ts';
import {hobbled} from './harness/hobble.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program, runCheckOverSsh} from './harness/program.ts';
import type {SshWay} from './harness/ssh.ts';
import {startSshd, wayTo} from './harness/sshd.ts';

const near = '10.22.0.1';

/** An engineer's machine with a wire of its own to the backend, where sshd listens. */
const openWay = async (lab: Lab, inside: readonly string[] = []) => {
	const operator = await lab.neighbour('operator', 'eth1');
	await operator.sh(`ip address add 10.22.0.9/24 dev eth0; ip route add ${backendAddress} via ${near}`);
	await lab.backend.sh(`ip address add ${near}/24 dev eth1`);
	await startNginx(lab);
	const sshd = await startSshd(lab, lab.backend, {address: near, inside});
	return {operator, sshd, way: await wayTo(lab, operator, {to: sshd})};
};

type Heard = {readonly type: string; readonly news?: {readonly is: string}; readonly conclusion?: unknown};

/** Starts `check --events` over ssh, and tells what has been heard of it so far. */
const startCheck = (way: SshWay, more: readonly string[] = []) => {
	const words = ['check', '--events', '--host', way.host, '--backend', backendAddress, '--port', '80', ...more];
	const [file = '', ...args] = [...way.before, process.execPath, program, ...words];
	const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'pipe']});
	let out = '';
	child.stdout.on('data', (chunk: Buffer) => {
		out += chunk.toString('utf8');
	});
	const ended = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	const heard = (): readonly Heard[] =>
		out
			.split('\n')
			.slice(0, -1)
			.map((line): Heard => JSON.parse(line));
	return {
		ended,
		heard,
		news: () => heard().flatMap(({news}) => (news === undefined ? [] : [news.is])),
		kill: () => child.kill('SIGINT'),
		last: () => JSON.stringify(heard().at(-1)),
		causes: () => JSON.stringify(heard().at(-1)).match(/"causes":\[.*?\],"steps"/)?.[0] ?? '',
	};
};

const inLab = async (run: (lab: Lab) => Promise<void>) => {
	const lab = await openLab();
	try {
		await run(lab);
	} finally {
		await lab.close();
	}
};

describe.skipIf(labLacks() !== undefined).concurrent('the way to another host', {timeout: 150_000}, () => {
	test('through a jump host', async () =>
		inLab(async lab => {
			const {operator, sshd} = await openWay(lab);
			const bastion = await lab.neighbour('bastion', 'eth2');
			await bastion.sh('ip address add 10.33.0.9/24 dev eth0; ip route add default via 10.33.0.1');
			await lab.backend.sh('ip address add 10.33.0.1/24 dev eth2; sysctl -qw net.ipv4.ip_forward=1');
			await operator.sh('ip route add 10.33.0.0/24 via 10.22.0.1');
			const jump = await startSshd(lab, bastion, {address: '10.33.0.9'});
			// Only the jump host gets to the backend's sshd.
			await lab.backend.sh('iptables -A INPUT -p tcp --dport 22 ! -s 10.33.0.9 -j REJECT');
			const way = await wayTo(lab, operator, {to: {...sshd, address: '10.33.0.1'}, jump});
			const {told, stderr} = await runCheckOverSsh(way, {protocol: 'http'});
			expect(told.verdict, stderr).toBe('healthy');
			expect((await runCheckOverSsh(await wayTo(lab, operator, {to: sshd}), {protocol: 'http'})).exitCode).toBe(3);
		}));

	test('cut for 15 s, it is lost, said, found again, and the walk goes on where it was', async () =>
		inLab(async lab => {
			const {way} = await openWay(lab);
			const check = startCheck(way, ['--witness', '4']);
			await waitFor('the first commands', () => check.heard().some(({type}) => type === 'command-ended'));
			await sleep(500);
			await lab.backend.sh('ip link set eth1 down');
			const cutAt = Date.now();
			await waitFor('the news', () => check.news().includes('lost'), 30_000);
			const noticedS = (Date.now() - cutAt) / 1000;
			await sleep(Math.max(0, 15_000 - (Date.now() - cutAt)));
			await lab.backend.sh('ip link set eth1 up');
			// Nobody probes in this lab: that step alone is unknown.
			expect(await check.ended).toBe(3);
			expect(check.last().match(/"status":"unknown"/g)).toHaveLength(1);
			expect(check.last().includes('"exitCode":null')).toBe(false);
			expect(check.news()).toEqual(['lost', 'back']);
			// ServerAliveInterval 3, ServerAliveCountMax 2.
			expect(noticedS).toBeLessThan(13);
		}));

	test.for<readonly [string, readonly string[]]>([
		['the rules of filters', []],
		['the sockets', ['ss']],
		['addresses and routes', ['ip']],
	])(
		'lost for good before %s came, the run ends with what was seen, and nothing unseen is a finding or green',
		async ([, more]) =>
			inLab(async lab => {
				const slow = Object.fromEntries(['nft', 'iptables-save', ...more].map(name => [name, 'sleep 4']));
				const {way, sshd} = await openWay(lab, await hobbled(lab, {instead: slow}));
				const check = startCheck(way);
				await waitFor('the first commands', () => check.heard().some(({type}) => type === 'command-ended'));
				await sleep(500);
				sshd.running.signal('SIGKILL');
				await lab.backend.sh(`ip netns pids ${lab.backend.name} | while read -r pid; do
				case $(cat /proc/$pid/comm) in sshd*) kill -9 $pid;; esac
			done`);
				expect(await check.ended, check.causes()).toBe(3);
				expect(check.news()).toEqual(['lost', 'given-up']);
				expect(check.last().includes('"verdict":"unknown"')).toBe(true);
			}),
	);

	test('shared by one connection in a folder that nobody else may enter, and gone at the end', async () =>
		inLab(async lab => {
			const {way} = await openWay(lab);
			const place = join(lab.directory, 'run');
			await execute('mkdir', [place]);
			const private_ = {...way, before: [...way.before, `XDG_RUNTIME_DIR=${place}`]};
			const check = startCheck(private_, ['--witness', '30']);
			const folder = await waitFor('the folder', () => readdirSync(place)[0]);
			await waitFor('the socket', () => existsSync(join(place, folder, 's')));
			expect(statSync(join(place, folder)).mode & 0o777).toBe(0o700);
			await waitFor('the first commands', () => check.heard().some(({type}) => type === 'command-ended'));
			check.kill();
			expect(await check.ended).toBe(130);
			expect(readdirSync(place)).toEqual([]);
			const {stdout} = await execute('ps', ['-eo', 'args']);
			expect(stdout.split('\n').filter(line => line.includes(place))).toEqual([]);
		}));
});
