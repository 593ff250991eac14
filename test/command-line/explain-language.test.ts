import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {recordings} from '../recordings/recordings.ts';

const program = fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));
const recording = fileURLToPath(new URL('input-drops-the-range-of-the-probes', recordings));

/** Runs the built program in a locale, whatever the tests' own is. */
const slbw = (locale: string, ...args: readonly string[]) => {
	const {LC_ALL: _all, LC_MESSAGES: _messages, LC_CTYPE: _type, TERM: _term, ...rest} = process.env;
	const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...args], {
		encoding: 'utf8',
		env: {...rest, LANG: locale, NO_COLOR: '1'},
	});
	// The first start after a change of the source builds, and says so.
	return {status, stdout, stderr: stderr.replace('slb-wizard: building …\n', '')};
};

const [english, chinese] = [/^Bound to loopback only\n/, /^服务只监听在回环地址\n/];

test('explain speaks the language of --lang, whatever the locale is', () => {
	const inChinese = slbw('en_US.UTF-8', 'explain', 'listening-loopback-only', '--lang', 'zh-CN');
	expect(inChinese).toEqual({status: 0, stdout: expect.stringMatching(chinese), stderr: ''});
	const inEnglish = slbw('zh_CN.UTF-8', 'explain', 'listening-loopback-only', '--lang', 'en');
	expect(inEnglish).toEqual({status: 0, stdout: expect.stringMatching(english), stderr: ''});
});

test('explain speaks the language of the locale', () => {
	expect(slbw('zh_CN.UTF-8', 'explain', 'listening-loopback-only').stdout).toMatch(chinese);
	expect(slbw('C.UTF-8', 'explain', 'listening-loopback-only').stdout).toMatch(english);
	expect(slbw('zh_CN.GBK', 'explain', 'listening-loopback-only').stdout).toMatch(english);
});

test('explain lists all causes in Chinese, and says so in Chinese when there is none', () => {
	expect(slbw('zh_CN.UTF-8', 'explain').stdout).toMatch(/^服务及其套接字\n/);
	expect(slbw('zh_CN.UTF-8', 'explain', 'loopback')).toEqual({
		status: 2,
		stdout: '',
		stderr: expect.stringMatching(/^slb-wizard: 没有名为 "loopback" 的原因；.*listening-loopback-only/),
	});
});

test('what is not there in Chinese yet says so, and only to who asked for it', () => {
	const trace = ['explain', '--trace', '--to-port', '80', '--host', `replay:${recording}`];
	const check = ['check', '--short', '--host', `replay:${recording}`];
	for (const words of [trace, check]) {
		const [asked, inLocale] = [slbw('C.UTF-8', ...words, '--lang', 'zh-CN'), slbw('zh_CN.UTF-8', ...words)];
		expect(asked.stderr).toContain('Chinese is not there yet');
		expect(inLocale.stderr).not.toContain('Chinese is not there yet');
		for (const {stdout} of [asked, inLocale]) expect(stdout).not.toMatch(/\p{Script=Han}/u);
	}
});
