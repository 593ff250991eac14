import {mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Lab} from './lab.ts';

/**
 * The words to put before the program or sshd, so that the host of the lab has a /run and a /var/lib of its own: the
 * journal of its changes, and the lock. `also` runs in that mount namespace first.
 */
export const withJournal = (lab: Lab, also = ':'): readonly string[] => {
	for (const folder of ['run/sshd', 'var']) mkdirSync(join(lab.directory, folder), {recursive: true});
	const script = lab.write(
		'journal.sh',
		`mount --make-rprivate /
mount --bind ${lab.directory}/run /run
mount --bind ${lab.directory}/var /var/lib
${also}
exec "$@"
`,
	);
	return ['unshare', '-m', 'sh', script, 'env', `XDG_STATE_HOME=${lab.directory}/state`];
};

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};

const names = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** The folders of the changes that the host's journal holds. */
export const changeFolders = (lab: Lab): readonly string[] =>
	['var/slb-wizard/changes', 'run/slb-wizard/changes']
		.map(folder => join(lab.directory, folder))
		.flatMap(folder => names(folder).map(name => join(folder, name)));

/** How each change in the journal stands. */
export const changeStates = (lab: Lab): readonly string[] =>
	changeFolders(lab).map(folder => read(join(folder, 'status')).trim());

/** Whether a change holds the host. */
export const isLocked = (lab: Lab): boolean => names(join(lab.directory, 'run/slb-wizard')).includes('lock');
