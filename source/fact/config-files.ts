import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {deepest, mostFiles, readNginxFiles} from './nginx-files.ts';
import {type Directive, readNginx} from './nginx-syntax.ts';

/** A configuration with what it includes put in place. */
export type WholeConfig = {
	readonly directives: readonly Directive[];
	readonly files: readonly string[];
	/** Files that are included and can't be read: what they say isn't known. */
	readonly unread: readonly string[];
	readonly from: readonly Observation[];
};

// glob(7) within one name; a hidden file is only meant by a pattern with a dot.
const patternOf = (glob: string): RegExp =>
	new RegExp(
		`^${glob.startsWith('*') ? '(?!\\.)' : ''}${glob
			.replace(/[.+^${}()|\\]/g, '\\$&')
			.replaceAll('*', '.*')
			.replaceAll('?', '.')}$`,
	);

/** The files that an `include` means: one, or those of a folder that fit a pattern, in the order of their names. */
const filesOf = async (
	look: Look,
	path: string,
): Promise<{readonly paths: readonly string[]; readonly known: boolean}> => {
	const cut = path.lastIndexOf('/');
	const [folder, name] = [path.slice(0, cut), path.slice(cut + 1)];
	if (!/[*?[]/.test(path)) return {paths: [path], known: true};
	if (/[*?[]/.test(folder) || name.includes('[')) return {paths: [], known: false};
	const list = await look.run(command('ls', '-a', folder));
	// A pattern that fits nothing is no error, and neither is a folder that isn't there.
	if (!succeeded(list)) return {paths: [], known: /No such file/.test(list.stderr)};
	const pattern = patternOf(name);
	const names = list.stdout.split('\n').filter(one => one !== '' && pattern.test(one));
	return {paths: names.toSorted().map(one => `${folder}/${one}`), known: true};
};

/**
 * Reads the first of these main files that can be read, and all that it includes, `beneath` the root of its container.
 * Relative names are relative to the main file's folder (ngx_core_module, include). Undefined when there is none.
 */
export const readWithIncludes = async (
	look: Look,
	mains: readonly string[],
	beneath: string,
): Promise<WholeConfig | undefined> => {
	const found = await readNginxFiles(look, mains, beneath);
	const main = found.main ?? (await firstReadable(look, mains));
	if (main === undefined) return undefined;
	const files: string[] = [];
	const unread: string[] = [];
	const from: Observation[] = [...found.from];
	const base = main.slice(0, main.lastIndexOf('/'));
	const textOf = async (path: string): Promise<string | undefined> => {
		const text = found.texts.get(path);
		if (text !== undefined) return text;
		const observation = await look.run(command('cat', path));
		if (!succeeded(observation)) return undefined;
		from.push(observation);
		return observation.stdout;
	};

	const read = async (path: string, depth: number): Promise<readonly Directive[]> => {
		const text = files.length >= mostFiles || depth > deepest ? undefined : await textOf(path);
		if (text === undefined) {
			unread.push(path);
			return [];
		}

		files.push(path);
		return put(readNginx(text, path), depth);
	};

	const pathsOf = async (include: string) => {
		const path = include.startsWith('/') ? `${beneath}${include}` : `${base}/${include}`;
		const paths = found.matches.get(path);
		const all = paths === undefined ? await filesOf(look, path) : {paths, known: true};
		if (!all.known) unread.push(include);
		return all.paths;
	};

	const put = async (directives: readonly Directive[], depth: number): Promise<readonly Directive[]> => {
		const whole: Directive[] = [];
		for (const directive of directives) {
			const [path] = directive.args;
			if (directive.name === 'include' && path !== undefined) {
				for (const one of await pathsOf(path)) whole.push(...(await read(one, depth + 1)));
			} else {
				whole.push(directive.block ? {...directive, block: await put(directive.block, depth)} : directive);
			}
		}

		return whole;
	};

	return {directives: await read(main, 0), files, unread, from};
};

const firstReadable = async (look: Look, paths: readonly string[]): Promise<string | undefined> => {
	for (const path of paths) if (succeeded(await look.run(command('cat', path)))) return path;
	return undefined;
};
