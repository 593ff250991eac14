import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The checkout's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The paths of all committed or added files; in a copy without git, of all files under source/ and test/. */
export const trackedFiles = (): readonly string[] =>
	existsSync(join(root, '.git'))
		? execFileSync('git', ['ls-files', '-z'], {cwd: root, encoding: 'utf8'})
				.split('\0')
				.filter(path => path !== '' && existsSync(join(root, path)))
		: ['source', 'test'].flatMap(folder =>
				readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'}).map(path => posix.join(folder, path)),
			);

export type Import = {
	/** The importing file, `source/guide/port.ts`. */
	readonly file: string;
	/** The imported file in the same form, or a package's specifier. */
	readonly what: string;
	readonly isRelative: boolean;
};

// At the beginning of a line, or the end of a list of names; and import(…) anywhere. `from` in a string isn't one.
const statement = /^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

/** Every import of the program's source files, types too. */
export const sourceImports = (): readonly Import[] => {
	const names = readdirSync(join(root, 'source'), {recursive: true, encoding: 'utf8'});
	return names
		.filter(name => /\.tsx?$/.test(name))
		.flatMap(name => {
			const file = posix.join('source', name);
			const text = readFileSync(join(root, file), 'utf8');
			return [...text.matchAll(statement)].map(([, from, bare, lazy]) => {
				const specifier = from ?? bare ?? lazy ?? '';
				const isRelative = specifier.startsWith('.');
				return {file, isRelative, what: isRelative ? posix.join(posix.dirname(file), specifier) : specifier};
			});
		});
};
