import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {doubtWords} from '../../source/packet/doubt.ts';
import type {Action, Condition, Table} from '../../source/packet/filters.ts';
import {readNft, readNftText} from '../../source/packet/nft/listing.ts';
import {drawFrom} from './kernel/random.ts';
import {inWords, ways} from './ways.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** What can't be told, with the sentence that a person gets. */
const worded = (part: Condition | Action) => ('why' in part ? {...part, why: doubtWords(part).en} : part);

/** Tables without the rules' own words, which the two languages write in another way. */
const plain = (tables: readonly Table[] = []) =>
	tables.map(({chains, bases, ...table}) => ({
		...table,
		bases: bases.map(({ref: _, ...base}) => base),
		chains: [...chains].map(([name, {rules}]) => [
			name,
			rules.map(({ref: {text: _, owner: __, ownerName: ___, ...ref}, parts}) => ({...ref, parts: parts.map(worded)})),
		]),
	}));

describe("nft's own language", () => {
	// `languages` was made of one rule for each thing that nft can say, and listed in both languages by nft 1.0.6.
	test.each(['languages', 'firewalld'])('says the same as its JSON: %s', name => {
		const [json, text] = [readNft(fixture(`${name}.json`)), readNftText(fixture(`${name}.txt`))];
		const handles = name === 'languages';
		const without = (tables: ReturnType<typeof plain>) =>
			JSON.parse(JSON.stringify(tables).replace(handles ? /$^/ : /"handle":\d+,/g, ''));
		// What neither of them understands is named in another way.
		const named = JSON.stringify(without(plain(text?.tables))).replaceAll('unread', 'synproxy');
		expect(JSON.parse(named)).toEqual(without(plain(json?.tables)));
	});

	test('devices and sleeping tables are in it', () => {
		const {tables = []} = readNftText(fixture('sets.txt')) ?? {};
		expect(tables.map(({family, name}) => `${family} ${name}`)).toEqual(['netdev shield']);
		expect(tables[0]?.bases[0]).toMatchObject({hook: 'ingress', priority: -500, devices: ['lo']});
	});

	test('a rule keeps its own words and its handle', () => {
		const {tables = []} = readNftText(fixture('firewalld.txt')) ?? {};
		const rules = tables[0]?.chains.get('filter_IN_public_deny')?.rules ?? [];
		expect(rules[1]?.ref).toMatchObject({
			text: 'ip saddr 100.100.0.0/16 reject with icmp port-unreachable',
			handle: 24,
			owner: 'firewalld',
		});
	});

	/** A chain on input, as an old nft prints it. */
	const onInput = (rule: string, more = '') =>
		readNftText(
			`table inet filter {\n${more}\tchain input {\n\t\ttype filter hook input priority 0; policy accept;\n\t\t${rule}\n\t}\n}\n`,
		)?.tables ?? [];

	test.each([
		['ip saddr 100.64.0.0/10 drop', 'drop'],
		['ip saddr { 10.0.0.0/8, 100.64.0.0/10} drop', 'drop'],
		['tcp dport { http, https} drop', 'drop'],
		['tcp dport 22 drop', 'accept'],
		['tcp flags & (fin | syn | rst | ack) == syn drop', 'drop'],
		['tcp flags & (fin|syn) == (fin|syn) drop', 'accept'],
		['ct state { established, related} accept', 'accept'],
		['ct state established,related,new drop', 'drop'],
		['ct state invalid drop', 'accept'],
		['meta l4proto ipv6-icmp accept', 'accept'],
		['iifname "eth0" tcp dport 80 counter packets 5 bytes 300 drop # handle 7', 'drop'],
		['ip saddr 100.64.0.0-100.127.255.255 reject with icmp type host-prohibited', 'reject'],
		['log prefix "the end } of" level info drop', 'drop'],
		['ip protocol tcp ip saddr 100.64.0.0/10 # xt_multiport counter packets 0 bytes 0 drop', 'unknown'],
		['meta l4proto tcp # xt_recent # handle 12', 'unknown'],
		['limit rate 5/minute burst 5 packets drop', 'limited'],
		['ip saddr 100.64.0.0/10 teleport to mars', 'unknown'],
		['tcp dport 80 osf name "Linux" drop', 'unknown'],
		['tcp dport vmap { 22 : accept, 80 : drop }', 'drop'],
		['counter packets 1 bytes 40 comment "drop it all"', 'accept'],
		['ip saddr . tcp dport { 100.64.0.0/10 . 1-100 } drop', 'drop'],
		['ip saddr != {\n\t\t\t10.0.0.0/8,\n\t\t\t192.168.0.0/16\n\t\t} drop', 'drop'],
	])('%s', (rule, is) => {
		const [only] = ways(onInput(rule));
		const {probe} = only ?? {};
		expect(probe?.is === 'stop' ? probe.how : probe?.is).toBe(is);
	});

	test('sets are read, also over several lines, with what elements carry', () => {
		const set = `\tset bad {\n\t\ttype ipv4_addr\n\t\tflags interval,timeout\n\t\telements = { 100.64.0.0/16 timeout 1h expires 59m1s comment "a, b",\n\t\t\t     100.127.0.0/16 }\n\t}\n`;
		expect(inWords(ways(onInput('ip saddr @bad drop', set), {packet: {sources: ['100.64.0.0/15']}}))).toEqual([
			'100.64.0.0/16: drop by ip saddr @bad drop',
			'100.65.0.0/16: accept',
		]);
	});

	test.each(['', 'Error: syntax error', 'table', 'table inet t {', 'table inet t {\n\tchain i {\n\t\tdrop\n'])(
		'what is no rule set is none: %j',
		text => {
			expect(readNftText(text)?.tables ?? []).toEqual([]);
		},
	);

	test('no text makes it fail or hang, however it is cut and mixed', () => {
		const texts = ['languages.txt', 'firewalld.txt', 'sets.txt'].map(fixture);
		fc.assert(
			fc.property(fc.integer(), seed => {
				const draw = drawFrom(seed);
				const lines = texts.join('').split('\n');
				const mixed = Array.from({length: 30}, () => lines[draw.number(lines.length)] ?? '')
					.map(line => (draw.chance(0.3) ? line.slice(0, draw.number(line.length + 1)) : line))
					.join('\n');
				expect(() => ways(readNftText(mixed)?.tables ?? [])).not.toThrow();
			}),
			{numRuns: 300},
		);
		fc.assert(
			fc.property(fc.string({maxLength: 200}), text => {
				expect(() => readNftText(`table inet t {\n chain i {\n${text}`)).not.toThrow();
				expect(() => readNftText(text)).not.toThrow();
			}),
		);
	});
});
