import {chmodSync} from 'node:fs';
import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';

/** What the program has to do without. */
export type Hobble = {
	/** It runs as this user, without any privilege. */
	readonly user?: 'nobody';
	/** Commands that the host doesn't have. */
	readonly without?: readonly string[];
	/** Commands that do something else: the text of a script by the name of the command. */
	readonly instead?: Readonly<Record<string, string>>;
};

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'];

/** Makes a folder of commands as the host has them, save those that are missing or replaced. */
const commandsOf = async (lab: Lab, {without = [], instead = {}}: Hobble) => {
	const bin = join(lab.directory, 'bin');
	const missing = [...without, ...Object.keys(instead)].map(name => `rm -f ${name}`);
	const copies = folders.map(folder => `cp -rsf ${folder}/. . 2>/dev/null || true`);
	await must('sh', ['-euc', ['mkdir -p "$0"; cd "$0"', ...copies, ...missing].join('\n'), bin]);
	for (const [name, script] of Object.entries(instead)) {
		chmodSync(lab.write(`bin/${name}`, `#!/bin/sh\n${script}\n`), 0o755);
	}

	return bin;
};

/** The words to put before a command, so that it runs hobbled in that way. */
export const hobbled = async (lab: Lab, hobble: Hobble = {}): Promise<readonly string[]> => {
	const asUser = hobble.user === undefined ? [] : ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
	const path =
		hobble.without === undefined && hobble.instead === undefined ? [] : [`PATH=${await commandsOf(lab, hobble)}`];
	return [...asUser, 'env', 'LC_ALL=C', ...path];
};
