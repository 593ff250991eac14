// A host behind the real ssh and sshd, on this machine: sshd runs at the end of a pipe, so no port is opened.
import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';

const server = '/usr/sbin/sshd';

/** What to put before a command, so that `ssh backend` leads to this machine; undefined where that can't be had. */
export const behindSsh = folder => {
	if (!existsSync(server) || process.getuid?.() !== 0) {
		return undefined;
	}

	const path = name => join(folder, 'ssh', name);
	mkdirSync(path('bin'), {recursive: true});
	mkdirSync('/run/sshd', {recursive: true});
	for (const name of ['host-key', 'key']) {
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path(name)]);
	}

	copyFileSync(path('key.pub'), path('authorized'));
	writeFileSync(path('known'), `backend ${readFileSync(path('host-key.pub'), 'utf8')}`);
	const options = [
		`HostKey=${path('host-key')}`,
		`AuthorizedKeysFile=${path('authorized')}`,
		'StrictModes=no',
		'UsePAM=no',
		'PermitRootLogin=yes',
	];
	writeFileSync(
		path('config'),
		`Host backend
	User root
	IdentityFile ${path('key')}
	IdentitiesOnly yes
	UserKnownHostsFile ${path('known')}
	StrictHostKeyChecking yes
	ProxyCommand ${server} -i -f /dev/null ${options.map(option => `-o${option}`).join(' ')}
`,
	);
	writeFileSync(path('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${path('config')} "$@"\n`);
	chmodSync(path('bin/ssh'), 0o755);
	return ['env', `PATH=${path('bin')}:${process.env.PATH}`];
};
