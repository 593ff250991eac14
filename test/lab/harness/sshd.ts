import {chmodSync, existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {must, waitFor} from './execute.ts';
import type {Lab} from './lab.ts';
import type {Namespace, Running} from './namespace.ts';
import type {SshWay} from './ssh.ts';

/** A real sshd that listens on port 22 of a host. */
export type Sshd = {readonly address: string; readonly running: Running};

const folderOf = (lab: Lab): string => join(lab.directory, 'sshd');

/** Makes one pair of keys for the hosts of a lab and one for who logs in. */
const keys = async (lab: Lab): Promise<string> => {
	const folder = folderOf(lab);
	if (existsSync(folder)) return folder;
	mkdirSync(join(folder, 'bin'), {recursive: true});
	mkdirSync('/run/sshd', {recursive: true});
	for (const name of ['host-key', 'key']) {
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
	}

	await must('cp', [join(folder, 'key.pub'), join(folder, 'authorized')]);
	return folder;
};

/** Starts sshd on a host; `inside` are words to put before it, `options` more of sshd_config(5). */
export const startSshd = async (
	lab: Lab,
	host: Namespace,
	{
		address,
		inside = [],
		options = [],
	}: {readonly address: string; readonly inside?: readonly string[]; readonly options?: readonly string[]},
): Promise<Sshd> => {
	const folder = await keys(lab);
	const all = [
		...options,
		// What root's own login scripts do on the machine of the tests is no matter of the lab.
		`SetEnv=HOME=${folder}`,
		`HostKey=${folder}/host-key`,
		`AuthorizedKeysFile=${folder}/authorized`,
		'StrictModes=no',
		'UsePAM=no',
		'PermitRootLogin=yes',
		`PidFile=${folder}/${host.name}.pid`,
	];
	const words = [...inside, '/usr/sbin/sshd', '-D', '-e', '-f', '/dev/null', ...all.map(option => `-o${option}`)];
	const [file = '', ...args] = words;
	const running = host.start(`sshd-${host.name}`, file, ...args);
	await waitFor('sshd', async () => (await host.run('ss', ['-Hltn', 'sport', '=', ':22'])).stdout !== '');
	return {address, running};
};

/** The way of a user on another host to one that listens, through a jump host where there is one (ssh_config(5), ProxyJump). */
export const wayTo = async (
	lab: Lab,
	from: Namespace,
	{
		to,
		jump,
		user = 'root',
		config = '',
	}: {readonly to: Sshd; readonly jump?: Sshd; readonly user?: string; readonly config?: string},
): Promise<SshWay> => {
	const folder = await keys(lab);
	const hosts = Object.entries({backend: to, ...(jump === undefined ? {} : {bastion: jump})});
	await must('sh', [
		'-c',
		`for name in ${hosts.map(([name]) => name).join(' ')}; do printf '%s %s\\n' $name "$(cat ${folder}/host-key.pub)"; done > ${folder}/known`,
	]);
	lab.write(
		'sshd/config',
		`${hosts
			.map(
				([name, {address}]) => `Host ${name}
	HostName ${address}
	HostKeyAlias ${name}
${name === 'backend' && jump !== undefined ? '	ProxyJump bastion\n' : ''}`,
			)
			.join('')}Host *
	User ${user}
	${config}
	IdentityFile ${folder}/key
	IdentitiesOnly yes
	UserKnownHostsFile ${folder}/known
	StrictHostKeyChecking yes
`,
	);
	// The jump is made by an ssh of its own, which has to find the configuration as well (ssh_config(5), ProxyJump).
	const wrapper = lab.write('sshd/bin/ssh', `#!/bin/sh\nexec /usr/bin/ssh -F ${folder}/config "$@"\n`);
	chmodSync(wrapper, 0o755);
	const path = `${folder}/bin:${process.env.PATH}`;
	return {host: 'ssh://backend', before: ['ip', 'netns', 'exec', from.name, 'env', `PATH=${path}`], path};
};
