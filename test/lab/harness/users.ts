import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import type {Lab} from './lab.ts';

/** Somebody who may log in to the lab's host. Everybody's password is `secret word`. */
export type User = {
	readonly name: string;
	/** `/bin/bash` if absent. */
	readonly shell?: string;
	/** What sudoers(5) says of them, after the name: `ALL=(ALL) NOPASSWD: ALL`. */
	readonly sudo?: string;
	/** A line of doas.conf(5). */
	readonly doas?: string;
	/** What the login shell reads first, by the name of the file. */
	readonly rc?: Readonly<Record<string, string>>;
};

export const password = 'secret word';

/**
 * The words to put before sshd, so that these users are there: an /etc of its own over that of the machine, in a mount
 * namespace that ends with it.
 */
export const withUsers = (lab: Lab, users: readonly User[]): readonly string[] => {
	const folder = `${lab.directory}/users`;
	mkdirSync(folder, {recursive: true});
	const hash = execFileSync('openssl', ['passwd', '-6', '-salt', 'lab', password], {encoding: 'utf8'}).trim();
	const lines = (make: (user: User, id: number) => string): string =>
		users.map((user, index) => `${make(user, 2000 + index)}\n`).join('');
	const home = (name: string): string => `${folder}/home-${name}`;
	lab.write(
		'users/passwd',
		lines(({name, shell = '/bin/bash'}, id) => `${name}:x:${id}:${id}::${home(name)}:${shell}`),
	);
	lab.write(
		'users/group',
		lines(({name}, id) => `${name}:x:${id}:`),
	);
	lab.write(
		'users/shadow',
		lines(({name}) => `${name}:${hash}:19000:0:99999:7:::`),
	);
	lab.write(
		'users/sudoers',
		`Defaults !lecture\n${lines(({name, sudo}) => (sudo === undefined ? '' : `${name} ${sudo}`))}root ALL=(ALL) ALL\n`,
	);
	lab.write(
		'users/doas.conf',
		lines(({doas}) => doas ?? ''),
	);
	for (const {name, rc = {}} of users) {
		mkdirSync(home(name), {recursive: true});
		for (const [file, text] of Object.entries(rc)) lab.write(`users/home-${name}/${file}`, text);
	}

	const script = lab.write(
		'users.sh',
		`set -e
mount --make-rprivate /
cd ${folder}
mkdir -p upper work
mount -t overlay overlay -o lowerdir=/etc,upperdir=${folder}/upper,workdir=${folder}/work /etc
for file in passwd group shadow; do cat $file >>/etc/$file; done
cp sudoers /etc/sudoers; chmod 440 /etc/sudoers
cp doas.conf /etc/doas.conf; chmod 400 /etc/doas.conf
rm -f /etc/sudoers.d/*
${users.map(({name}, index) => `chown -R ${2000 + index} home-${name}`).join('\n')}
cd /
exec "$@"
`,
	);
	return ['unshare', '-m', 'sh', script];
};
