import {cpSync, existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {execute, waitFor} from './execute.ts';
import type {Lab} from './lab.ts';

/** The real firewalld, with a message bus and a configuration of its own. */
export type Firewalld = {
	/** The words to put before a command that talks to it: `env DBUS_SYSTEM_BUS_ADDRESS=…`. */
	readonly env: readonly string[];
};

const policy = ['method_call', 'signal', 'method_return', 'error']
	.map(type => `<allow send_type="${type}"/><allow receive_type="${type}"/>`)
	.join('');

const busConfiguration = (socket: string): string => `<!DOCTYPE busconfig PUBLIC
	"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/>${policy}</policy></busconfig>
`;

/** Starts firewalld on the backend with one of its two backends, and puts eth0 into the zone. */
export const startFirewalld = async (
	lab: Lab,
	{backend, zone = 'public'}: {readonly backend: 'nftables' | 'iptables'; readonly zone?: string},
): Promise<Firewalld> => {
	const folder = join(lab.directory, 'firewalld');
	cpSync('/etc/firewalld', folder, {recursive: true});
	const socket = join(lab.directory, 'bus');
	const configuration = lab.write('bus.conf', busConfiguration(socket));
	lab.backend.start('bus', 'dbus-daemon', `--config-file=${configuration}`, '--nofork');
	await waitFor('the message bus', () => existsSync(socket));
	await lab.backend.sh(`sed -i 's/^FirewallBackend=.*/FirewallBackend=${backend}/' firewalld/firewalld.conf`);
	const env = ['env', `DBUS_SYSTEM_BUS_ADDRESS=unix:path=${socket}`];
	const options = [
		'--nofork',
		'--nopid',
		'--system-config',
		folder,
		'--log-file',
		join(lab.directory, 'firewalld.log'),
	];
	lab.backend.start('firewalld', ...head(env), 'firewalld', ...options);
	await waitFor('firewalld', async () => {
		const {exitCode} = await execute('ip', ['netns', 'exec', lab.backend.name, ...env, 'firewall-cmd', '--state']);
		return exitCode === 0;
	});
	await lab.backend.sh(`${env.join(' ')} firewall-cmd -q --zone=${zone} --change-interface=eth0`);
	return {env};
};

const head = ([first = 'env', ...rest]: readonly string[]): [string, ...string[]] => [first, ...rest];

/** Switches the real ufw on, with a configuration of its own, and adds rules: `allow 22/tcp`. */
export const startUfw = async (lab: Lab, ...rules: readonly string[]): Promise<void> => {
	mkdirSync(join(lab.directory, 'default'), {recursive: true});
	cpSync('/etc/ufw', join(lab.directory, 'ufw'), {recursive: true});
	cpSync('/etc/default/ufw', join(lab.directory, 'default/ufw'));
	const script = lab.write(
		'ufw.sh',
		`set -e
mount --make-rprivate /
mount --bind ufw /etc/ufw
mount --bind default/ufw /etc/default/ufw
ufw --force enable
${rules.map(rule => `ufw ${rule}`).join('\n')}
`,
	);
	await lab.backend.sh(`unshare -m sh ${script} >ufw.out 2>&1 || { cat ufw.out >&2; false; }`);
};

/** Starts the real fail2ban on the backend with one jail, and bans addresses in it. */
export const startFail2ban = async (
	lab: Lab,
	{action, banned}: {readonly action: string; readonly banned: readonly string[]},
): Promise<readonly string[]> => {
	const folder = join(lab.directory, 'fail2ban');
	cpSync('/etc/fail2ban', join(folder, 'etc'), {recursive: true});
	mkdirSync(join(folder, 'run'));
	lab.write('fail2ban/error.log', '');
	const socket = join(folder, 'run/socket');
	lab.write(
		'fail2ban/etc/jail.local',
		`[DEFAULT]
banaction = ${action}
backend = polling
usedns = no
[sshd]
enabled = false
[nginx-http-auth]
enabled = true
port = 80
logpath = ${folder}/error.log
`,
	);
	lab.write(
		'fail2ban/etc/fail2ban.local',
		`[Definition]
socket = ${socket}
pidfile = ${folder}/run/pid
dbfile = ${folder}/run/db.sqlite3
logtarget = ${folder}/log
`,
	);
	const client = ['fail2ban-client', '-c', join(folder, 'etc'), '-s', socket];
	lab.backend.start('fail2ban', 'fail2ban-server', ...client.slice(1), '-p', join(folder, 'run/pid'), '-xf', 'start');
	await waitFor('fail2ban', async () => (await lab.backend.run('env', [...client, 'ping'])).exitCode === 0);
	await lab.backend.sh(`${client.join(' ')} set nginx-http-auth banip ${banned.join(' ')}`);
	await waitFor('the ban', async () => {
		const {stdout} = await lab.backend.run('sh', ['-c', 'iptables-save; ipset save; nft list ruleset']);
		return banned.every(address => stdout.includes(address));
	});
	return client;
};
