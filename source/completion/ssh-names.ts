import {readdirSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {readDestination} from '../engine/destination.ts';

/** Configurations include one another; deeper ones are left out (ssh itself allows 16). */
const deepest = 4;

/** The names of hosts in the user's OpenSSH configuration (ssh_config(5): Host, Include), without patterns. */
export const sshNames = (folder = join(homedir(), '.ssh')): readonly string[] => {
	const names = new Set<string>();
	const read = (path: string, depth: number): void => {
		for (const line of textOf(path).split('\n')) {
			const [, key = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
			const words = rest.split(/\s+/).map(word => word.replace(/^"|"$/g, ''));
			if (key.toLowerCase() === 'host')
				for (const name of words)
					if (!/[*?!]/.test(name) && readDestination(`ssh://${name}`) !== undefined) names.add(name);
			if (key.toLowerCase() === 'include' && depth < deepest)
				for (const word of words) for (const file of filesOf(word, folder)) read(file, depth + 1);
		}
	};
	read(join(folder, 'config'), 0);
	return [...names].toSorted();
};

/** Completion has nobody to complain to: what can't be read has no names. */
const textOf = (path: string): string => {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
};

/** What an Include means: a file, or those of a folder that fit a pattern. Relative names are beneath ~/.ssh. */
const filesOf = (word: string, folder: string): readonly string[] => {
	const path = word.startsWith('~/')
		? join(homedir(), word.slice(2))
		: word.startsWith('/')
			? word
			: join(folder, word);
	if (!/[*?]/.test(path)) return [path];
	const beneath = dirname(path);
	const pattern = path.slice(beneath.length + 1);
	const fits = new RegExp(
		`^${pattern
			.replace(/[.+^${}()|[\]\\]/g, '\\$&')
			.replaceAll('*', '.*')
			.replaceAll('?', '.')}$`,
	);
	try {
		return readdirSync(beneath)
			.filter(name => fits.test(name))
			.toSorted()
			.map(name => join(beneath, name));
	} catch {
		return [];
	}
};
