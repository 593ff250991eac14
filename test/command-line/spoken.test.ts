import {fileURLToPath} from 'node:url';
import {beforeAll, describe, expect, test} from 'vitest';
import {recordings} from '../recordings/recordings.ts';
import {build} from '../terminal/terminal.ts';
import {englishProse, runIn} from './run-in.ts';

const recording = fileURLToPath(new URL('input-drops-the-range-of-the-probes', recordings));

beforeAll(build);

const [english, chinese] = [/^Bound to loopback only\n/, /^服务只监听在回环地址\n/];
const explain = ['explain', 'listening-loopback-only'];

describe('the language', () => {
	test.each([
		[[...explain, '--lang', 'zh-CN']],
		[[...explain, '--lang=zh-CN']],
		[['--lang', 'zh-CN', ...explain]],
		[[...explain, '--lang', 'en', '--lang', 'zh-CN']],
	])('is that of --lang, whatever the locale is: %j', words => {
		expect(runIn('en', ...words)).toEqual({status: 0, stdout: expect.stringMatching(chinese), stderr: ''});
	});

	test('is English with --lang en in a Chinese locale', () => {
		const said = runIn('zh-CN', ...explain, '--lang', 'en');
		expect(said).toEqual({status: 0, stdout: expect.stringMatching(english), stderr: ''});
	});

	test('is else that of the locale', () => {
		expect(runIn('zh-CN', ...explain).stdout).toMatch(chinese);
		expect(runIn('en', ...explain).stdout).toMatch(english);
	});

	test('is not one that there is not: that is bad usage, said in the language of the locale', () => {
		expect(runIn('en', 'check', '--lang', 'zh-TW')).toEqual({
			status: 2,
			stdout: '',
			stderr:
				"slb-wizard: option '--lang <language>' argument 'zh-TW' is invalid. Allowed choices are en, zh-CN (did you mean zh-CN?).\n",
		});
		expect(runIn('zh-CN', 'check', '--lang', 'zh-TW')).toEqual({
			status: 2,
			stdout: '',
			stderr: 'slb-wizard: 选项 --lang <language> 的值“zh-TW”无效。可选值为 en、zh-CN（是不是 zh-CN？）。\n',
		});
	});
});

test('explain lists all causes in Chinese', () => {
	expect(runIn('zh-CN', 'explain').stdout).toMatch(/^服务及其套接字\n/);
});

test('what check and its events say is in the language, and the codes are the same', () => {
	const check = ['check', '--host', `replay:${recording}`];
	const [inEnglish, inChinese] = [runIn('en', ...check, '--json'), runIn('zh-CN', ...check, '--json')];
	const [one, other] = [JSON.parse(inEnglish.stdout), JSON.parse(inChinese.stdout)];
	const codes = (result: {causes: ReadonlyArray<{code: string}>}) => result.causes.map(({code}) => code);
	expect([inChinese.status, other.verdict, codes(other)]).toEqual([inEnglish.status, one.verdict, codes(one)]);
	expect(one.causes[0].summary).not.toMatch(/\p{Script=Han}/u);
	expect(other.causes[0].summary).toMatch(/\p{Script=Han}/u);
	const events = runIn('en', ...check, '--events', '--lang', 'zh-CN')
		.stdout.trimEnd()
		.split('\n');
	expect(events.filter(line => /"type":"(?:started|step)"/.test(line) && !/\p{Script=Han}/u.test(line))).toEqual([]);
});

const mistakes: ReadonlyArray<readonly [readonly string[], string]> = [
	[['check', '--prt', '80'], '未知选项 --prt（是不是 --port？）'],
	[['check', '--xylophone'], '未知选项 --xylophone'],
	[['check', '--port'], '选项 --port <n> 缺少值'],
	[['check', '--json', '--events'], '选项 --json 不能与选项 --events 同用'],
	[['check', 'nonsense'], 'check 的参数过多：最多 0 个，给了 1 个。'],
	[['check', '--port', '80', '--mask', 'names'], '选项 --mask <what> 的值“names”无效。可选值为 addresses。'],
	[['completion', 'zhs'], '参数 <shell> 的值“zhs”无效。可选值为 bash、zsh、fish'],
	[['fix'], '缺少参数 <code>'],
	[['fix', 'nonsense-at-all'], '"nonsense-at-all" 不是原因的代码；slb-wizard explain 列出全部代码'],
	[['wath'], '"wath" 不是命令（是不是 watch？）：可用的命令有 check、watch'],
	[['explain', 'loopback'], '没有名为 "loopback" 的原因；'],
	[['check', '--port', '0'], '--port "0"：必须是 1 到 65535 之间的整数'],
	[
		['check', '--port', '80', '--protocol', 'htp'],
		'--protocol "htp"：必须是 tcp、udp、http、https 之一（是不是 http？）',
	],
	[['check', '--port', '80', '--protocol', 'https'], '--protocol https：CLB 从不通过 TLS 检查'],
	[['check', '--port', '80', '--interval', '60'], '--interval 必须是 1 到 50 之间的整数（秒）'],
	[['check', '--port', '80', '--target', 'shop'], '--target "shop"：'],
	[['check', '--port', '80', '--witness', '601'], '--witness "601"：必须是 0 到 600 之间的整数（秒）'],
	[['check', '--port', '80', '--record', ''], '--record ""：必须是目录名'],
	[['check'], '缺少 --port：监听转发到的端口'],
	[['check', '--port', '80', '--product', 'alb'], '缺少 --source：ALB 从其交换机中的自有地址发起探测'],
	[['fix', 'disk-full', '--port', '80'], 'fix 会改变主机：用 --plan 查看'],
	[['explain', '--to', '10.0.0.1'], '要与 --trace 同用'],
	[['explain', '--trace', '--host', 'ssh://a'], '缺少 --to-port：报文的目的端口'],
	[['report', 'x'], 'report：请说明要生成什么'],
	[['sessions', 'rm'], 'sessions rm 需要会话 ID、--all 或 --older-than <age> 之一'],
	[['sessions', 'rm', '--older-than', 'x'], '--older-than "x"：必须是小时、天或周数'],
	[['undo', 'x', '--all'], 'undo 只能带 ID 或 --all 之一'],
	[['watch', '--timeout', '9'], '--timeout 在这里要与 --until 同用'],
	[['--json'], '--json 在这里要与 --plan 同用'],
	[['--resume', '--port', '80'], '--resume：会话自带目标'],
];

describe('what is wrong with the arguments is said in Chinese', () => {
	test.each(mistakes)('%j', (words, said) => {
		const {status, stdout, stderr} = runIn('zh-CN', ...words);
		expect([status, stdout]).toEqual([2, '']);
		expect(stderr).toMatch(/^slb-wizard: /);
		expect(stderr).toContain(said);
		expect(stderr).not.toMatch(englishProse);
	});
});
