import {spawnSync} from 'node:child_process';
import {createServer, type Server} from 'node:http';
import {networkInterfaces} from 'node:os';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {hasTmux} from './terminal.ts';
import {useTerminals} from './use-terminals.ts';

const program = new URL('../../source/bin.mjs', import.meta.url).pathname;

describe.skipIf(!hasTmux)('watching in a real terminal', {timeout: 120_000}, () => {
	let server: Server;
	let status = 200;
	let port = '';
	let address = '';
	const open = useTerminals();
	const backend = (): readonly string[] => ['--port', port, '--backend', address, '--protocol', 'http'];
	const fast = ['--interval', '1', '--healthy', '2', '--unhealthy', '2'];

	beforeAll(async () => {
		address =
			Object.values(networkInterfaces())
				.flat()
				.find(found => found?.family === 'IPv4' && !found.internal)?.address ?? '127.0.0.1';
		server = createServer((_request, response) => {
			response.statusCode = status;
			response.end();
		});
		await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
		const bound = server.address();
		port = typeof bound === 'object' && bound !== null ? `${bound.port}` : '';
	});
	afterEach(async () => {
		status = 200;
	});
	afterAll(() => {
		server.close();
	});

	test.each([
		[80, 24],
		[40, 12],
	])('at %ix%i: a fault comes and goes, q ends with a summary', async (columns, rows) => {
		const at = await open({args: ['watch', ...backend(), ...fast], columns, rows});
		await at.until('It is healthy');
		status = 503;
		await at.until('From healthy to unhealthy');
		status = 200;
		await at.until(/1 of 2 passed in a row; healthy/);
		await at.until('From unhealthy to healthy');
		await at.resize(columns + 5, rows);
		await at.keys('q');
		await at.until('[exit 0]');
		const log = await at.log();
		expect(log).toMatch(/The\s+verdict\s+changed\s+2\s+times/);
		expect(log.match(/Watching this host/g)).toHaveLength(1);
		const bytes = await at.bytes();
		expect(bytes).not.toContain('\u001B[3J');
		expect(bytes).toMatch(/\u001B\[\?25h(?!.*\u001B\[\?25l)/s);
	});

	test('Ctrl+C ends with a summary too, and says so in the exit status', async () => {
		const at = await open({args: ['watch', ...backend(), ...fast]});
		await at.until('Probe 1');
		await at.keys('C-c');
		await at.until('[exit 130]');
		expect(await at.log()).toContain('Stopped:');
	});

	test('from the end of the wizard’s walk, until it is healthy', async () => {
		const at = await open({args: [...backend(), ...fast, '--product', 'clb']});
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Down', 'Enter');
		// All at once ends by itself; step by step there is an end to choose at.
		await at.until(/\[exit \d+\]/);
		await at.close();
		const guided = await open({args: [...backend(), ...fast, '--product', 'clb']});
		await guided.until('Is this what the load balancer is set to?');
		await guided.keys('Down', 'Enter');
		await guided.until('Enter runs step 1');
		await guided.keys('p');
		await guided.until('All at once');
		await guided.keys('Down', 'Down', 'Enter');
		await guided.until('w watches until');
		await guided.keys('w');
		await guided.until('What was waited for has come: healthy');
		await guided.until('[exit 0]');
	});

	test('from the end of the walk the check is sent from the seat only after a yes', async () => {
		const at = await open({args: [...backend(), '--product', 'clb']});
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		await at.keys('p');
		await at.until('All at once');
		await at.keys('Down', 'Down', 'Enter');
		await at.until('l sends the check');
		await at.keys('l');
		await at.until('Send the check from the load balancer');
		await at.keys('Enter');
		await at.until('l sends the check');
		expect(await at.log()).not.toContain("From the load balancer's seat");
		await at.keys('l');
		await at.until('Send the check from the load balancer');
		await at.keys('Down', 'Enter');
		await at.until(/w watches until the load balancer sees it healthy(?! · l)/);
		expect(await at.log()).toMatch(/load\s+balancer's\s+seat/);
		await at.keys('Enter');
		await at.until(/\[exit \d+\]/);
	});

	test('line by line no byte moves the cursor, and a fault is told', async () => {
		status = 503;
		const at = await open({args: ['watch', ...backend(), ...fast, '--plain', '--until', 'unhealthy'], rows: 40});
		await at.until('[exit 0]');
		expect(await at.log()).toMatch(/PROBLEM: .* probe 1: 503 in/);
		expect(await at.bytes()).not.toMatch(/[\u0000-\u0009\u000B\u000C\u000E-\u001F]/);
	});

	test.each<[string, readonly string[], RegExp]>([
		['a time limit without anything to wait for', ['--timeout', '5'], /--timeout goes with --until.*--check-timeout/s],
		['a verdict that there isn’t', ['--until', 'green'], /healthy, unhealthy, change/],
		['a limit out of range', ['--until', 'healthy', '--timeout', '0'], /--timeout "0": must be a whole number/],
		['a timeout of the check out of range', ['--check-timeout', '301'], /--check-timeout "301": must be/],
		['two ways to speak', ['--json', '--plain'], /--json/],
	])('%s is bad usage', (_, words, message) => {
		const {
			status: code,
			stdout,
			stderr,
		} = spawnSync(process.execPath, [program, 'watch', '--port', '1', '--backend', '127.0.0.1', ...words], {
			encoding: 'utf8',
		});
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(message);
	});

	test('what doesn’t come in time ends with 1', () => {
		const {status: code, stdout} = spawnSync(
			process.execPath,
			[
				program,
				'watch',
				...['--port', '1', '--backend', '127.0.0.1', ...fast],
				'--json',
				'--until',
				'healthy',
				'--timeout',
				'4',
			],
			{encoding: 'utf8'},
		);
		expect(code).toBe(1);
		const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
		expect(last).toMatchObject({type: 'ended', because: 'limit', verdict: 'unhealthy'});
	});
});
