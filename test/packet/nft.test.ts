import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {Table} from '../../source/packet/filters.ts';
import {readNftDetails} from '../../source/packet/nft/details.ts';
import {readNft} from '../../source/packet/nft/listing.ts';
import {inWords, ways} from './ways.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
const tables = (name: string): readonly Table[] => {
	const details =
		name === 'sets' ? readNftDetails(readFileSync(new URL('fixtures/sets.txt', import.meta.url), 'utf8')) : undefined;
	return readNft(fixture(name), details)?.tables ?? [];
};

/** A table `inet t` with one chain on input, made of rules in JSON. */
const onInput = (
	rules: readonly (readonly unknown[])[],
	sets: readonly unknown[] = [],
	policy = 'accept',
): readonly Table[] => {
	const place = {family: 'inet', table: 't'};
	const nftables = [
		{table: {family: 'inet', name: 't', handle: 1}},
		{chain: {...place, name: 'i', handle: 1, type: 'filter', hook: 'input', prio: 0, policy}},
		...sets,
		...rules.map((expr, index) => ({rule: {...place, chain: 'i', handle: index + 2, expr}})),
	];
	return readNft(JSON.stringify({nftables}))?.tables ?? [];
};

const match = (left: unknown, right: unknown, op = '==') => ({match: {op, left, right}});
const saddr = {payload: {protocol: 'ip', field: 'saddr'}};
const dport = {payload: {protocol: 'tcp', field: 'dport'}};
const drop = {drop: null};

describe("nft's listing", () => {
	test("firewalld's tables let in what its zone allows, and reject the part that it denies", () => {
		expect(inWords(ways(tables('firewalld')))).toEqual([
			'100.64.0.0/11 100.96.0.0/14 100.101.0.0/16 100.102.0.0/15 100.104.0.0/13 100.112.0.0/12: accept',
			'100.100.0.0/16: reject by ip saddr 100.100.0.0/16 reject with icmp port-unreachable',
		]);
	});

	test('sets, intervals, concatenations, verdict maps and marks are followed', () => {
		expect(inWords(ways(tables('sets')))).toEqual([
			'100.65.0.0/16 100.66.0.0/15 100.68.0.0/14 100.72.0.0/13 100.80.0.0/30 100.80.0.4/32 100.80.0.10/31 100.80.0.12/30 100.80.0.16/28 100.80.0.32/27 100.80.0.64/26 100.80.0.128/25 100.80.1.0/24 100.80.2.0/23 100.80.4.0/22 100.80.8.0/21 100.80.16.0/20 100.80.32.0/19 100.80.64.0/18 100.80.128.0/17 100.81.0.0/16 100.82.0.0/15 100.84.0.0/14 100.88.0.0/13 100.97.0.0/16 100.98.0.0/15 100.100.0.0/14 100.104.0.0/13 100.120.0.0/13: accept',
			'100.112.0.0/13: drop by ip saddr vmap @ways',
			'100.64.0.0/16 100.80.0.5/32 100.80.0.6/31 100.80.0.8/31: drop by ip saddr @bogons counter packets 0 bytes 0 drop comment "bogons"',
			'100.96.0.0/16: reject by ip saddr . tcp dport @pairs reject with tcp reset',
		]);
	});

	test.each([
		[81, {to: 'local', address: '10.11.192.1', port: 80}],
		[82, {to: 'forward', address: '172.17.0.2', port: 8080}],
		[83, {to: 'forward', address: '172.17.0.3', port: 83}],
	])('port %i is forwarded', (port, delivery) => {
		const nat = tables('sets').filter(({name}) => name === 'nat');
		expect(ways(nat, {packet: {port}})[0]).toMatchObject({probe: {is: 'accept'}, delivery});
	});

	test("kube-proxy's maps and dice lead to a pod", () => {
		expect(ways(tables('kube-proxy'))[0]).toMatchObject({
			share: 1,
			probe: {is: 'accept'},
			delivery: {to: 'forward', port: 8080},
		});
	});

	test('a chain on ingress of another device, a dormant table and a chain without a hook are not met', () => {
		expect(tables('sets').map(({family, name}) => `${family} ${name}`)).toEqual([
			'inet filter',
			'ip nat',
			'netdev shield',
		]);
		expect(inWords(ways(tables('sets').filter(({name}) => name === 'shield')))).toEqual(['100.64.0.0/10: accept']);
	});

	test('what JSON leaves out is asked of the text', () => {
		expect(readNft(fixture('sets'))?.lacks).toBe('details');
		expect(readNft(fixture('firewalld'))?.lacks).toBe('nothing');
	});

	test('a rule points to itself: table, chain, number and handle', () => {
		const [, stopped] = ways(tables('firewalld'));
		expect(stopped?.probe).toMatchObject({
			by: {
				tool: 'nft',
				family: 'inet',
				table: 'firewalld',
				chain: 'filter_IN_public_deny',
				hook: 'input',
				number: 2,
				owner: 'firewalld',
			},
		});
	});

	test('what iptables writes as an extension is unknown to nft', () => {
		expect(inWords(ways(tables('iptables-in-nft')))).toEqual([
			'100.64.0.0/10: drop by ip saddr 100.64.0.0/10 xt match "comment" counter packets 0 bytes 0 drop',
		]);
		const later = tables('iptables-in-nft');
		expect(inWords(ways(later, {packet: {sources: ['192.0.2.0/24']}}))).toEqual(['192.0.2.0/24: accept']);
	});
});

const all = '100.64.0.0/10';

describe('matches of nft', () => {
	test.each([
		['an anonymous set', [match(saddr, {set: ['1.2.3.4', {prefix: {addr: '100.64.0.0', len: 10}}]}), drop], 'stop'],
		['a negated set', [match(saddr, {set: ['1.2.3.4']}, '!='), drop], 'stop'],
		['another port', [match(dport, 8080), drop], 'accept'],
		['a port that is not this one', [match(dport, 22, '!='), drop], 'stop'],
		[
			'a port of UDP is no port of TCP, negated or not',
			[match({payload: {protocol: 'udp', field: 'dport'}}, 53, '!='), drop],
			'accept',
		],
		['greater and less', [match(dport, 79, '>'), match(dport, 81, '<'), drop], 'stop'],
		['IPv6 is not met', [match({payload: {protocol: 'ip6', field: 'saddr'}}, '::1', '!='), drop], 'accept'],
		['the state new', [match({ct: {key: 'state'}}, ['established', 'new'], 'in'), drop], 'stop'],
		['an interface with a wildcard', [match({meta: {key: 'iifname'}}, 'eth*'), drop], 'stop'],
		['kinds of addresses', [match({fib: {result: 'type', flags: ['daddr']}}, 'local'), drop], 'stop'],
		[
			'kinds of addresses, negated',
			[match({fib: {result: 'type', flags: ['daddr']}}, {set: ['local', 'broadcast']}, '!='), drop],
			'accept',
		],
		['a limit', [{limit: {rate: 5, burst: 5, per: 'minute'}}, drop], 'limited'],
		['a count of connections', [{'ct count': {val: 5, inv: true}}, drop], 'limited'],
		['a queue', [{queue: {num: 0}}], 'unknown'],
		['an expression that nobody knows', [match({osf: {key: 'name'}}, 'Linux'), drop], 'unknown'],
		['a statement that nobody knows', [{teleport: null}], 'unknown'],
		['a set that is not there', [match(saddr, '@gone'), drop], 'unknown'],
		['a quota', [{quota: {val: 5, val_unit: 'mbytes'}}, drop], 'unknown'],
		['a chain that only counts and logs', [{counter: {packets: 1, bytes: 2}}, {log: {prefix: 'drop'}}], 'accept'],
		['a comparison behind a no', [match(dport, 8080), match({osf: {key: 'name'}}, 'Linux'), drop], 'accept'],
	])('%s', (_, expr, verdict) => {
		expect(ways(onInput([expr])).map(({probe}) => probe.is)).toEqual([verdict]);
	});

	test('accept ends only its own base chain', () => {
		const early = onInput([[match(dport, 80), {accept: null}]]);
		expect(inWords(ways([...early, ...onInput([[drop]])]))).toEqual([`${all}: drop by drop`]);
	});
});

test.each([
	'',
	'{',
	'[]',
	'{"nftables": 1}',
	'null',
	'{"nftables": [null, 1, {}, {"rule": {}}, {"chain": null}]}',
	'\u0000\u0001',
])('garbage never fails: %j', text => {
	expect(() => readNft(text)).not.toThrow();
});
