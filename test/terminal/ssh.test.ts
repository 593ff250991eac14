import {readdirSync, readFileSync} from 'node:fs';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {type Desk, deskSees, openDesk} from '../lab/harness/desk.ts';
import {must} from '../lab/harness/execute.ts';
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

	const show = async (at: Terminal, name: string): Promise<void> => {
		const {appendFileSync} = await import('node:fs');
		appendFileSync('/tmp/w/screens', `----- ${name}\n${await at.screen()}`);
	};

	test.each(sizes)('at %ix%i a password of ssh, then the walk', async (columns, rows) => {
		const at = await open(`--host ssh://by-password ${target}`, [columns, rows]);
		await at.until('ssh asks you for it');
		await show(at, `password question ${columns}`);
		await at.keys('Enter');
		await at.until(/password: ?$/);
		await show(at, `ssh asks ${columns}`);
		await at.keys(password, 'Enter');
		await at.until('Is this what the load balancer is set to?');
		await show(at, `after ${columns}`);
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		await show(at, `end ${columns}`);
		const log = await at.log();
		expect(log).toContain('as root');
		expect(log.match(/Is this what the load balancer/g) ?? []).toHaveLength(0);
		expect(await at.bytes()).not.toContain(password);
	});

	test.each(sizes)('at %ix%i a key with a passphrase, wrong once', async (columns, rows) => {
		const at = await open(`--host ssh://locked ${target}`, [columns, rows]);
		await at.until('ssh asks you for it');
		await at.keys('Enter');
		await at.until(/Enter passphrase for key/);
		await at.keys('wrong', 'Enter');
		await at.until(/passphrase.*passphrase/s);
		await show(at, `passphrase ${columns}`);
		await at.keys(password, 'Enter');
		await at.until('Is this what the load balancer is set to?');
		await show(at, `after ${columns}`);
	});

	test.each(sizes)('at %ix%i a fingerprint is shown and asked about', async (columns, rows) => {
		await must('sh', ['-c', `: >${desk.folder}/known-nobody`]);
		const at = await open(`--host ssh://stranger ${target}`, [columns, rows]);
		await at.until('ssh shows its fingerprint');
		await show(at, `stranger ${columns}`);
		await at.keys('Enter');
		await at.until(/SHA256.*yes/);
		await show(at, `fingerprint ${columns}`);
		await at.keys('yes', 'Enter');
		await at.until('Is this what the load balancer is set to?');
		await show(at, `after ${columns}`);
	});

	test.each(sizes)('at %ix%i sudo’s password: once, and nowhere to be found', async (columns, rows) => {
		const at = await open(`--host ssh://bob@web-3 ${target}`, [columns, rows]);
		await at.until('sudo wants a password');
		await show(at, `sudo ${columns}`);
		await at.keys('Enter');
		await at.until('Password for sudo');
		await at.keys(password);
		await show(at, `typed ${columns}`);
		await at.keys('Enter');
		await at.until('Is this what the load balancer is set to?');
		await show(at, `after ${columns}`);
		expect(allProcesses()).not.toContain(password);
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		const log = await at.log();
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
		await show(at, `wrong`);
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
		await show(at, `where ${columns}`);
		await at.keys('a;b', 'Enter');
		await at.until('is no name or address');
		await show(at, `refused ${columns}`);
		await at.keys('C-u');
		await at.keys('closed.invalid', 'Enter');
		await at.until('has no address here');
		await show(at, `no address ${columns}`);
		await at.keys('C-u');
		await at.keys('web-3', 'Enter');
		await at.until('Is this what the load balancer is set to?');
		await show(at, `after ${columns}`);
	});
});
