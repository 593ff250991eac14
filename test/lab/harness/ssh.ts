import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {must} from './execute.ts';
import type {Lab} from './lab.ts';
import type {Namespace} from './namespace.ts';
import {openSshFolder} from './ssh-folder.ts';

/** A way into a host over the real ssh and sshd. */
export type SshWay = {
	/** What the program is told: `ssh://backend`. */
	readonly host: string;
	/** Words to put before the program, so that its ssh finds this configuration. */
	readonly before: readonly string[];
	/** The PATH on which that ssh is found. */
	readonly path: string;
};

/** Options of sshd(8) for the lab: keys and files in its own folder, and no questions to PAM. */
const serverOptions = (folder: string): readonly string[] => [
	`HostKey=${folder}/host-key`,
	`AuthorizedKeysFile=${folder}/authorized`,
	'StrictModes=no',
	'UsePAM=no',
	'PermitRootLogin=yes',
	'PasswordAuthentication=no',
	'PrintMotd=no',
];

/**
 * Makes the backend reachable over ssh, by no network at all: sshd runs at the end of a pipe in the host's namespace
 * (sshd -i), so that no rule and no route of a scenario can cut it off. `inside` are words to put before sshd
 * there, `options` more of sshd_config(5), `delayS` is how long each way takes.
 */
export const reachOverSsh = async (
	lab: Lab,
	host: Namespace,
	{
		inside = [],
		options = [],
		user = 'root',
		delayS,
		from,
		as,
	}: {
		readonly inside?: readonly string[];
		readonly options?: readonly string[];
		readonly user?: string;
		readonly delayS?: number;
		/** Where the program runs; a machine without any network if absent. */
		readonly from?: Namespace;
		/** Commands run as this user, who can't log in. */
		readonly as?: 'nobody' | undefined;
	} = {},
): Promise<SshWay> => {
	const {folder, path} = await openSshFolder(lab, 'ssh');
	lab.write('ssh/known', `backend ${readFileSync(`${folder}/host-key.pub`, 'utf8')}`);
	const asNobody = lab.write(
		'ssh/as-nobody',
		'#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "$SSH_ORIGINAL_COMMAND"\n',
	);
	chmodSync(asNobody, 0o755);
	const forced = as === undefined ? [] : [`ForceCommand=${asNobody}`];
	// The first value of an option counts.
	const server = [
		...['/usr/sbin/sshd', '-i', '-e', '-f', '/dev/null'],
		// What root's own login scripts do on the machine of the tests is no matter of the lab.
		...[...forced, ...options, ...serverOptions(folder), ...(user === 'root' ? [`SetEnv=HOME=${folder}`] : [])].map(
			option => `-o${option}`,
		),
	];
	const line =
		delayS === undefined ? [] : ['python3', new URL('../servers/delay.py', import.meta.url).pathname, `${delayS}`];
	lab.write(
		'ssh/config',
		`Host backend
	HostName backend
	User ${user}
	IdentityFile ${folder}/key
	IdentitiesOnly yes
	UserKnownHostsFile ${folder}/known
	StrictHostKeyChecking yes
	ProxyCommand ${[...line, 'ip', 'netns', 'exec', host.name, ...inside, ...server].join(' ')} 2>>${folder}/sshd.log
`,
	);
	const seat = from === undefined ? ['unshare', '-n'] : ['ip', 'netns', 'exec', from.name];
	return {host: 'ssh://backend', before: [...seat, 'env', `PATH=${path}`], path};
};

/** Cuts the way: what runs over it ends, and no new connection comes about. */
export const cutSsh = async (lab: Lab, host: Namespace): Promise<void> => {
	const config = join(lab.directory, 'ssh/config');
	writeFileSync(config, readFileSync(config, 'utf8').replace(/ProxyCommand .*/, 'ProxyCommand false'));
	await must('sh', [
		'-c',
		`for pid in $(ip netns pids ${host.name}); do grep -q '^sshd' /proc/$pid/comm 2>/dev/null && kill -9 $pid; done; true`,
	]);
};
