import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {compare, type Disagreement} from './kernel/compare.ts';
import {counterexamples} from './kernel/counterexamples.ts';
import {kinds, randomRules} from './kernel/random-rules.ts';

const tools = ['ip', 'iptables', 'iptables-legacy', 'nft', 'ipset', 'python3'];
const missing = tools.filter(tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
const lacks =
	process.platform !== 'linux' || process.getuid?.() !== 0
		? 'needs root on Linux, for network namespaces'
		: missing.length > 0
			? `needs ${missing.join(', ')}`
			: undefined;

const number = Number(process.env.KERNEL_RULE_SETS ?? 300);
const first = Number(process.env.KERNEL_SEED ?? 1);

describe.skipIf(lacks !== undefined)(
	`the simulation against the kernel${lacks === undefined ? '' : ` (skipped: ${lacks})`}`,
	() => {
		test.for(counterexamples)('%s', {timeout: 60_000}, async ([claim, ...texts]) => {
			const {judged, unknown, refused, wrong} = await compare(claim, texts);
			expect(wrong).toEqual([]);
			// A kernel or a tool that doesn't take these rules shows nothing.
			expect(judged + unknown + refused).toBeGreaterThan(0);
		});

		test(`no verdict on ${number} random rule sets is wrong, and few are unknown`, {
			timeout: 60_000 + number * 2000,
		}, async () => {
			const wrong: Disagreement[] = [];
			let [judged, unknown, refused] = [0, 0, 0];
			const seeds = Array.from({length: number}, (_, index) => first + index);
			const work = async (): Promise<void> => {
				for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
					const outcome = await compare(`seed ${seed}`, randomRules(seed, kinds[seed % kinds.length] ?? 'nft'));
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
			for (const {of, rules} of new Map(wrong.map(each => [each.of, each])).values())
				process.stderr.write(`rules of ${of}:\n${rules}\n`);
			expect(wrong.map(({rules: _, ...each}) => each)).toEqual([]);
			expect(refused).toBeLessThan(Math.max(2, number / 5));
			expect(unknown / (judged + unknown)).toBeLessThan(0.03);
		});
	},
);
