import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const recording = (name: string): readonly string[] => [
	'--host',
	`replay:${new URL(`../recordings/${name}`, import.meta.url).pathname}`,
];
const loopback = recording('nginx-listens-on-127-0-0-1-only');

const times = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

describe.skipIf(!hasTmux)('finding one’s way in a real terminal', {timeout: 180_000}, () => {
	let at: Terminal;
	const open = async (args: readonly string[], more: Parameters<typeof openTerminal>[0] = {}): Promise<void> => {
		at = await openTerminal({args, ...more});
	};
	const toFirstStep = async (): Promise<void> => {
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
	};

	beforeAll(build);
	afterEach(async () => at.close());

	test.each([
		[80, 24],
		[40, 12],
	])('at %ix%i Esc goes back, and what another answer makes void is said before and after', async (columns, rows) => {
		await open(['--backend', '192.0.2.9', '--host', 'local'], {columns, rows});
		await at.until('Question 1 before the walk Which load balancer is it?');
		await at.keys('Enter');
		await at.until('Question 2 of 4');
		await at.keys('8080');
		await at.until('Enter takes 8080');
		await at.keys('Enter');
		await at.until('Question 3 of 4');
		await at.keys('Enter');
		await at.until('Question 4 of 4');
		for (const words of ['Question 3 of 4', 'Which port of this server', 'Which load balancer is it?']) {
			await at.keys('Escape');
			await at.until(words);
		}

		await at.until(/Another answer than before makes void: Check protocol HTTP/);
		// The same answer keeps all of them.
		await at.keys('Enter');
		await at.until('Is this what the load balancer is set to?');
		expect(await at.log()).not.toContain('No longer counts');
		await at.keys('Escape');
		await at.until('Which load balancer is it?');
		await at.keys('Down', 'Enter');
		await at.until('Which addresses does the load balancer probe from?');
		expect((await at.log()).replace(/\s+/g, ' ')).toContain('No longer counts: Check protocol HTTP');
	});

	test('j goes to a step; what is passed over is not checked, and the verdict is not green for it', async () => {
		await open(recording('probes-arrive-and-are-served'));
		await toFirstStep();
		await at.keys('j');
		await at.until('Which step do you want to go to?');
		await at.keys('1', '2');
		await at.until('Steps 1 to 11 are passed over: not checked.');
		await at.keys('Enter');
		await at.until(/Step 12 of 13 · .* · no verdict yet, \d+ not checked Enter runs step 12/);
		await at.keys('p');
		await at.until('All at once');
		await at.keys('Down', 'Down', 'Enter');
		await at.until('Enter closes');
		expect(await at.log()).toContain('Unknown');
		await at.keys('j');
		await at.until('Which step do you want to go to?');
		await at.keys('1', 'Enter');
		await at.until(/Step 1 of 13 · .* so far.* Enter goes on with step 1/);
	});

	test('keys that come while a step runs, or together, answer nothing', async () => {
		await open(['demo', 'hung']);
		await at.until('Enter runs step 1');
		// All in one read: nobody has pressed these one after the other.
		await at.keys('-l', '\r\r\r\r');
		await at.keys('-l', 'sqs\r');
		await at.keys('o');
		await at.until('Enter runs step 1');
		await at.keys('Enter');
		await at.until('Ctrl+C stops it');
		await at.keys('-l', '\r\r');
		await at.keys('Enter');
		await at.keys('s');
		await at.keys('q');
		await at.until('Enter runs step 2');
		await at.keys('?');
		await at.until('Why now');
		const log = await at.log();
		expect(log).not.toMatch(/Step 3 of|Skipped|Verdict/);
	});

	test('a terminal that changes its size in every phase loses nothing and shows nothing twice', async () => {
		await open(loopback);
		const sizes = [
			[60, 20],
			[40, 12],
			[100, 30],
			[80, 24],
		] as const;
		// A list of long titles broken anew at 40 columns is taller than 12 rows: its top is history before anybody hears of it.
		const roomy = [
			[60, 24],
			[40, 24],
			[100, 30],
			[80, 24],
		] as const;
		const wobble = async (words: string, through: typeof sizes | typeof roomy = sizes): Promise<void> => {
			for (const [columns, rows] of through) {
				await at.resize(columns, rows);
				await at.until(words);
			}
		};
		await at.until('Is this what the load balancer is set to?');
		await wobble('Is this what the load balancer is set to?');
		await at.keys('Down', 'Enter');
		await at.until('Enter runs step 1');
		await wobble('Enter runs step 1');
		await at.keys('Enter');
		await at.until('Enter runs step 2');
		await wobble('Enter runs step 2');
		await at.keys('j');
		await wobble('Which step do you want to go to?', roomy);
		await at.keys('Escape');
		await at.until('Enter runs step 2');
		await at.keys('p');
		await wobble('How do you want to go on?', roomy);
		await at.keys('Down', 'Down', 'Enter');
		await at.until('Enter closes');
		await wobble('Enter closes');
		await at.keys('Enter');
		await at.until('[exit 1]');
		const log = await at.log();
		for (const words of [/^slb-wizard \d/gm, /Step 1 of 13 · Does/g, /Step 9 of 13 · /g, /without questions/g])
			expect(times(log, words), `${words}\n${log}`).toBe(1);
		expect(log).not.toMatch(/Enter runs|Enter closes|Esc back|Which step|How do you want/);
		expect(await at.bytes()).not.toContain('\u001B[3J');
	});

	test('a size that changes while a command runs leaves one live part', async () => {
		await open(['demo', 'too-slow']);
		await at.until('Enter runs step 1');
		await at.keys('Enter');
		await at.until('Ctrl+C stops it');
		await at.resize(40, 12);
		await at.resize(90, 30);
		await at.resize(50, 14);
		await at.until('Enter runs step 2');
		const log = await at.log();
		expect(log).not.toMatch(/Ctrl\+C stops|Looking/);
		expect(times(log, /Enter runs/g)).toBe(1);
	});

	test('on a slow line: under 4 kB a step beside the text itself, also while a command takes seconds', async () => {
		await open(['demo', 'too-slow']);
		await at.until('Enter runs step 1');
		for (const number of [2, 3, 4]) {
			const [bytes, log] = [await at.bytes(), await at.log()];
			await at.keys('Enter');
			await at.until(`Enter runs step ${number}`);
			const written = Buffer.byteLength(await at.bytes()) - Buffer.byteLength(bytes);
			const told = Buffer.byteLength(await at.log()) - Buffer.byteLength(log);
			expect(written - told, `${written} bytes for ${told} of text`).toBeLessThan(4096);
		}
	});

	test('an idle question writes nothing', async () => {
		await open(loopback);
		await toFirstStep();
		const before = await at.bytes();
		await new Promise(resolve => setTimeout(resolve, 2500));
		expect(await at.bytes()).toBe(before);
	});

	test('no colour that a light or a dark background swallows, and none beyond sixteen', async () => {
		await open(loopback);
		await toFirstStep();
		await at.keys('p');
		await at.until('All at once');
		await at.keys('Down', 'Down', 'Enter');
		await at.until('Enter closes');
		const used = new Set([...(await at.bytes()).matchAll(/\u001B\[([\d;]*)m/g)].map(([, code]) => code));
		// green, red, yellow, magenta, cyan; bold and dim; and their ends.
		const allowed = ['32', '31', '33', '35', '36', '39', '1', '2', '22'];
		expect([...used].filter(code => !allowed.includes(code ?? ''))).toEqual([]);
		expect(used.has('31')).toBe(true);
	});

	test('a screen reader gets each line once: what was written is what stands there', async () => {
		await open([...loopback, '--plain'], {rows: 500, columns: 100});
		await at.until(/Is this what the load balancer is set to\?.*Number \[1\]:/);
		await at.keys('2', 'Enter');
		await at.until(/Step 1 of 13 · \S+ · no verdict yet 1 run step 1.*Number \[1\]: *$/);
		await at.keys('?', 'Enter');
		await at.until(/It can’t be told.*Number \[1\]: *$/);
		await at.keys('j', 'Enter');
		await at.until(/14 stay here.*Number \[14\]: *$/);
		await at.keys('9', 'Enter');
		await at.until(/passed over: not checked.*run step 9.*Number \[1\]: *$/);
		await at.keys('Enter');
		await at.until(/run step 10.*Number \[1\]: *$/);
		await at.keys('4', 'Enter');
		await at.until('3 all at once');
		await at.keys('3', 'Enter');
		await at.until(/look again at everything.*Number \[1\]: *$/);
		const bytes = await at.bytes();
		expect(bytes).not.toMatch(/[\u0000-\u0009\u000B\u000C\u000E-\u001F]/);
		const lines = (text: string): readonly string[] => text.split('\n').map(line => line.trimEnd());
		const written = lines(bytes.replaceAll('\r', ''));
		expect(lines((await at.log()).trimEnd())).toEqual(written);
		expect(times(bytes, /Step 9 of 13 · Does/g)).toBe(1);
	});
});
