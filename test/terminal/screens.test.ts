import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import stringWidth from 'string-width';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasTmux, type Terminal} from './terminal.ts';
import {useTerminals} from './use-terminals.ts';

/**
 * Whole screens, as they stand in a real terminal. To make the files in `screens` anew: vitest with `--update`; then
 * read what has changed, screen by screen.
 */

type Language = 'en' | 'zh-CN';

/** What is waited for before a screen is read. */
const words = {
	en: {
		start: 'Is this what the load balancer is set to?',
		menu: 'Which setting is different?',
		port: 'Which port of this server does the load balancer use?',
		codes: 'Which status codes does the health check accept?',
		lead: 'the verdict is not healthy.',
		jump: 'Which step do you want to go to?',
		pace: 'How do you want to go on?',
		end: 'Enter closes',
		runs: (step: number) => `Enter runs step ${step}`,
		goesOn: 'Enter goes on with step 2',
		looking: 'Ctrl+C stops it · Ctrl+L 中文',
	},
	'zh-CN': {
		start: '负载均衡的配置是这样吗？',
		menu: '哪项设置不同？',
		port: '负载均衡使用这台服务器的哪个端口？',
		codes: '健康检查接受哪些状态码？',
		lead: '结论就不会是正常。',
		jump: '要转到哪一步？',
		pace: '接下来如何进行？',
		end: 'Enter 结束',
		runs: (step: number) => `Enter 执行步骤 ${step} ·`,
		goesOn: 'Enter 继续步骤 2',
		looking: 'Ctrl+C 停止 · Ctrl+L English',
	},
} as const;

const sizes = [
	['en', 200, 60],
	['zh-CN', 200, 60],
	['en', 80, 24],
	['en', 40, 12],
	['zh-CN', 80, 24],
	['zh-CN', 40, 12],
] as const;

/** A screen without what differs between two runs, and without blanks at its ends. */
const steady = (screen: string): string =>
	screen
		.replace(/slb-wizard \d+\.\d+\.\d+\S*/g, 'slb-wizard VERSION')
		.replace(/\/tmp\/slbw-\w{6}/g, '/tmp/slbw-FOLDER')
		.replace(/ +$/gm, '')
		.trimEnd();

const closing = /^ *[，。：；、！？）”’》】]/m;

/** No row begins with a mark that closes, and none is so long that the terminal has broken it. */
const expectWellBroken = async (at: Terminal, columns: number): Promise<void> => {
	const log = await at.log();
	expect(log).not.toMatch(closing);
	for (const row of log.split('\n').filter(line => /\p{Script=Han}/u.test(line)))
		expect(stringWidth(row), row).toBeLessThanOrEqual(columns);
};

describe.skipIf(!hasTmux)('whole screens, in both languages', {timeout: 180_000}, () => {
	const openAny = useTerminals();
	let folder = '';
	beforeAll(() => {
		// Not under the project's folder, whose length would break lines elsewhere.
		folder = mkdtempSync('/tmp/slbw-');
		symlinkSync(new URL('../recordings/nginx-listens-on-127-0-0-1-only', import.meta.url).pathname, `${folder}/r`);
	});
	afterAll(() => rmSync(folder, {recursive: true, force: true}));

	const open = (language: Language, columns: number, rows: number): Promise<Terminal> =>
		openAny({args: ['--host', `replay:${folder}/r`, '--lang', language], columns, rows});
	const expectScreens = async (screens: readonly string[], columns: number, name: string): Promise<void> => {
		const all = screens.map(screen => `${'='.repeat(columns)}\n${steady(screen)}\n`).join('');
		await expect(all).toMatchFileSnapshot(`./screens/${name}.txt`);
	};
	const nameOf = (what: string, language: Language, columns: number, rows: number): string =>
		`${what}-${columns}x${rows}${language === 'en' ? '' : '.zh-CN'}`;

	test.each(sizes)('%s: the whole walk by keyboard at %ix%i', async (language, columns, rows) => {
		const say = words[language];
		const at = await open(language, columns, rows);
		const screens = [await at.until(say.start)];
		await at.keys('Down', 'Enter');
		screens.push(await at.until(say.runs(1)));
		await at.keys('?');
		screens.push(await at.until(say.lead));
		await at.keys('j');
		screens.push(await at.until(say.jump));
		await at.keys('Escape');
		await at.until(say.runs(1));
		for (const number of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) {
			await at.keys('Enter');
			screens.push(await at.until(say.runs(number)));
		}

		await at.keys('Enter');
		screens.push(await at.until(say.end));
		await expectWellBroken(at, columns);
		await at.keys('Enter');
		screens.push(await at.until('[exit 1]'));
		await expectScreens(screens, columns, nameOf('walk', language, columns, rows));
		// With all that has scrolled away: the reports, the cause with its remedies, the conclusion.
		await expectScreens([await at.log()], columns, nameOf('log', language, columns, rows));
	});

	test.each(sizes)('%s: the intake by keyboard at %ix%i', async (language, columns, rows) => {
		const say = words[language];
		const at = await open(language, columns, rows);
		await at.until(say.start);
		await at.keys('Up');
		await at.keys('Enter');
		const screens = [await at.until(say.menu)];
		await at.keys('Down', 'Down', 'Down', 'Enter');
		screens.push(await at.until(say.codes));
		await at.keys('?');
		screens.push(await at.until('http_3xx'));
		await at.keys('9', '9');
		screens.push(await at.until('99_'));
		await at.keys('Enter');
		screens.push(await at.until('“99”'));
		await at.keys('Escape');
		await at.keys('Escape');
		screens.push(await at.until(say.menu));
		await expectWellBroken(at, columns);
		await expectScreens(screens, columns, nameOf('intake', language, columns, rows));
	});

	test.each([
		[80, 24],
		[40, 12],
	])('Ctrl+L at a question, at a step, in its lists and at the end, at %ix%i', async (columns, rows) => {
		const {en, 'zh-CN': zh} = words;
		const at = await open('en', columns, rows);
		const screens: string[] = [];
		const seen = async (wanted: string, gone: string): Promise<void> => {
			const screen = await at.until(wanted);
			const live = screen.split('\n').slice(-6).join('\n');
			expect(live).not.toContain(gone);
			screens.push(screen);
		};
		const change = async (wanted: string, gone: string): Promise<void> => {
			await at.keys('C-l');
			await seen(wanted, gone);
		};
		await at.until(en.start);
		await change(zh.start, 'quit');
		await at.keys('Down');
		await at.keys('Enter');
		await at.until(zh.runs(1));
		await change(en.runs(1), '执行');
		await at.keys('Enter');
		await at.until(en.runs(2));
		await change(zh.runs(2), 'runs');
		await at.keys('?');
		await at.until(zh.lead);
		await change(en.lead, '执行');
		await at.keys('j');
		await at.until(en.jump);
		await change(zh.jump, 'Esc back');
		await at.keys('Escape');
		await at.until(zh.runs(2));
		await at.keys('p');
		await at.until(zh.pace);
		await change(en.pace, 'Esc 返回');
		await at.keys('Down', 'Down', 'Enter');
		await at.until(en.end);
		await change(zh.end, 'closes');
		await expectWellBroken(at, columns);
		await at.keys('Enter');
		await at.until('[exit 1]');
		await expectScreens(screens, columns, `language-key-${columns}x${rows}`);
	});

	test('Ctrl+L while a step runs: what is live changes at once, and the report comes in the other language', async () => {
		const at = await openAny({args: ['demo', 'hung', '--lang', 'en']});
		await at.until(words.en.runs(1));
		await at.keys('Enter');
		await at.until(words.en.looking);
		await at.keys('C-l');
		const running = await at.until(words['zh-CN'].looking);
		expect(running).toMatch(/正在检查(?:.|\n)*已等待 \d+ 秒，最多/);
		expect(running).not.toContain('Looking');
		await at.until(words['zh-CN'].runs(2));
		const told = (await at.log()).split('Step 1 of 13')[1] ?? '';
		expect(told).toMatch(/修复方法/);
		expect(told).not.toMatch(/Seen with|To mend it/);
	});

	test('Ctrl+L in a watch', async () => {
		const at = await openAny({args: ['watch', '--port', '9', '--protocol', 'tcp', '--lang', 'en']});
		await at.until(/Probe 2: .*q ends with a summary · Ctrl\+L 中文/);
		await at.keys('C-l');
		const screen = await at.until('q 结束并给出总结 · Ctrl+L English');
		expect(screen.trimEnd().split('\n').slice(-6).join('\n')).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
		await at.until(/第 \d+ 次探测：/);
		await at.keys('q');
		await at.until(/\[exit \d+\]/);
		expect(await at.log()).toMatch(/探测/);
	});
});
