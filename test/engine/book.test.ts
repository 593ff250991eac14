import {describe, expect, it} from 'vitest';
import {Book} from '../../source/engine/book.ts';
import type {Command} from '../../source/engine/command.ts';
import type {Fact} from '../../source/engine/fact.ts';
import type {Host} from '../../source/engine/host.ts';
import type {BookNews} from '../../source/engine/runner.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {verbatim} from '../../source/engine/words.ts';

const diagnostics: Command = {file: 'ss', args: ['-tan'], loads: ['tcp_diag']};

const sockets: Fact<string> = {
	id: 'sockets',
	what: verbatim('the sockets'),
	lookUp: async ({run}) => {
		const seen = await run(diagnostics);
		return seen.failure === undefined
			? {known: true, value: seen.stdout, from: [seen]}
			: {known: false, why: verbatim(seen.failure), from: [seen]};
	},
};

const openBook = (files: Readonly<Record<string, string>>) => {
	const complete = completeTarget({backend: '10.11.192.1', port: 80}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	const ran: string[] = [];
	const news: BookNews[] = [];
	const host: Host = {
		where: 'local',
		run: async command => {
			ran.push(command.file);
			const text = command.file === 'cat' ? files[command.args[0] ?? ''] : 'sockets';
			return {command, stdout: text ?? '', stderr: '', exitCode: text === undefined ? 1 : 0, durationMs: 0};
		},
		probe: async () => {
			throw new Error('nothing here sends a probe');
		},
	};
	const signal = new AbortController().signal;
	const book = new Book({host, target: complete.target, signal: () => signal, tell: item => news.push(item)});
	return {book, ran, news};
};

const release = {'/proc/sys/kernel/osrelease': '5.10.0\n'};

describe('a command that would load a kernel module', () => {
	it.each<[string, 'run' | 'not run', Readonly<Record<string, string>>]>([
		['a kernel without modules', 'run', {}],
		['the module is loaded', 'run', {'/proc/modules': 'tcp_diag 16384 0 - Live 0x0\next4 1 0 - Live 0x0\n'}],
		[
			'it is built in',
			'run',
			{
				...release,
				'/proc/modules': 'ext4 1 0 - Live 0x0\n',
				'/lib/modules/5.10.0/modules.builtin': 'kernel/net/ipv4/tcp-diag.ko\n',
			},
		],
		[
			'it could be loaded',
			'not run',
			{
				...release,
				'/proc/modules': 'ext4 1 0 - Live 0x0\n',
				'/lib/modules/5.10.0/modules.builtin': 'kernel/fs/ext4/ext4.ko\n',
			},
		],
		['what is built in is not known', 'not run', {...release, '/proc/modules': 'ext4 1 0 - Live 0x0\n'}],
	])('where %s is %s', async (_, expected, files) => {
		const {book, ran} = openBook(files);
		const known = await book.know(sockets);
		expect(ran.includes('ss')).toBe(expected === 'run');
		expect(known.known ? known.value : known.why.en).toBe(expected === 'run' ? 'sockets' : 'would-load-module');
	});
});

describe('the book of facts', () => {
	it('looks a fact up once, until it forgets', async () => {
		const {book, ran} = openBook({});
		await Promise.all([book.know(sockets), book.know(sockets)]);
		expect(ran.filter(file => file === 'ss')).toHaveLength(1);
		book.forget();
		await book.know(sockets);
		expect(ran.filter(file => file === 'ss')).toHaveLength(2);
	});

	it('tells of each command that it runs, when it begins and when it ends', async () => {
		const {book, news} = openBook({});
		await book.know(sockets);
		expect(news.map(({type}) => type)).toEqual(['command-started', 'command-ended']);
	});

	it('makes a fact that breaks unknown, with the reason', async () => {
		const {book} = openBook({});
		const broken: Fact<never> = {
			id: 'broken',
			what: verbatim('the broken one'),
			lookUp: async () => {
				throw new Error('it is torn');
			},
		};
		expect(await book.know(broken)).toEqual({
			known: false,
			why: {en: 'the broken one could not be read (it is torn)', zh: '无法读取 the broken one （it is torn）'},
			from: [],
		});
	});
});
