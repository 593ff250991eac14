import {spawn} from 'node:child_process';
import {beforeAll, describe, expect, test} from 'vitest';
import {build, hasTmux, type openTerminal} from './terminal.ts';
import {useTerminals} from './use-terminals.ts';

const program = new URL('../../source/bin.mjs', import.meta.url).pathname;

/** Every control but newline and carriage return (the terminal itself makes CR LF of LF). */
const movement = /[\u0000-\u0009\u000B\u000C\u000E-\u001F]/;

describe.skipIf(!hasTmux)('line by line', {timeout: 120_000}, () => {
	const open = useTerminals();

	test.each<readonly [string, Parameters<typeof openTerminal>[0]]>([
		['--plain', {args: ['demo', '--plain']}],
		['TERM=dumb', {args: ['demo'], env: {TERM: 'dumb'}}],
		['ACCESSIBLE=1', {args: ['demo'], env: {ACCESSIBLE: '1'}}],
		['INK_SCREEN_READER=true', {args: ['demo'], env: {INK_SCREEN_READER: 'true'}}],
	])('%s: the demo from its first step to its verdict, and no byte moves the cursor', async (_why, options) => {
		const at = await open({...options, rows: 50});
		await at.until('Number [1]:');
		await at.keys('4', 'Enter');
		await at.until('3 all at once');
		await at.keys('3', 'Enter');
		await at.until('2 look again at everything');
		await at.keys('Enter');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toContain('PROBLEM: Unhealthy: the health check fails');
		const bytes = await at.bytes();
		expect(bytes.length).toBeGreaterThan(500);
		expect(bytes).not.toMatch(movement);
	});

	test('Ctrl+C at a question ends with the summary', async () => {
		const at = await open({args: ['demo', '--plain']});
		await at.until('Number [1]:');
		await at.keys('C-c');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toContain('The same run again, without questions');
	});

	test('Ctrl+D at a question ends with the summary', async () => {
		const at = await open({args: ['demo', '--plain']});
		await at.until('Number [1]:');
		await at.keys('C-d');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toContain('The same run again, without questions');
	});
});

describe('without a terminal', () => {
	beforeAll(build);

	test('answers from a pipe lead to the verdict', async () => {
		const child = spawn(process.execPath, [program, 'demo'], {stdio: ['pipe', 'pipe', 'pipe']});
		let written = '';
		child.stdout.on('data', words => {
			written += words;
		});
		// The pace, all at once; then close.
		child.stdin.end('4\n3\n1\n');
		const status = await new Promise(resolve => child.on('close', resolve));
		expect(written).toContain('PROBLEM: Unhealthy: the health check fails');
		expect(written).not.toMatch(movement);
		expect(status).toBe(1);
	});

	test('nobody to answer: exit 2, and the command that asks nothing', async () => {
		const child = spawn(process.execPath, [program], {stdio: ['ignore', 'pipe', 'pipe']});
		let words = '';
		child.stderr.on('data', text => {
			words += text;
		});
		const status = await new Promise(resolve => child.on('close', resolve));
		expect(status).toBe(2);
		expect(words).toContain('slb-wizard check --port <n>');
	});
});
