import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {compare, type Disagreement, type Kind} from './kernel/compare.ts';

const tools = ['ip', 'iptables', 'iptables-legacy', 'nft', 'ipset', 'python3'];
const missing = tools.filter(tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
const lacks =
	process.platform !== 'linux' || process.getuid?.() !== 0
		? 'needs root on Linux, for network namespaces'
		: missing.length > 0
			? `needs ${missing.join(', ')}`
			: undefined;

const number = Number(process.env.KERNEL_RULE_SETS ?? 48);
const first = Number(process.env.KERNEL_SEED ?? 1);
const kinds: readonly Kind[] = ['iptables', 'iptables-legacy', 'nft', 'mixed'];

describe.skipIf(lacks !== undefined)(
	`the simulation against the kernel${lacks === undefined ? '' : ` (skipped: ${lacks})`}`,
	() => {
		test(`no verdict on ${number} random rule sets is wrong, and few are unknown`, {
			timeout: 60_000 + number * 2000,
		}, async () => {
			const wrong: Disagreement[] = [];
			let [judged, unknown, refused] = [0, 0, 0];
			const seeds = Array.from({length: number}, (_, index) => first + index);
			const work = async (): Promise<void> => {
				for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
					const outcome = await compare(seed, kinds[seed % kinds.length] ?? 'nft');
					judged += outcome.judged;
					unknown += outcome.unknown;
					refused += outcome.refused;
					wrong.push(...outcome.wrong);
				}
			};
			// Most of the time is spent waiting for packets that are dropped.
			await Promise.all(Array.from({length: 4}, work));
			process.stderr.write(
				`${judged} verdicts compared, ${unknown} unknown, ${refused} rule sets that the kernel refused\n`,
			);
			for (const {seed, rules} of new Map(wrong.map(each => [each.seed, each])).values())
				process.stderr.write(`rules of seed ${seed}:\n${rules}\n`);
			expect(wrong.map(({rules: _, ...each}) => each)).toEqual([]);
			expect(refused).toBeLessThan(Math.max(2, number / 5));
			expect(unknown / (judged + unknown)).toBeLessThan(0.05);
		});
	},
);
