import {spawnSync} from 'node:child_process';

const commands = [
	'ip',
	'nginx',
	'haproxy',
	'iptables',
	'iptables-legacy',
	'nft',
	'ipset',
	'conntrack',
	'python3',
	'openssl',
	'tcpdump',
	'firewalld',
	'dbus-daemon',
	'ufw',
	'fail2ban-server',
];

/** Whether a program is on this machine. */
export const isInstalled = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Why no lab can be built here; undefined when it can. */
export const labLacks = (): string | undefined => {
	if (process.platform !== 'linux') {
		return 'the lab needs Linux';
	}

	if (process.getuid?.() !== 0) {
		return 'the lab needs root, for network namespaces';
	}

	const missing = commands.filter(command => !isInstalled(command));
	return missing.length > 0 ? `the lab needs ${missing.join(', ')} (see test/lab/packages.txt)` : undefined;
};
