import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import {type Directive, readNginx} from './nginx-syntax.ts';

/** A configuration with what it includes put in place. */
export type WholeConfig = {
	readonly directives: readonly Directive[];
	readonly files: readonly string[];
	/** Files that are included and can't be read: what they say isn't known. */
	readonly unread: readonly string[];
	readonly from: readonly Observation[];
};

const mostFiles = 100;
const deepest = 8;

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
 * Reads nginx's main file and all that it includes, `beneath` the root of its container. Relative names are relative to
 * the main file's folder (ngx_core_module, include).
 */
export const readWithIncludes = async (look: Look, main: string, beneath: string): Promise<WholeConfig> => {
	const files: string[] = [];
	const unread: string[] = [];
	const from: Observation[] = [];
	const base = main.slice(0, main.lastIndexOf('/'));
	const read = async (path: string, depth: number): Promise<readonly Directive[]> => {
		if (files.length >= mostFiles || depth > deepest) {
			unread.push(path);
			return [];
		}

		const observation = await look.run(command('cat', path));
		if (!succeeded(observation)) {
			unread.push(path);
			return [];
		}

		files.push(path);
		from.push(observation);
		return put(readNginx(observation.stdout, path), depth);
	};

	const put = async (directives: readonly Directive[], depth: number): Promise<readonly Directive[]> => {
		const whole: Directive[] = [];
		for (const directive of directives) {
			const [path] = directive.args;
			if (directive.name === 'include' && path !== undefined) {
				const found = await filesOf(look, path.startsWith('/') ? `${beneath}${path}` : `${base}/${path}`);
				if (!found.known) unread.push(path);
				for (const one of found.paths) whole.push(...(await read(one, depth + 1)));
			} else {
				whole.push(directive.block ? {...directive, block: await put(directive.block, depth)} : directive);
			}
		}

		return whole;
	};

	return {directives: await read(main, 0), files, unread, from};
};
