import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {must, waitFor} from './execute.ts';
import type {Lab} from './lab.ts';
import type {Namespace, Running} from './namespace.ts';
import {openSshFolder} from './ssh-folder.ts';

/** Where somebody sits, and the ways from there to the backend: directly, and over a bastion. */
export type Desk = {
	readonly desk: Namespace;
	readonly bastion: Namespace;
	/** Words to put before the program, so that it runs at the desk with the desk's own OpenSSH configuration. */
	readonly before: readonly string[];
	/** Files of keys, known hosts and the configuration; XDG_RUNTIME_DIR of the program is `run` in it. */
	readonly folder: string;
	/** Adds to the desk's OpenSSH configuration. */
	readonly configure: (text: string) => void;
	/** Starts an sshd; it listens when this resolves. */
	readonly serve: (host: Namespace, address: string, options?: readonly string[]) => Promise<Running>;
};

/** The backend as the desk and the bastion see it, and the bastion as the desk sees it. */
export const deskSees = {backend: '10.50.0.1', bastion: '10.50.2.1', nowhere: '10.50.9.9'} as const;
export const bastionSees = {backend: '10.50.1.1'} as const;

const files = (folder: string): string => `
	IdentityFile ${folder}/key
	IdentitiesOnly yes
	UserKnownHostsFile ${folder}/known
	User root
`;

/** Sets a desk up beside the backend; nothing listens yet. `inside` are words to put before sshd. */
export const openDesk = async (lab: Lab, inside: readonly string[] = []): Promise<Desk> => {
	const {folder, path} = await openSshFolder(lab, 'desk');
	mkdirSync(join(folder, 'run'), {recursive: true});
	const hostKey = (await must('cat', [join(folder, 'host-key.pub')])).trim();
	const known = [deskSees.backend, deskSees.bastion, bastionSees.backend].map(address => `${address} ${hostKey}\n`);
	lab.write('desk/known', known.join(''));

	const desk = await lab.neighbour('desk', 'desk0');
	const bastion = await lab.neighbour('bastion', 'bastion0');
	await must('ip', [
		'link',
		'add',
		'bastion0',
		'netns',
		desk.name,
		'type',
		'veth',
		'peer',
		'name',
		'desk0',
		'netns',
		bastion.name,
	]);
	await lab.backend.sh(
		`ip address add ${deskSees.backend}/30 dev desk0; ip address add ${bastionSees.backend}/30 dev bastion0`,
	);
	await desk.sh(`
		ip address add 10.50.0.2/30 dev eth0
		ip address add 10.50.2.2/30 dev bastion0
		ip link set bastion0 up
		ip route add ${deskSees.nowhere} via ${deskSees.bastion}
	`);
	// It forwards nothing: what is sent over it to nowhere meets silence.
	await bastion.sh(`
		ip address add 10.50.1.2/30 dev eth0
		ip address add ${deskSees.bastion}/30 dev desk0
		ip link set desk0 up
		sysctl -qw net.ipv4.ip_forward=0
	`);

	let config = '';
	const configure = (text: string): void => {
		config = `${text}\n${config}`;
		lab.write('desk/config', config);
	};
	configure(`
Host web-3
	HostName ${deskSees.backend}${files(folder)}
Host bastion
	HostName ${deskSees.bastion}${files(folder)}
Host inner
	HostName ${bastionSees.backend}
	ProxyJump bastion${files(folder)}
Host nowhere
	HostName ${deskSees.nowhere}${files(folder)}
`);
	let count = 0;
	return {
		desk,
		bastion,
		folder,
		configure,
		before: [...['ip', 'netns', 'exec', desk.name], 'env', `PATH=${path}`, `XDG_RUNTIME_DIR=${folder}/run`],
		serve: async (host, address, options = []) => {
			count++;
			// The first value of an option counts.
			const file = lab.write(
				`desk/sshd-${count}`,
				[
					...options,
					`ListenAddress ${address}`,
					`HostKey ${folder}/host-key`,
					`AuthorizedKeysFile ${folder}/authorized`,
					...['StrictModes no', 'UsePAM no', 'PidFile none', 'PermitRootLogin yes', 'PasswordAuthentication no'],
					// What root's own login scripts do on the machine of the tests is no matter of the lab.
					`SetEnv HOME=${folder}`,
				].join('\n'),
			);
			const running = host.start(`sshd-${count}`, 'env', ...inside, '/usr/sbin/sshd', '-D', '-e', '-f', file);
			await waitFor(
				`sshd on ${address}`,
				async () => (await host.run('ss', ['-Hltn', 'src', `${address}:22`])).stdout !== '',
			);
			return running;
		},
	};
};
