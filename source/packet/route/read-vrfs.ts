/** The VRFs of a host: the table of each, and which interface belongs to which (Documentation/networking/vrf.rst). */
export type Vrfs = {
	readonly tables: ReadonlyMap<string, string>;
	readonly ofInterface: ReadonlyMap<string, string>;
};

/** Reads `ip -d -o link show`. */
export function readVrfs(text: string): Vrfs {
	const tables = new Map<string, string>();
	const ofInterface = new Map<string, string>();
	for (const line of text.split('\n')) {
		const name = /^\d+: ([^:@\s]+)/.exec(line)?.[1];
		if (name === undefined) continue;
		const table = /\bvrf table (\S+)/.exec(line)?.[1];
		if (table !== undefined) tables.set(name, table);
		const master = /\bmaster (\S+)/.exec(line)?.[1];
		if (master !== undefined && /\bvrf_slave\b/.test(line)) ofInterface.set(name, master);
	}
	return {tables, ofInterface};
}
