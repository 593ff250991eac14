import type {RuleRef} from '../passage.ts';

/**
 * What nft's JSON leaves out in some versions (1.0.6 among them): the devices of chains on ingress and egress, and
 * which tables are asleep. Keys are `family table` and `family table chain`.
 */
export type NftDetails = {
	readonly dormant: ReadonlySet<string>;
	readonly devices: ReadonlyMap<string, readonly string[]>;
};

/** Reads these out of `nft list ruleset`. */
export function readNftDetails(text: string): NftDetails {
	const dormant = new Set<string>();
	const devices = new Map<string, readonly string[]>();
	let [table, chain] = ['', ''];
	for (const line of text.split('\n')) {
		const head = /^table (\S+) (\S+) \{/.exec(line);
		const inner = /^\t(chain) (\S+) \{/.exec(line);
		if (head) [table, chain] = [`${head[1]} ${head[2]}`, ''];
		else if (inner) chain = inner[2] ?? '';
		else if (/^\tflags .*\bdormant\b/.test(line)) dormant.add(table);
		const on = /\bhook (?:ingress|egress) devices? (?:= )?(\{[^}]*\}|\S+)/.exec(line)?.[1];
		if (on !== undefined)
			devices.set(
				`${table} ${chain}`,
				on
					.replace(/[{}",]/g, ' ')
					.split(' ')
					.filter(word => word !== ''),
			);
	}
	return {dormant, devices};
}

/** A base chain's place among the details. */
export const chainKey = ({family, table, chain}: Pick<RuleRef, 'family' | 'table' | 'chain'>): string =>
	`${family} ${table} ${chain}`;
