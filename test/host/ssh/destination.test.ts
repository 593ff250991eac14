import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {readDestination} from '../../../source/engine/destination.ts';
import {Connection} from '../../../source/host/ssh/connection.ts';

const exec = promisify(execFile);

describe('a destination', () => {
	test.each([
		['ssh://web-3', {name: 'web-3'}],
		['ssh://root@10.0.0.7:2222', {name: '10.0.0.7', user: 'root', port: 2222}],
		['ssh://[fe80::1%eth0]:22/', {name: 'fe80::1%eth0', port: 22}],
		['ssh://ops.web_3@bastion', {name: 'bastion', user: 'ops.web_3'}],
	])('%s is read', (text, destination) => {
		expect(readDestination(text)).toEqual(destination);
	});

	test.each([
		...['ssh://', 'ssh:///', 'web-3', 'ssh://-oProxyCommand=touch x', 'ssh://-oProxyCommand=touch%20x', 'ssh://a b'],
		...['ssh://$(id)', 'ssh://`id`', 'ssh://a\nb', 'ssh://a;b', 'ssh://a|b', "ssh://a'b", 'ssh://a"b', 'ssh://a\\b'],
		...['ssh://-l@web', 'ssh://$(id)@web', 'ssh://a b@web', 'ssh://web:0', 'ssh://web:65536', 'ssh://web:22x'],
		...['ssh://web/path', 'ssh://[-oX=1]', 'ssh://a\u202Eb', 'ssh://a\u0000b', 'ssh://~root', 'ssh://*', 'ssh://a@b@c'],
	])('%j is none', text => {
		expect(readDestination(text)).toBeUndefined();
	});

	/** What a person or a script could write, and what wants to be more than a name. */
	const piece = fc.oneof(
		fc.constantFrom(
			'-o',
			'-oProxyCommand=touch x',
			'--',
			'-F/etc/passwd',
			'$(id)',
			'`id`',
			' ',
			'\n',
			'@',
			':',
			'[',
			']',
			'%h',
		),
		fc.string({unit: 'grapheme', maxLength: 6}),
		fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/),
	);

	test('no name or user that is read can be taken for an option, or holds what a shell reads', () => {
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 6}), pieces => {
				const destination = readDestination(`ssh://${pieces.join('')}`);
				for (const word of destination === undefined ? [] : [destination.name, destination.user ?? 'u'])
					expect(word).toMatch(/^[^-\s'"`$&|;<>()\\*?!{}#~\p{C}][^\s'"`$&|;<>()\\*?!{}#~\p{C}]*$/u);
			}),
			{numRuns: 3000},
		);
	});
});

/** It is pickier about names than we are, which is no harm. */
const refused = (error: unknown): {readonly stdout?: string} => {
	expect(String(error)).toMatch(/contains invalid characters/);
	return {};
};

describe('the real ssh', () => {
	const connections: Connection[] = [];
	afterAll(() => {
		for (const connection of connections) connection.close();
	});

	test('takes every destination that is read for a host, and no option out of it', async () => {
		const word = fc.stringMatching(/^[a-zA-Z0-9_.%+=,@:[\]-]{1,12}$/);
		await fc.assert(
			fc.asyncProperty(fc.tuple(fc.option(word, {nil: undefined}), word), async ([user, name]) => {
				const destination = readDestination(`ssh://${user === undefined ? '' : `${user}@`}${name}`);
				if (destination === undefined) return;
				const connection = new Connection(destination);
				connections.push(connection);
				const [, ...words] = connection.words('true');
				// ssh reads its words, and says what it would do (ssh(1), -G).
				const {stdout} = await exec('ssh', ['-F', '/dev/null', '-G', ...words]).catch(refused);
				connection.close();
				if (stdout === undefined) return;
				const settings = new Map(
					stdout.split('\n').map(line => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
				);
				expect(settings.get('host')?.toLowerCase()).toBe(destination.name.toLowerCase());
				if (destination.user !== undefined) expect(settings.get('user')).toBe(destination.user);
				expect(settings.get('proxycommand')).toBeUndefined();
				expect(settings.get('batchmode')).toBe('yes');
				expect(settings.get('stricthostkeychecking')).toBe('ask');
			}),
			{numRuns: 40},
		);
	});
});
