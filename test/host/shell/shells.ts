import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Command} from '../../../source/engine/command.ts';
import {Channel, type ChannelOptions} from '../../../source/host/shell/channel.ts';

type Words = readonly [string, ...string[]];

const path = (name: string): string | undefined => {
	try {
		return execFileSync('sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).trim();
	} catch {
		return undefined;
	}
};

const folders: string[] = [];

/** Removes what was made for shells with little around them. */
export const removeFolders = (): void => {
	for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true});
};

/** A folder in which there is only busybox, under these names. */
const folderWith = (names: readonly string[]): string => {
	const folder = mkdtempSync(join(tmpdir(), 'slbw-bin-'));
	copyFileSync(path('busybox') ?? '/bin/busybox', join(folder, 'busybox'));
	for (const name of names) symlinkSync('busybox', join(folder, name));
	folders.push(folder);
	return folder;
};

/** The greeting adds the folders of root's tools, so what is to be missing has to be missing there as well. */
const onlyIn = (folder: string): Words => [
	'unshare',
	'-m',
	'sh',
	'-c',
	'for place in /usr/local/bin /usr/local/sbin /usr/sbin /usr/bin; do mount --bind "$0" "$place"; done; PATH=/usr/bin exec sh',
	folder,
];

const applets = ['sleep', 'id', 'uname', 'env', 'printf', 'kill', 'yes', 'head', 'cat', 'echo', 'true', 'seq', 'touch'];

/** Real shells, by what they are; those that aren't on this machine are left out. */
export const shells: ReadonlyArray<readonly [string, Words]> = (
	[
		['dash', 'dash', ['dash']],
		['bash', 'bash', ['bash']],
		['bash in POSIX mode', 'bash', ['bash', '--posix']],
		['busybox sh', 'busybox', ['busybox', 'sh']],
		['zsh as sh', 'zsh', ['zsh', '--emulate', 'sh']],
	] satisfies ReadonlyArray<readonly [string, string, Words]>
).flatMap(([name, file, words]) => (path(file) === undefined ? [] : [[name, words] as const]));

/** Ways to limit a command's time that hosts have; they need namespaces of mounts, so root. */
export const limiters: ReadonlyArray<readonly [string, () => Words]> =
	process.getuid?.() === 0 && path('busybox') !== undefined
		? [
				['timeout of coreutils', () => ['dash']],
				['no timeout, but setsid', () => onlyIn(folderWith([...applets, 'sh', 'setsid']))],
				['timeout of busybox alone', () => onlyIn(folderWith([...applets, 'sh', 'timeout']))],
				['neither', () => onlyIn(folderWith([...applets, 'sh']))],
			]
		: [];

/** Opens a shell, runs something with it, and ends it. */
export const inShell = async <T>(
	words: Words,
	use: (channel: Channel) => Promise<T>,
	options?: ChannelOptions,
): Promise<T> => {
	const channel = new Channel(words, options);
	try {
		return await use(channel);
	} finally {
		channel.kill();
		await channel.ended;
	}
};

/** A script in a shell of its own. */
export const script = (text: string, timeoutMs?: number): Command => ({
	file: 'sh',
	args: ['-c', text],
	...(timeoutMs === undefined ? {} : {timeoutMs}),
});

/** Shells that people log in with, whose language is not sh's. */
export const loginShells: ReadonlyArray<readonly [string, string]> = ['fish', 'tcsh', 'csh', 'zsh'].flatMap(name => {
	const file = path(name);
	return file === undefined ? [] : [[name, file] as const];
});
