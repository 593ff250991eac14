import {describe, expect, test} from 'vitest';
import {problemOf} from '../../../source/host/ssh/problem.ts';

const web = {name: 'web-3', user: 'ops', port: 2222};

/** What ssh printed, and what a person hears of it. */
const complaints: ReadonlyArray<readonly [complaint: string, is: string, en: string, zh: string]> = [
	[
		'@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nOffending ECDSA key in /root/.ssh/known_hosts:3',
		'host-key',
		'The host key of ops@web-3 port 2222 is not the one that is known (/root/.ssh/known_hosts:3): ',
		'ops@web-3 端口 2222 的主机密钥与已知的不同 (/root/.ssh/known_hosts:3)：',
	],
	['Host key verification failed.', 'host-key', 'is not known here. Connect once by hand (ssh web-3)', '(ssh web-3)'],
	[
		'ops@web-3: Permission denied (publickey).',
		'login',
		'(ops@web-3: Permission denied (publickey).). Load the key',
		'不允许该用户免交互登录（ops@web-3: Permission denied (publickey).）。',
	],
	['ssh: Could not resolve hostname web-3', 'name', 'web-3 has no address here', '本机无法解析 web-3（ssh: Could not'],
	[
		'ssh: connect to host web-3: Connection refused',
		'unreachable',
		"can't be reached over ssh",
		'无法通过 ssh 连接 ops@web-3',
	],
	[
		'Connection closed by UNKNOWN port 65535',
		'unreachable',
		'(closed on the way, at the jump host or ProxyCommand of your OpenSSH configuration)',
		'（在途中被关闭，位于 OpenSSH 配置中的跳板机或 ProxyCommand）',
	],
	['spawn ssh ENOENT', 'no-ssh', 'There is no ssh on this machine', '本机没有 ssh'],
	['sh: not found', 'no-shell', 'has no POSIX shell (sh: not found)', '没有 POSIX shell（sh: not found）'],
	['', 'other', 'ended without a word', '连接已断开，没有给出原因'],
	['Strange', 'other', 'ended: Strange', '连接已断开：Strange'],
];

describe('why no connection came about', () => {
	test.each(complaints)('%j', (complaint, is, en, zh) => {
		const problem = problemOf(web, {complaint, exitCode: 255});
		expect(problem).toMatchObject({is, why: {en: expect.stringContaining(en), zh: expect.stringContaining(zh)}});
	});

	test('a login that ends by itself tells its status, or what it said', () => {
		expect(problemOf(web, {complaint: '', exitCode: 1}).why).toMatchObject({
			en: expect.stringContaining('gave no shell (exit 1). Name another user'),
			zh: expect.stringContaining('没有提供 shell（退出码 1）。指定其他用户'),
		});
		expect(problemOf(web, {complaint: 'no way', exitCode: 1}).why.zh).toContain('（no way）');
	});

	test('a shell that never answers is told in the words of the one who waited', () => {
		const fault = {en: 'no shell answered within 30 s', zh: '30 秒内没有 shell 应答'};
		expect(problemOf(web, {complaint: '', exitCode: undefined, fault})).toEqual({
			is: 'no-shell',
			why: {
				en: 'ops@web-3 port 2222 lets this user log in, but gave no shell (no shell answered within 30 s). Try by hand what the login does there: ssh web-3 true',
				zh: 'ops@web-3 端口 2222 允许该用户登录，但没有提供 shell（30 秒内没有 shell 应答）。手动检查登录时执行了什么：ssh web-3 true',
			},
		});
	});
});
