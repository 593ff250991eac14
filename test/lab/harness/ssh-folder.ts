import {chmodSync, existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';

/** A folder for ssh and sshd of a lab, and the PATH on which an ssh is found that reads `config` in it. */
export type SshFolder = {readonly folder: string; readonly path: string};

/** Makes it: one key for all hosts (`host-key`), one for who logs in (`key`, `authorized`), and that ssh. */
export const openSshFolder = async (lab: Lab, name: string): Promise<SshFolder> => {
	const folder = join(lab.directory, name);
	const made = {folder, path: `${folder}/bin:${process.env.PATH}`};
	if (existsSync(folder)) return made;
	mkdirSync(join(folder, 'bin'), {recursive: true});
	mkdirSync('/run/sshd', {recursive: true});
	for (const key of ['host-key', 'key'])
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
	await must('cp', [join(folder, 'key.pub'), join(folder, 'authorized')]);
	// A jump is made by an ssh of its own, which has to find the configuration as well (ssh_config(5), ProxyJump).
	const ssh = lab.write(`${name}/bin/ssh`, `#!/bin/sh\nexec /usr/bin/ssh -F ${folder}/config "$@"\n`);
	chmodSync(ssh, 0o755);
	return made;
};
