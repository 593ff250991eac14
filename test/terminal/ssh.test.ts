import {readdirSync, readFileSync} from 'node:fs';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {type Desk, deskSees, openDesk} from '../lab/harness/desk.ts';
import {must, waitFor} from '../lab/harness/execute.ts';
import {backendAddress, type Lab, openLab} from '../lab/harness/lab.ts';
import {labLacks} from '../lab/harness/needs.ts';
import {startNginx} from '../lab/harness/nginx.ts';
import {password, withUsers} from '../lab/harness/users.ts';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const target = `--port 80 --backend ${backendAddress} --protocol http --product clb`;

const sizes = [
	[80, 24],
	[40, 12],
] as const;

/** Every process that can be seen, with its words and its environment, as one text. */
const allProcesses = (): string =>
	readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.flatMap(pid => ['cmdline', 'environ'].map(file => `/proc/${pid}/${file}`))
		.map(file => {
			try {
				return readFileSync(file, 'utf8');
			} catch {
				// It has ended.
				return '';
			}
		})
		.join('\n');

describe.skipIf(!hasTmux || labLacks() !== undefined)('other hosts, in a real terminal', {timeout: 120_000}, () => {
	let lab: Lab;
	let desk: Desk;
	let terminal: Terminal | undefined;

	beforeAll(async () => {
		await build();
		lab = await openLab();
		await startNginx(lab);
		desk = await openDesk(
			lab,
			withUsers(lab, [
				{name: 'alice', sudo: 'ALL=(ALL) NOPASSWD: ALL'},
				{name: 'bob', sudo: 'ALL=(ALL) ALL'},
			]),
		);
		await desk.serve(lab.backend, deskSees.backend, ['PasswordAuthentication yes']);
		const {folder} = desk;
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', password, '-f', `${folder}/locked`]);
		await must('sh', ['-c', `cat ${folder}/locked.pub >>${folder}/authorized; : >${folder}/known-nobody`]);
		desk.configure(`
Host by-password
	PubkeyAuthentication no
	User alice
Host locked
	IdentityFile ${folder}/locked
	PasswordAuthentication no
	User alice
Host stranger
	UserKnownHostsFile ${folder}/known-nobody
	IdentityFile ${folder}/key
	User alice
Host by-password locked stranger
	HostName ${deskSees.backend}
	IdentitiesOnly yes
	UserKnownHostsFile ${folder}/known
`);
	});
	afterEach(async () => {
		await terminal?.close();
		terminal = undefined;
	});
	afterAll(async () => lab.close());

	const open = async (args: string, [columns, rows]: readonly [number, number] = [80, 24]): Promise<Terminal> => {
		const before = desk.before.map(word => `'${word}'`).join(' ');
		terminal = await openTerminal({shell: `${before} PROGRAM ${args}`, columns, rows, env: {HOME: desk.folder}});
		return terminal;
	};

	const giveSshPassword = async (at: Terminal): Promise<void> => {
		await at.until('ssh asks you for it');
		await at.keys('Enter');
		await at.until(/password: ?$/);
		await at.keys(password, 'Enter');
	};

	/** Confirms what was found, chooses to go step by step, and runs the first step: what it needs may have been read before. */
	const toStep2 = async (at: Terminal): Promise<void> => {
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		await at.keys('Enter');
		await at.until('Enter runs step 2');
	};

	test.each(sizes)('at %ix%i a password of ssh, then the walk', async (columns, rows) => {
		const at = await open(`--host ssh://by-password ${target}`, [columns, rows]);
		await giveSshPassword(at);
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		const log = (await at.log()).replace(/\s+/g, ' ');
		expect(log).toContain('as root');
		expect(await at.bytes()).not.toContain(password);
	});

	test.each(sizes)('at %ix%i a key with a passphrase, wrong once', async (columns, rows) => {
		const at = await open(`--host ssh://locked ${target}`, [columns, rows]);
		await at.until('ssh asks you for it');
		await at.keys('Enter');
		await at.until(/Enter passphrase for key/);
		await at.keys('wrong', 'Enter');
		await at.until(/passphrase.*passphrase/s);
		await at.keys(password, 'Enter');
		await at.until('Is this what the load balancer is set to?');
	});

	test.each(sizes)('at %ix%i a fingerprint is shown and asked about', async (columns, rows) => {
		await must('sh', ['-c', `: >${desk.folder}/known-nobody`]);
		const at = await open(`--host ssh://stranger ${target}`, [columns, rows]);
		await at.until('ssh shows its fingerprint');
		await at.keys('Enter');
		await at.until(/SHA256.*yes/);
		await at.keys('yes', 'Enter');
		await at.until('Is this what the load balancer is set to?');
	});

	test.each(sizes)('at %ix%i sudo’s password: once, and nowhere to be found', async (columns, rows) => {
		const at = await open(`--host ssh://bob@web-3 ${target}`, [columns, rows]);
		await at.until('sudo wants a password');
		await at.keys('Enter');
		await at.until('Password for sudo');
		await at.keys(password);
		await at.keys('Enter');
		await at.until('Is this what the load balancer is set to?');
		expect(allProcesses()).not.toContain(password);
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		const log = (await at.log()).replace(/\s+/g, ' ');
		expect(log).toContain('as root');
		expect(log).not.toContain(password);
		expect(await at.bytes()).not.toContain(password);
	});

	test('three wrong passwords: it goes on without, and says what it couldn’t see', async () => {
		const at = await open(`--host ssh://bob@web-3 ${target}`);
		await at.until('sudo wants a password');
		await at.keys('Enter');
		for (let tries = 1; tries <= 3; tries++) {
			await at.until(new RegExp(`(Password for sudo.*){${tries}}`, 's'));
			await at.keys('wrong', 'Enter');
		}

		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).not.toContain('as root');
	});

	test('without a password it goes on at once', async () => {
		const at = await open(`--host ssh://bob@web-3 ${target}`);
		await at.until('sudo wants a password');
		await at.keys('s');
		await at.until('Is this what the load balancer is set to?');
	});

	test.each(sizes)('at %ix%i a backend that isn’t here: the host is asked for first', async (columns, rows) => {
		const at = await open(target, [columns, rows]);
		await at.until('Where is the backend server?');
		await at.keys('a;b', 'Enter');
		await at.until('is no name or address');
		await at.keys('C-u');
		await at.keys('closed.invalid', 'Enter');
		await at.until('has no address here');
		await at.keys('C-u');
		await at.keys('web-3', 'Enter');
		await at.until('Is this what the load balancer is set to?');
	});

	const cutSessions = async (): Promise<void> => {
		await must('sh', [
			'-c',
			`for pid in $(ip netns pids ${lab.backend.name}); do grep -q sshd /proc/$pid/comm && kill -9 $pid; done; :`,
		]);
	};

	test('the server goes away in the middle of a walk: it is said, and once it is back the walk goes on', async () => {
		const at = await open(`--host ssh://bob@web-3 ${target}`);
		await at.until('sudo wants a password');
		await at.keys('Enter');
		await at.until('Password for sudo');
		await at.keys(password, 'Enter');
		await toStep2(at);
		await cutSessions();
		await at.keys('r');
		await at.until('Trying again for 60 s');
		await desk.serve(lab.backend, deskSees.backend, ['PasswordAuthentication yes']);
		await at.until('Enter runs step 2');
		const log = (await at.log()).replace(/\s+/g, ' ');
		expect(log).toContain('The host is back');
		expect(log).toContain('commands run as bob from now on');
		await at.keys('q');
		await at.until(/\[exit \d+\]/);
	});

	/** Waits until the host was given up that often, and the walk waits before its second step. */
	const givenUp = async (at: Terminal, times: number): Promise<void> => {
		await waitFor('the host to be given up', async () => {
			const log = (await at.log()).replace(/\s+/g, ' ');
			return log.split('Looking again lets ssh ask you.').length > times;
		});
		await at.until('Enter runs step 2');
	};

	test.each(sizes)(
		'at %ix%i a server that wants a password went away: ssh asks for it again',
		async (columns, rows) => {
			const at = await open(`--host ssh://by-password ${target}`, [columns, rows]);
			await giveSshPassword(at);
			await toStep2(at);
			await cutSessions();
			await desk.serve(lab.backend, deskSees.backend, ['PasswordAuthentication yes']);
			await at.keys('r');
			// Without the terminal ssh may not ask.
			await givenUp(at, 1);
			await at.keys('r');
			await at.until('ssh asks you for it');
			await at.keys('s');
			await givenUp(at, 2);
			await at.keys('r');
			await giveSshPassword(at);
			await at.until('Enter runs step 2');
			await at.keys('Enter');
			await at.until('Enter runs step 3');
			expect(await at.bytes()).not.toContain(password);
		},
	);

	test('Ctrl+C ends the waiting for a server that is gone', async () => {
		const at = await open(`--host ssh://web-3 ${target}`);
		await toStep2(at);
		await cutSessions();
		await at.keys('r');
		await at.until('Trying again for 60 s');
		await at.keys('C-c');
		await at.until('Enter runs step 2');
		await at.keys('C-c');
		expect(await at.until(/\[exit \d+\]/)).not.toContain('Warning');
		await desk.serve(lab.backend, deskSees.backend, ['PasswordAuthentication yes']);
	});
});
