import {afterAll, describe, expect, test} from 'vitest';
import type {Command, Observation} from '../../../source/engine/command.ts';
import {Channel} from '../../../source/host/shell/channel.ts';
import {Pool} from '../../../source/host/shell/pool.ts';
import {inShell, limiters, removeFolders, script, shells} from './shells.ts';

afterAll(removeFolders);

const essence = (observation: Observation | undefined) =>
	observation === undefined
		? 'no answer'
		: {stdout: observation.stdout, is: observation.failure ?? observation.exitCode};

const poolOf = (words: readonly [string, ...string[]]): Pool =>
	new Pool({open: () => new Channel(words), most: 3, lost: async () => 'again', why: () => 'gone'});

describe.each(shells)('%s', (_, words) => {
	test('tells of itself and of the programs that are there', async () => {
		const greeted = await inShell(words, channel => channel.greeted, {programs: ['sh', 'slbw-no-such-program']});
		expect(greeted).toMatchObject({uid: process.getuid?.(), system: 'Linux', programs: new Set(['sh'])});
	});

	test.each<[string, Command, unknown]>([
		['says something', script('echo yes'), {stdout: 'yes\n', is: 0}],
		['fails', script('echo no; exit 3'), {stdout: 'no\n', is: 3}],
		['ends without a line break', script('printf abc'), {stdout: 'abc', is: 0}],
		['says nothing', script(':'), {stdout: '', is: 0}],
		['is not there', {file: 'slbw-no-such-program', args: []}, {stdout: '', is: 'not-found'}],
		['may not be run', {file: '/etc/passwd', args: []}, {stdout: '', is: 'denied'}],
		['reads its input', {file: 'cat', args: []}, {stdout: '', is: 0}],
		['prints what isn’t UTF-8', script("printf 'a\\377b'"), {stdout: 'a\uFFFDb', is: 0}],
		[
			'prints escapes of terminals',
			script("printf '\\033[2J\\033]0;x\\007'"),
			{stdout: '\u001B[2J\u001B]0;x\u0007', is: 0},
		],
		[
			'prints what looks like a mark',
			script('printf "\\n%048d c2 0\\n" 7'),
			{stdout: `\n${'7'.padStart(48, '0')} c2 0\n`, is: 0},
		],
		['hangs', script('echo begun; sleep 30', 1000), {stdout: 'begun\n', is: 'timeout'}],
		[
			'ignores signals',
			script('trap "" TERM INT HUP; echo begun; sleep 30; sleep 30', 1000),
			{stdout: 'begun\n', is: 'timeout'},
		],
		['knows no clock', script('date() { echo "Thu 99 2999"; }; date'), {stdout: 'Thu 99 2999\n', is: 0}],
	])('a command that %s leaves the shell to the next one', async (_name, command, expected) =>
		inShell(words, async channel => {
			const [first, second] = await Promise.all([channel.run(command), channel.run(script('echo next'))]);
			expect(essence(first)).toEqual(expected);
			expect(essence(second)).toEqual({stdout: 'next\n', is: 0});
		}),
	);

	test('it reads none of the words, whatever they are called', async () =>
		inShell(words, async channel => {
			const said = ['$(id)', '`id`', "it's", '"', '\\', 'a\nb', '-n', '!!', '~', '*', ''];
			const observation = await channel.run({file: 'printf', args: ['%s\\0', ...said]});
			expect(observation?.stdout.split('\0').slice(0, -1)).toEqual(said);
		}));

	test('an echoing shell is understood', async () =>
		inShell([...words, '-v', '-x'], async channel => {
			expect(essence(await channel.run(script('echo yes')))).toEqual({stdout: 'yes\n', is: 0});
		}));
});

describe.each(limiters)('a time limit with %s', (_, words) => {
	test('ends what hangs, and the shell goes on', async () =>
		inShell(words(), async channel => {
			const all = await Promise.all([
				channel.run(script('echo begun; exec sleep 30', 1000)),
				channel.run(script('echo quick')),
				channel.run({file: 'slbw-no-such-program', args: []}),
				channel.run(script('exit 7')),
			]);
			expect(all.map(essence)).toEqual([
				{stdout: 'begun\n', is: 'timeout'},
				{stdout: 'quick\n', is: 0},
				{stdout: '', is: 'not-found'},
				{stdout: '', is: 7},
			]);
		}));
});

test.each(limiters.slice(0, 2))('with %s, children that print for ever end with their command', async (_, words) =>
	inShell(words(), async channel => {
		const [first, second] = await Promise.all([
			channel.run(script('while :; do echo y; sleep 0.05; done & sleep 30', 1000)),
			channel.run(script('sleep 0.3; echo next')),
		]);
		expect(first?.failure).toBe('timeout');
		expect(essence(second)).toEqual({stdout: 'next\n', is: 0});
	}),
);

describe('bounded, whatever the other side does', () => {
	const sh = ['sh'] as const;

	test.each<[string, Command]>([
		['lines without an end', {file: 'yes', args: [], timeoutMs: 60_000}],
		['a gigabyte without a line break', script('head -c 1G /dev/zero', 60_000)],
		['a gigabyte of complaints', script('head -c 1G /dev/zero >&2', 60_000)],
	])('%s: too much, and the others are run by another shell', async (_, command) => {
		const pool = poolOf(sh);
		const before = process.memoryUsage().rss;
		const [first, second] = await Promise.all([pool.run(command), pool.run(script('echo next'))]);
		expect(essence(first)).toEqual({stdout: '', is: 'too-much-output'});
		expect(essence(second)).toEqual({stdout: 'next\n', is: 0});
		expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
		pool.close();
	});

	test('a command that ends its shell is not tried for ever, and those behind it get their answers', async () => {
		const pool = poolOf(sh);
		const killer = script('kill -9 "$(ps -o ppid= -p "$PPID" | tr -d " ")"');
		const all = await Promise.all([pool.run(killer), ...['a', 'b', 'c'].map(word => pool.run(script(`echo ${word}`)))]);
		expect(all.map(essence)).toEqual([
			{stdout: '', is: 'cancelled'},
			...['a', 'b', 'c'].map(word => ({stdout: `${word}\n`, is: 0})),
		]);
		pool.close();
	});

	test('a shell that stands still is given up, and what waits is run by another one', {timeout: 60_000}, async () => {
		const pool = poolOf(sh);
		const stopper = script('kill -STOP "$(ps -o ppid= -p "$PPID" | tr -d " ")"; echo stopped', 1000);
		const all = await Promise.all([pool.run(stopper), pool.run(script('echo next'))]);
		expect(all.map(essence)).toEqual([
			{stdout: 'stopped\n', is: 'timeout'},
			{stdout: 'next\n', is: 0},
		]);
		pool.close();
	});

	test.each([
		['says nothing', 'exec sleep 60', /no shell answered within 0.5 s/],
		['prints without an end first', 'exec yes', /without an end/],
		['ends', 'echo "no way" >&2; exit 9', /^no way$/],
		['is no shell', 'exec cat', /no shell answered/],
	])('a login that %s is no shell, and says why', async (_, login, why) => {
		const channel = new Channel(['sh', '-c', login], {greetingMs: login === 'exec yes' ? 30_000 : 500});
		const waiting = channel.run(script('echo yes'));
		expect(await channel.greeted).toBeUndefined();
		expect(await waiting).toBeUndefined();
		const {complaint, fault} = await channel.ended;
		expect(fault?.en ?? complaint).toMatch(why);
	});

	test('something left behind that holds the pipes doesn’t keep the channel from ending', async () => {
		const channel = new Channel(['sh', '-c', 'sleep 20 & echo $! >&2; exec sh']);
		await channel.greeted;
		channel.close();
		expect((await channel.ended).exitCode).toBe(0);
	});

	test('words that end before they begin', async () => {
		const channel = new Channel(['slbw-no-such-program']);
		expect(await channel.greeted).toBeUndefined();
		expect((await channel.ended).complaint).toMatch(/ENOENT/);
	});
});

describe('stopped by the person', () => {
	test('a command is cancelled at once, with what it had printed', async () => {
		const pool = poolOf(['sh']);
		const stop = new AbortController();
		const running = pool.run(script('echo begun; sleep 30', 60_000), stop.signal);
		await pool.run(script(':'));
		stop.abort();
		expect((await running).failure).toBe('cancelled');
		expect(essence(await pool.run(script('echo next')))).toEqual({stdout: 'next\n', is: 0});
		pool.close();
	});

	test('a shell that a password opened isn’t given away for it', async () => {
		const gate = {word: 'secret', content: 'welcome'};
		const channel = new Channel(['sh', '-c', 'read word; [ "$word" = secret ] && echo welcome && exec sh'], {gate});
		await channel.greeted;
		const stop = new AbortController();
		const [running, next] = [channel.run(script('sleep 1'), stop.signal), channel.run(script('echo next'))];
		stop.abort();
		expect((await running)?.failure).toBe('cancelled');
		expect(essence(await next)).toEqual({stdout: 'next\n', is: 0});
		channel.kill();
	});

	test('nothing is said at a gate but its word', async () => {
		const gate = {word: 'wrong', content: 'welcome'};
		const login = 'read word; echo "Sorry, try again." >&2; read word; echo "$word" >>"$0"; exec sh';
		const channel = new Channel(['sh', '-c', login, '/dev/null'], {gate});
		const waiting = channel.run(script('echo yes'));
		expect(await waiting).toBeUndefined();
		expect((await channel.ended).complaint).toBe('Sorry, try again.');
	});
});
