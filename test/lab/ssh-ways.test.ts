import {existsSync, readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {bastionSees, type Desk, deskSees, openDesk} from './harness/desk.ts';
import {execute, must, waitFor} from './harness/execute.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {startProgram} from './harness/running-program.ts';

const target = ['--port', '80', '--backend', backendAddress, '--protocol', 'http', '--timeout', '2'];

describe.skipIf(labLacks() !== undefined)('over a network', () => {
	let lab: Lab;
	let desk: Desk;

	beforeAll(async () => {
		lab = await openLab();
		await startNginx(lab);
		desk = await openDesk(lab);
		await desk.serve(lab.backend, deskSees.backend);
		await desk.serve(lab.backend, bastionSees.backend);
		await desk.serve(desk.bastion, deskSees.bastion);
	});
	afterAll(async () => lab.close());

	const start = (args: readonly string[]) => startProgram(desk.before, args);
	const check = (host: string, ...more: readonly string[]) =>
		start(['check', '--events', '--host', host, ...target, ...more]);
	const folders = (): readonly string[] => readdirSync(join(desk.folder, 'run'));
	/** Processes of ssh that use the program's folder. */
	const masters = async (): Promise<string> =>
		(await execute('sh', ['-c', `ps -eo pid,args | grep -F '${desk.folder}/run/' | grep -v grep`])).stdout;
	const shared = async (): Promise<string> =>
		waitFor('a shared connection', () => {
			const [folder] = folders();
			return folder !== undefined && existsSync(join(desk.folder, 'run', folder, 's')) ? folder : undefined;
		});
	const cutSessions = async (): Promise<void> => {
		await must('sh', [
			'-c',
			`for pid in $(ip netns pids ${lab.backend.name}); do grep -q sshd /proc/$pid/comm && kill -9 $pid; done; :`,
		]);
	};

	afterEach(async () => {
		expect(folders()).toEqual([]);
		expect(await masters()).toBe('');
	});

	test.each(['ssh://web-3', 'ssh://inner'])('%s: a key is enough, and nothing stays', async host => {
		const running = check(host);
		const folder = await shared();
		expect(statSync(join(desk.folder, 'run', folder)).mode & 0o777).toBe(0o700);
		expect(await running.ended, running.printed().stderr).toBe(0);
	});

	test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with all that it opened', async signal => {
		const running = check('ssh://web-3', '--witness', '60');
		await waitFor('the walk', () => running.printed().stdout.includes('step-started'));
		running.signal(signal);
		expect(await running.ended).toBe(130);
	});

	test('Ctrl+C ends the connecting', async () => {
		const running = check('ssh://nowhere');
		await waitFor('ssh', async () => (await masters()) !== '');
		running.signal('SIGINT');
		expect(await running.ended).toBe(130);
	});

	const unknown = (running: ReturnType<typeof check>): readonly string[] =>
		[...running.printed().stdout.matchAll(/"type":"step-ended".*?"step":"([\w-]+)","status":"unknown"/g)].map(
			([, step]) => `${step}`,
		);

	const news = (running: ReturnType<typeof check>): readonly string[] =>
		running
			.printed()
			.stdout.split('\n')
			.flatMap(line => /"host-news".*?"is":"([\w-]+)"/.exec(line)?.[1] ?? []);

	test('sessions that are killed: they come back, and the check goes on', async () => {
		const running = check('ssh://web-3', '--witness', '5');
		await waitFor('the walk', () => running.printed().stdout.includes('step-started'));
		await cutSessions();
		// A server that is back within a moment isn't missed by anybody.
		await waitFor('the news', () => news(running).includes('lost'));
		await desk.serve(lab.backend, deskSees.backend);
		await desk.serve(lab.backend, bastionSees.backend);
		const exitCode = await running.ended;
		// Nobody probes in this lab; everything else was seen.
		expect(unknown(running)).toEqual(['witness']);
		expect(exitCode, running.printed().stderr).toBe(3);
		expect(news(running)).toEqual(['lost', 'back']);
	});
});
