import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, it, test} from 'vitest';
import {recordings} from '../recordings/recordings.ts';

const program = fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));
const dropped = fileURLToPath(new URL('input-drops-the-range-of-the-probes', recordings));

let folder = '';
let server: Server;
let port = 0;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'slb-wizard-replay-'));
	server = createServer((_request, response) => {
		response.setHeader('Set-Cookie', 'sid=S3cret').end('token=S3cret');
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
	server.close();
	rmSync(folder, {recursive: true, force: true});
});

const run = (args: readonly string[], words: readonly string[] = []) =>
	new Promise<{status: number | null; stdout: string; stderr: string}>(resolve => {
		const [file = '', ...rest] = [...words, process.execPath, program, ...args];
		const child: ChildProcess = spawn(file, rest, {stdio: ['ignore', 'pipe', 'pipe']});
		let [stdout, stderr] = ['', ''];
		child.stdout?.on('data', piece => {
			stdout += piece;
		});
		child.stderr?.on('data', piece => {
			stderr += piece;
		});
		child.on('close', status => resolve({status, stdout, stderr}));
	});

const local = (...more: readonly string[]): readonly string[] => [
	...['check', '--json', '--backend', '127.0.0.1', '--port', `${port}`, '--protocol', 'http'],
	...['--path', '/health?token=S3cret', '--timeout', '2'],
	...more,
];

const timeless = (json: string): unknown =>
	JSON.parse(json, (key, value) => (key === 'startedAt' || key === 'durationMs' ? undefined : value));

test('a run on this machine is recorded without its secrets, and comes to the same again', async () => {
	const place = join(folder, 'run one');
	const live = await run(local('--record', place));
	const again = await run(['check', '--json', '--host', `replay:${place}`]);
	expect(again.stderr).toMatch(/this is the recording of local from 20/);
	expect(timeless(again.stdout)).toEqual(timeless(live.stdout));
	expect(again.status).toBe(live.status);
	expect(statSync(join(place, 'recording.jsonl')).mode & 0o777).toBe(0o600);
	const text = readFileSync(join(place, 'recording.jsonl'), 'utf8');
	expect([text.includes('S3cret'), text.includes('set-cookie'), text.includes('/health?token=***')]).toEqual([
		false,
		true,
		true,
	]);
});

describe('a recording', () => {
	test('can be asked about another port: what was not recorded is unknown, and says so', async () => {
		const {stdout, status} = await run(['check', '--json', '--host', `replay:${dropped}`, '--port', '8080']);
		const result = JSON.parse(stdout);
		const answer = result.steps.find(({id}: {id: string}) => id === 'answer');
		expect(result.target).toMatchObject({host: 'local', port: 8080, healthCheck: {port: 8080, timeoutS: 2}});
		expect(answer.reason ?? '').not.toBe('');
		expect([status, result.verdict]).not.toContain('healthy');
	});

	test('can be asked for a packet’s way', async () => {
		const {stdout, stderr, status} = await run([
			'explain',
			'--trace',
			'--to-port',
			'80',
			'--host',
			`replay:${dropped}`,
		]);
		expect(stderr).toMatch(/this is the recording/);
		expect([status, stdout]).toEqual([1, expect.stringMatching(/100\.64\.0\.0\/10.*DROP/)]);
	});

	test('shows in its text how to judge it again', async () => {
		const {stdout, status} = await run(['check', '--host', `replay:${dropped}`]);
		expect(stdout).toContain(`--host replay:${dropped}`);
		expect(stdout).toMatch(/firewall-drops-probes/);
		expect(status).toBe(1);
	});

	test('that was cut off in the middle of a line is judged, and says that it was', async () => {
		const place = join(folder, 'torn');
		cpSync(dropped, place, {recursive: true});
		const file = join(place, 'recording.jsonl');
		const text = readFileSync(file, 'utf8');
		writeFileSync(file, text.slice(0, text.length * 0.7));
		const {stdout, stderr, status} = await run(['check', '--json', '--host', `replay:${place}`]);
		expect(stderr).toMatch(/cut off before its end/);
		expect(['unhealthy', 'unknown']).toContain(JSON.parse(stdout).verdict);
		expect([1, 3]).toContain(status);
	});

	it.each<[string, (text: string) => string, RegExp]>([
		['of a newer form', text => text.replace('"schema":1', '"schema":2'), /was made by a newer slb-wizard/],
		['with a hole', text => text.replace('{"is":"command"', '{"is":"com'), /is damaged: line \d+/],
		['that is something else', () => 'hello\n', /is no recording of slb-wizard/],
	])('%s is refused', async (name, change, words) => {
		const place = join(folder, name);
		mkdirSync(place);
		writeFileSync(join(place, 'recording.jsonl'), change(readFileSync(join(dropped, 'recording.jsonl'), 'utf8')));
		const {stdout, stderr, status} = await run(['check', '--json', '--host', `replay:${place}`]);
		expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(words)]);
		expect(stderr.trim().split('\n')).toHaveLength(1);
	});

	test('that isn’t there is bad usage; and a recording isn’t recorded', async () => {
		expect(await run(['check', '--port', '80', '--host', 'replay:/no/such'])).toMatchObject({
			status: 2,
			stderr: expect.stringMatching(/there is no such file or folder/),
		});
		expect(await run(['check', '--host', `replay:${dropped}`, '--record', join(folder, 'copy')])).toMatchObject({
			status: 2,
			stderr: expect.stringMatching(/is a recording already/),
		});
		expect(existsSync(join(folder, 'copy'))).toBe(false);
	});
});

describe('a folder that can’t be written', () => {
	test('is said before anything is looked at', async () => {
		const {stdout, stderr, status} = await run(local('--record', '/proc/recording'));
		expect([status, stdout, stderr]).toEqual([
			2,
			'',
			expect.stringMatching(/--record "\/proc\/recording": the recording can’t be written there/),
		]);
	});

	test('any more, on a full disk, ends the recording and not the run', async context => {
		const place = join(folder, 'full');
		mkdirSync(place);
		const script = `mount -t tmpfs -o size=64k tmpfs '${place}' && exec "$@"; exit 99`;
		const inside = ['unshare', '-m', 'sh', '-c', script, 'sh'];
		context.skip(spawnSync('unshare', ['-m', 'true']).status !== 0, 'only root can mount');
		const {stdout, stderr, status} = await run(local('--record', join(place, 'run')), inside);
		expect(stderr).toMatch(/the recording ends early: .*no space is left on the disk/);
		expect(JSON.parse(stdout)).toHaveProperty('verdict');
		expect([0, 1, 3]).toContain(status);
	});
});
