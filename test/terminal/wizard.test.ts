import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import {networkInterfaces, tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasTmux} from './terminal.ts';
import {useTerminals} from './use-terminals.ts';

/** The colours of SGR: 30 to 38 and 90 to 97, in any place of the sequence. */
const colour = /\u001B\[(?:[\d;]*;)?(?:3[0-8]|9[0-7])(?:;[\d;]*)?m/;

describe.skipIf(!hasTmux)('in a real terminal', {timeout: 120_000}, () => {
	let server: Server;
	let port = '';
	let address = '';
	const open = useTerminals();
	const backend = (): readonly string[] => ['--port', port, '--backend', address, '--protocol', 'http'];

	beforeAll(async () => {
		address =
			Object.values(networkInterfaces())
				.flat()
				.find(found => found?.family === 'IPv4' && !found.internal)?.address ?? '127.0.0.1';
		server = createServer((_request, response) => response.end('fine'));
		await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
		const bound = server.address();
		port = typeof bound === 'object' && bound !== null ? `${bound.port}` : '';
	});
	afterAll(() => {
		server.close();
	});

	test.each([
		[80, 24],
		[40, 12],
	])('at %ix%i the wizard asks, walks and concludes by Enter alone', async (columns, rows) => {
		const at = await open({args: ['--backend', address, '--port', port], columns, rows});
		await at.until('Which load balancer is it?');
		await at.keys('Enter');
		await at.until('What does the health check speak?');
		await at.keys('Down', 'Enter');
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Down', 'Enter');
		await at.until(/\[exit \d+\]/);
		const log = await at.log();
		for (const words of ['Step 1 of ', 'The same run again, without questions', 'slb-wizard check'])
			expect(log).toContain(words);
		expect(log).toMatch(/(Healthy|Unhealthy|Unknown)/);
		// The scrollback is the log of the incident: the first line is still there, and nothing is there twice.
		expect(log.match(/^slb-wizard \d/gm)).toHaveLength(1);
		expect(log.match(/Step 1 of /g)).toHaveLength(1);
		// What a frame as tall as the screen makes Ink do: it wipes the scrollback.
		expect(await at.bytes()).not.toContain('\u001B[3J');
	});

	test('step by step: run, why, whole output, look again, back, skip, pace', async () => {
		const at = await open({args: [...backend(), '--product', 'clb']});
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		expect(await at.screen()).not.toContain('r look again');
		await at.keys('?');
		await at.until('Why:');
		await at.keys('Enter');
		await at.until('Enter runs step 2');
		await at.keys('o');
		await at.until('$ ');
		await at.keys('r');
		await at.until(/ms\) Step 1 of .*Enter runs step 2/);
		await at.keys('Escape');
		await at.until('Enter runs step 1');
		await at.keys('s');
		await at.until('Skipped by you: not checked.');
		await at.keys('p');
		await at.until('All at once');
		await at.keys('Down', 'Down', 'Enter');
		await at.until('Enter closes');
		const log = await at.log();
		expect(log).toContain('Not checked');
		await at.keys('Enter');
		await at.until(/\[exit \d+\]/);
	});

	test('at the end c sends the short form to the terminal’s clipboard, and the report is written', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'slbw-report-'));
		try {
			const report = join(folder, 'report.html');
			const at = await open({args: [...backend(), '--product', 'clb', '--report', report]});
			await at.clipboardOn();
			await at.until('Is this what the load balancer is set to?');
			await at.keys('Down', 'Enter');
			await at.until('Enter runs step 1');
			await at.keys('p');
			await at.until('All at once');
			await at.keys('Down', 'Down', 'Enter');
			await at.until('c copies the short form');
			await at.keys('c');
			await at.until('was sent to your terminal’s clipboard');
			const copied = await at.clipboard();
			expect(copied.split('\n').length).toBeLessThanOrEqual(16);
			expect(copied).toContain(`CLB, HEAD http://${address}:${port}/`);
			expect(copied).toContain('Again: slb-wizard check');
			await at.keys('Enter');
			await at.until(/The report is in .*\[exit \d+\]/);
			expect(readFileSync(report, 'utf8')).toContain('<!doctype html>');
		} finally {
			rmSync(folder, {recursive: true, force: true});
		}
	});

	test('keys that arrive in one read each count, but none for a question that was not there yet', async () => {
		const at = await open({args: ['--backend', address, '--port', port]});
		await at.until('Which load balancer is it?');
		await at.keys('Down', 'Down', 'Enter', 'Enter', 'Down', 'Enter');
		await at.until('Question 2 of 4');
		const log = await at.log();
		expect(log).toContain('Which load balancer is it? NLB');
		expect(log).not.toContain('probe from? ');
		expect(log).not.toContain('What does the health check speak?');
	});

	test('a port that isn’t allowed is asked for again, with what is allowed', async () => {
		const at = await open({args: ['--product', 'clb', '--backend', address]});
		await at.until('Which port of this server');
		await at.keys('7', '0', '0', '0', '0', 'BSpace', '9', 'Enter');
		await at.until('“70009” must be a whole number from 1 to 65535.');
	});

	test('Ctrl+C at a question ends with the summary and gives the terminal back', async () => {
		const at = await open({args: [...backend(), '--product', 'clb']});
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		await at.keys('C-c');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toMatch(/not\s+reached/);
		expect(await at.bytes()).toMatch(/\u001B\[\?25h(?!.*\u001B\[\?25l)/s);
	});

	test('Ctrl+C before the walk ends without a trace', async () => {
		const at = await open({});
		await at.until('Which load balancer is it?');
		await at.keys('C-c');
		await at.until('[exit 130]');
		expect(await at.log()).not.toMatch(/at .*\(|Error|Looking at this host/);
	});

	test('NO_COLOR leaves no colour, and without it there is some', async () => {
		const plain = await open({args: ['demo'], env: {NO_COLOR: '1'}});
		await plain.until('Enter runs step 1');
		await plain.keys('Enter');
		await plain.until('Enter runs step 2');
		expect(await plain.bytes()).not.toMatch(colour);
		await plain.close();
		const coloured = await open({args: ['demo']});
		await coloured.until('Enter runs step 1');
		await coloured.keys('Enter');
		await coloured.until('Enter runs step 2');
		expect(await coloured.bytes()).toMatch(colour);
	});

	test('a narrower terminal in the middle of a question keeps the question, once', async () => {
		const at = await open({});
		await at.until('Which load balancer is it?');
		await at.resize(50, 14);
		await at.until('Enter takes CLB');
		await at.keys('Down');
		await at.until('Enter takes ALB');
		await at.resize(90, 30);
		await at.keys('Down');
		const screen = await at.until('Enter takes NLB');
		expect(screen.match(/❯/g)).toHaveLength(1);
	});

	test.each(['SIGTERM', 'SIGHUP'] as const)('%s gives the terminal back and prints the summary', async signal => {
		const at = await open({shell: `sh -c 'echo "pid=$$"; exec PROGRAM ${backend().join(' ')} --product clb'`});
		await at.until('Is this what the load balancer is set to?');
		const pid = /pid=(\d+)/.exec(await at.log())?.[1];
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		process.kill(Number(pid), signal);
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toContain('The same run again, without questions');
		expect(await at.bytes()).toMatch(/\u001B\[\?25h(?!.*\u001B\[\?25l)/s);
	});
});
