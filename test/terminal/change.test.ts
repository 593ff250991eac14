import {existsSync, readFileSync} from 'node:fs';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {quoteWord} from '../../source/engine/command.ts';
import {nothingLeft, touched} from '../lab/harness/change.ts';
import {sleep, waitFor} from '../lab/harness/execute.ts';
import {changeFolders, changeStates, withJournal} from '../lab/harness/journal.ts';
import {backendAddress, type Lab, openLab} from '../lab/harness/lab.ts';
import {labLacks} from '../lab/harness/needs.ts';
import {startNginx} from '../lab/harness/nginx.ts';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const why = hasTmux ? labLacks() : 'there is no tmux';

const wizardOf = (shell: number): number => {
	const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ');
	expect(children).toHaveLength(1);
	return Number(children[0]);
};

/** Stops the wizard until its countdown is due: what it does first when it goes on is to draw. The hang-up lets it go on. */
const tickIsDue = async (wizard: number): Promise<void> => {
	process.kill(wizard, 'SIGSTOP');
	await sleep(1500);
};

describe.skipIf(why !== undefined)('a change in a real terminal', {timeout: 180_000}, () => {
	let lab: Lab;
	let at: Terminal;
	let host: Awaited<ReturnType<typeof touched>>;

	const open = async (...more: readonly string[]): Promise<void> => {
		const before = ['ip', 'netns', 'exec', lab.backend.name, 'env', ...withJournal(lab)];
		const target = ['--backend', backendAddress, '--port', '80', '--protocol', 'http', '--product', 'clb', ...more];
		at = await openTerminal({shell: `${before.map(quoteWord).join(' ')} PROGRAM ${target.join(' ')}`, rows: 120});
	};

	/** Up to the first problem, where a remedy can be tried. */
	const toProblem = async (): Promise<void> => {
		await open();
		await at.until('Is this what the load balancer is set to?');
		await at.keys('Enter');
		await at.until('f fix it');
	};

	const isUntouched = async (): Promise<void> => {
		expect(await touched(lab)).toEqual(host);
		expect(changeFolders(lab)).toEqual([]);
	};

	beforeAll(build);
	beforeEach(async () => {
		lab = await openLab();
		await startNginx(lab);
		await lab.backend.sh('iptables -A INPUT -s 100.64.0.0/10 -j DROP');
		host = await touched(lab);
	});
	afterEach(async () => {
		await at.close();
		await lab.close();
	});

	test('Enter, pasted newlines and type-ahead never change the host; Esc leaves it as it is', async () => {
		await toProblem();
		await at.keys('f');
		await at.keys('Enter', 'Enter');
		await at.keys('c', 'h', 'a', 'n', 'g', 'e');
		await at.keys('Enter');
		await at.until('Type change and Enter to do it');
		await at.keys('Enter');
		await at.keys('-l', '\r\r\r');
		await at.keys('-l', 'yes\r');
		await at.keys('-l', 'change\r');
		await at.until('change_');
		await at.keys('BSpace');
		await at.until('chang_');
		await at.keys('Enter');
		await isUntouched();
		await at.keys('Escape');
		await at.until('Nothing is changed.');
		await isUntouched();
	});

	test('the word makes it, and k keeps it', async () => {
		await toProblem();
		await at.keys('f');
		await at.until('Type change and Enter to do it');
		const plan = (await at.log()).replace(/\s+/g, ' ');
		for (const words of ['iptables -I INPUT', 'iptables -D INPUT', 'low risk', 'after 120 s'])
			expect(plan).toContain(words);
		await at.keys('-l', 'change');
		await at.until('change_');
		await at.keys('Enter');
		await at.until(/Keep this change\? It goes back by itself in \d+ s/);
		expect(changeStates(lab)).toEqual(['changed']);
		await at.keys('Enter');
		await at.keys('k');
		await at.until('Kept.');
		expect(changeStates(lab)).toEqual(['kept']);
		await nothingLeft(lab);
		expect(await lab.backend.sh('iptables -S INPUT')).toContain('slb-wizard:');
		const log = (await at.log()).replace(/\s+/g, ' ');
		for (const words of ['Written down', 'Rehearsed', 'Changed.', 'Fixed:', 'slb-wizard undo'])
			expect(log).toContain(words);
	});

	test('u puts it back at once, and the walk goes on', async () => {
		await toProblem();
		await at.keys('f');
		await at.until('Type change and Enter to do it');
		await at.keys('-l', 'change');
		await at.until('change_');
		await at.keys('Enter');
		await at.until('Keep this change?');
		await at.keys('u');
		await at.until('Taken back: the host is as it was before.');
		expect(await touched(lab)).toEqual(host);
		await at.until('f fix it');
		await nothingLeft(lab);
	});

	test('Ctrl+L at the word draws the plan up in that language, while a change is in force it decides nothing', async () => {
		await toProblem();
		await at.keys('f');
		await at.until('Type change and Enter to do it');
		await at.keys('-l', 'chan');
		await at.until('chan_');
		await at.keys('C-l');
		await at.until(/低风险.*撤销方法.*输入 change 并按 Enter 执行/);
		// What was typed under the other plan is no part of a yes to this one.
		await at.keys('-l', 'ge');
		await at.keys('Enter');
		await isUntouched();
		for (const _ of 'ge') await at.keys('BSpace');
		await at.keys('-l', 'change');
		await at.until('change_');
		await at.keys('Enter');
		await at.until(/保留这个改动吗？.*k 保留 · u 撤销 · Ctrl\+L English/);
		expect((await at.log()).split('低风险')[1]).not.toMatch(/It does|taken back|Rehearsed|low risk/);
		expect(changeStates(lab)).toEqual(['changed']);
		await at.keys('C-l');
		await at.until('k keep it · u put it back now · Ctrl+L 中文');
		expect(changeStates(lab)).toEqual(['changed']);
		await at.keys('C-l');
		await at.until('k 保留');
		await at.keys('u');
		await at.until('已撤销：主机恢复原样。');
		expect(await touched(lab)).toEqual(host);
		// What comes then is all in that language, the offer to mend it too.
		await at.until('f 修复');
		expect((await at.log()).split('已撤销')[1]).not.toMatch(/To mend it|Seen with|Step \d/);
		await nothingLeft(lab);
	});

	test.for([
		['a terminal that is closed puts it back', async () => {}],
		['so does one that is written to before the program hears of it', tickIsDue],
	] as const)('%s', async ([, prepare]) => {
		await toProblem();
		await at.keys('f');
		await at.until('Type change and Enter to do it');
		await at.keys('-l', 'change');
		await at.until('change_');
		await at.keys('Enter');
		await at.until('Keep this change?');
		const wizard = wizardOf(await at.pid());
		await prepare(wizard);
		await at.close();
		await nothingLeft(lab);
		await waitFor('the wizard to end', () => !existsSync(`/proc/${wizard}`));
		expect(changeStates(lab)).toEqual(['undone']);
		expect(await touched(lab)).toEqual(host);
	});

	test('line by line: a bare Enter, another word and lines typed ahead change nothing, the word does', async () => {
		await open('--plain');
		await at.until(/Is this what the load balancer is set to\?.*Number/);
		await at.keys('Enter');
		const fix = /(\d+) fix what was found/;
		const screen = (await at.until(fix)).replace(/\s+/g, ' ');
		const number = fix.exec(screen)?.[1] ?? '';
		await at.keys('-l', `${number}\r`);
		await at.keys('-l', 'change\rchange\r');
		await at.until('Type change to do it');
		await isUntouched();
		await at.keys('Enter');
		await at.until(/Nothing is changed\..*fix what was found/);
		await at.keys('-l', `${number}\r`);
		await at.until(/Nothing is changed\..*Type change to do it, > is 中文/);
		await at.keys('-l', '>\r');
		await at.until(/撤销方法.*确认请输入 change/);
		await at.keys('-l', '>\r');
		await at.until(/撤销方法.*Type change to do it, > is 中文:? *$/);
		await isUntouched();
		await at.keys('-l', 'yes\r');
		await at.until(/Nothing is changed\..*Nothing is changed\./);
		await isUntouched();
		await at.keys('-l', `${number}\r`);
		await at.until(/Nothing is changed\..*Nothing is changed\..*Type change to do it/);
		await at.keys('-l', 'change\r');
		await at.until('k keeps it, u puts it back');
		await at.keys('-l', 'u\r');
		await at.until('Taken back');
		expect(await touched(lab)).toEqual(host);
	});
});
