import {afterEach, describe, expect, test} from 'vitest';
import {speak, type Words} from '../../source/engine/words.ts';
import type {Table} from '../../source/packet/filters.ts';
import type {Passage} from '../../source/packet/passage.ts';
import {saidPassage} from '../../source/packet/said-passage.ts';
import {readSaved} from '../../source/packet/saved.ts';
import {stationsOf} from '../../source/packet/stations.ts';
import {traceRows} from '../../source/packet/trace.ts';
import {iptables, nft, probe, ways} from './ways.ts';

const isWords = (value: unknown): value is Words =>
	typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;

/** Every sentence within a value. */
const wordsIn = (value: unknown): readonly Words[] => {
	if (isWords(value)) return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
};

/** English that is left in a Chinese sentence: two words of prose, outside of what a tool prints. */
const englishIn = (chinese: string, tools: readonly string[]): string => {
	const own = tools.reduce((left, text) => left.replaceAll(text, ''), chinese);
	return own.match(/(?<![-\w/.])[a-z]{2,} (?:[a-z']{2,} )+[a-z']{2,}/)?.[0] ?? '';
};

const filterRules: ReadonlyArray<readonly [string, readonly Table[]]> = [
	'-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
	'-A INPUT -p tcp -m tcp --dport 80 -j DROP',
	'-A INPUT -p tcp -m tcp --dport 80 -j REJECT --reject-with tcp-reset',
	'-A OUTPUT -p tcp -m tcp --sport 80 -j DROP',
	'-A INPUT -m u32 --u32 0x0 -j DROP',
	'-A INPUT -s nowhere -j DROP',
	'-A INPUT -j NFQUEUE --queue-num 0',
	'-A INPUT -m recent --name friends --rcheck -j ACCEPT',
	'-A INPUT -m set --match-set friends src -j DROP',
	'-A INPUT -p tcp --sport 2000 -j DROP',
	'-A INPUT -m limit --limit 3/sec -j DROP',
	'-A INPUT -m connmark --mark 0x1/0x1 -m statistic --mode random -j DROP',
	'*nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080',
	'*nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2-172.17.0.9',
	'*raw\n-A PREROUTING -j NOTRACK',
	'*mangle\n-A PREROUTING -j MARK --set-mark 7',
].map(rule => [rule, iptables(rule)]);

const nftRules: ReadonlyArray<readonly [string, readonly Table[]]> = [
	{match: {op: '==', left: {osf: {key: 'name'}}, right: 'Linux'}},
	{match: {op: '==', left: {meta: {key: 'mark'}}, right: {strange: 1}}},
	{quota: {val: 1, val_unit: 'bytes'}},
	{synproxy: null},
	{xt: {type: 'target', name: 'STRANGE'}},
	{xt: {type: 'match', name: 'strange'}},
	{vmap: {key: {meta: {key: 'mark'}}, data: '@missing'}},
	{dnat: {addr: {map: {}}}},
].map(statement => [JSON.stringify(statement), nft(filterTable([statement, {drop: null}]))]);

function filterTable(expr: readonly unknown[]) {
	const place = {family: 'inet', table: 't'};
	return {
		nftables: [
			{table: {family: 'inet', name: 't'}},
			{chain: {...place, name: 'c', type: 'filter', hook: 'input', prio: 0, policy: 'accept'}},
			{rule: {...place, chain: 'c', handle: 1, expr}},
		],
	};
}

afterEach(() => speak('en'));

describe('a way in words', () => {
	test.each([...filterRules, ...nftRules])('is said to programs as strings in one language: %s', (_rule, tables) => {
		speak('zh-CN');
		const passages = ways(tables, {ipset: ''}).map(saidPassage);
		expect(wordsIn(passages)).toEqual([]);
		expect(passages[0]?.trace[0]?.did).toBe('探测：SYN，建立连接');
	});

	test.each([...filterRules, ...nftRules])('is told in Chinese as well: %s', (_rule, tables) => {
		const passages = ways(tables, {ipset: ''});
		const shown = (passage: Passage) => [
			...traceRows(passage, probe).map(({text}) => text),
			...wordsIn(stationsOf(passage)),
		];
		const said = [...passages.flatMap(shown), ...wordsIn(passages)];
		expect(said.length).toBeGreaterThan(8);
		const printed = passages.flatMap(({trace}) => trace.flatMap(step => ('rule' in step ? [step.rule.text] : [])));
		for (const {en, zh} of said) {
			expect(`${en} ${zh}`).not.toMatch(/\[object|undefined/);
			expect(en).not.toMatch(/\p{Script=Han}/u);
			expect(englishIn(zh, [...printed, 'proto kernel scope link'])).toBe('');
		}

		const ends = passages.map(passage => traceRows(passage, probe).at(-1)?.text.zh);
		for (const end of ends)
			expect(end).toMatch(/^(放行|被拦截|丢失|结果无法确定|只有部分|应答的结果无法确定|回程路由无法确定).*。$/);
	});

	test.each([
		['{}', '是 JSON，但不是 nft -j list ruleset 的输出'],
		['*filter\n:INPUT DROP [0:0]\n', '不完整：缺少 COMMIT'],
		['hello', '不是以下任何一种：iptables-save、nft list ruleset'],
	])('what a saved file is not is said in Chinese: %j', (text, zh) => {
		const read = readSaved([{name: 'rules.v4', text}], 4);
		expect('problem' in read ? read.problem.zh : '').toContain(`rules.v4 ${zh}`);
	});
});
