import {command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';

/**
 * Which packet filters the kernel has now. Listing the rules of one that isn't there would load its module, so these
 * files are read first:
 * - `nft`: whether nf_tables is there; undefined when that can't be told without loading it
 * - `legacy`: the tables of iptables-legacy that exist; undefined when the kernel doesn't say
 */
export type FilterKernel = {
	readonly nft: boolean | undefined;
	readonly legacy: readonly string[] | undefined;
	readonly from: readonly Observation[];
};

const isMissing = ({stderr}: Observation): boolean => /No such file|not found/i.test(stderr);

/** Reads which packet filters the kernel has, for one version of IP. Files under /proc/net are those of the network namespace. */
export async function readFilterKernel(look: Look, family: 4 | 6): Promise<FilterKernel> {
	const names = privileged('cat', family === 4 ? '/proc/net/ip_tables_names' : '/proc/net/ip6_tables_names');
	const [modules, tables] = await Promise.all([look.run(command('cat', '/proc/modules')), look.run(names)]);
	const nft = await hasNft(look, modules);
	const legacy = succeeded(tables)
		? tables.stdout.split('\n').filter(line => line.trim() !== '')
		: tables.exitCode !== undefined && isMissing(tables)
			? []
			: undefined;
	return {nft: nft.is, legacy, from: [modules, tables, ...nft.from]};
}

type Presence = {readonly is: boolean | undefined; readonly from: readonly Observation[]};

/** A kernel that loads no modules has nf_tables built in or not at all: nothing can be loaded by looking. */
async function hasNft(look: Look, modules: Observation): Promise<Presence> {
	const loaded = modules.stdout.split('\n').map(line => line.split(' ')[0]);
	if (loaded.includes('nf_tables')) return {is: true, from: []};
	if (!succeeded(modules)) return {is: isMissing(modules) ? true : undefined, from: []};
	if (modules.stdout.trim() === '') return {is: true, from: []};
	const release = await look.run(command('cat', '/proc/sys/kernel/osrelease'));
	const built = await look.run(command('cat', `/lib/modules/${release.stdout.trim()}/modules.builtin`));
	const from = [release, built];
	if (succeeded(built) && built.stdout.includes('.ko')) return {is: /\/nf_tables\.ko/.test(built.stdout), from};
	// Within a container the list of built-in modules is missing, the kernel's symbols are not.
	const symbols = await look.run(command('grep', '-m', '1', '-w', 'nft_do_chain', '/proc/kallsyms'));
	const is = succeeded(symbols) ? true : symbols.exitCode === 1 ? false : undefined;
	return {is, from: [...from, symbols]};
}
