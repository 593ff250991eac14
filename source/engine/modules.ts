import {command, succeeded} from './command.ts';
import type {Host} from './host.ts';

/** Says which of some kernel modules a host doesn't have loaded, but could load. */
export type ModuleCheck = (names: readonly string[]) => Promise<readonly string[]>;

/**
 * Reads what modules a host has. A kernel without modules (or one whose list can't be read, as in a container) loads
 * none; what is built in needs no loading.
 */
export const moduleCheck = (host: Host): ModuleCheck => {
	const cat = async (path: string): Promise<string> => {
		const observation = await host.run(command('cat', path));
		return succeeded(observation) ? observation.stdout : '';
	};
	let loaded: Promise<ReadonlySet<string>> | undefined;
	let builtIn: Promise<ReadonlySet<string>> | undefined;
	const readLoaded = async (): Promise<ReadonlySet<string>> =>
		new Set((await cat('/proc/modules')).split('\n').flatMap(line => line.split(' ').slice(0, 1).filter(Boolean)));
	const readBuiltIn = async (): Promise<ReadonlySet<string>> => {
		const release = (await cat('/proc/sys/kernel/osrelease')).trim();
		const list = await cat(`/lib/modules/${release}/modules.builtin`);
		// Files are named with - or _; the kernel's own name has _.
		return new Set([...list.matchAll(/([^/]+)\.ko/g)].map(([, name = '']) => name.replaceAll('-', '_')));
	};

	return async names => {
		loaded ??= readLoaded();
		const there = await loaded;
		const missing = there.size === 0 ? [] : names.filter(name => !there.has(name));
		if (missing.length === 0) return [];
		builtIn ??= readBuiltIn();
		const inKernel = await builtIn;
		return missing.filter(name => !inKernel.has(name));
	};
};
