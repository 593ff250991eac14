import {describe, expect, it} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import type {ProbeObservation, ProbeReply} from '../../source/engine/probe.ts';
import type {Answers} from '../../source/fact/answers.ts';
import {checkShape, isAccepted} from '../../source/fact/check-shape.ts';
import {readSs} from '../../source/fact/listeners.ts';
import type {PacketFilters} from '../../source/fact/packet-filters.ts';
import {type ServedPorts, whoServes} from '../../source/fact/serving.ts';
import {
	emptyAgainstRules,
	getAgainstHead,
	listeningAgainstQueue,
	localAgainstPath,
	localAgainstRoute,
	searchAgainstPort,
} from '../../source/guide/judge/contradiction.ts';
import type {Table} from '../../source/packet/filters.ts';
import type {Passage} from '../../source/packet/passage.ts';
import {known, target, unseen} from '../fact/look.ts';
import {iptables, nft, ways} from '../packet/ways.ts';
import {spoken} from './spoken.ts';

const seat = {address: '10.11.192.1', port: 80};

const observed = (reply: Partial<ProbeReply>, method: 'GET' | 'HEAD' = 'HEAD'): ProbeObservation => ({
	command: {file: 'curl', args: method === 'HEAD' ? ['-I'] : []},
	stdout: '',
	stderr: '',
	durationMs: 1,
	shape: {...checkShape(target, seat, 5000), method},
	reply: {outcome: 'answered', totalMs: 1, connectMs: 1, ...reply},
});

const answered = (health: Answers['health'], reply: Partial<ProbeReply>, get?: Partial<ProbeReply>): Known<Answers> =>
	known({
		seat,
		isForwarded: false,
		health,
		exact: observed(reply),
		repeats: [],
		timeoutMs: 5000,
		slowestMs: 1,
		variants:
			get === undefined
				? []
				: [
						{
							differs: ['method'],
							value: 'GET',
							observation: observed(get, 'GET'),
							isAccepted: isAccepted(target, {outcome: 'answered', totalMs: 1, ...get}),
						},
					],
	});

const good = answered('good', {status: 200});
const passagesOf = (tables: readonly Table[]): Known<readonly Passage[]> => known(ways(tables));
const dropped = iptables('-A INPUT -s 100.64.0.0/10 -j DROP');
const droppedByNft = nft({
	nftables: [
		{table: {family: 'inet', name: 'guard', handle: 1}},
		{
			chain: {
				family: 'inet',
				table: 'guard',
				name: 'in',
				handle: 1,
				type: 'filter',
				hook: 'input',
				prio: 0,
				policy: 'drop',
			},
		},
	],
});

const words = (findings: readonly Finding[]): readonly string[] =>
	spoken(findings).map(finding =>
		finding.is === 'contradiction'
			? `${finding.say} | ${finding.one.command} | ${finding.other.command}`
			: `not a contradiction: ${finding.is}`,
	);

const listening = (text: string): Known<ServedPorts> => {
	const all = readSs(text);
	return {
		known: true,
		value: {check: whoServes(all, seat, 'eth0'), others: all, delivery: seat},
		from: [{command: {file: 'ss', args: ['-lntupe']}, stdout: text, stderr: '', exitCode: 0, durationMs: 1}],
	};
};

describe('both are right: they measure different things', () => {
	it('a local 200 and a stopped packet', () => {
		expect(words(localAgainstPath(good, passagesOf(dropped)))).toEqual([
			expect.stringMatching(/answered.*200.*-A INPUT -s 100\.64\.0\.0\/10 -j DROP.*\| curl -I \|/),
		]);
	});

	it('nothing contradicts itself where the local answer is bad as well, or nothing is stopped', () => {
		expect(localAgainstPath(answered('error', {status: 500}), passagesOf(dropped))).toEqual([]);
		expect(localAgainstPath(good, passagesOf(iptables('')))).toEqual([]);
		expect(localAgainstPath(unseen(), passagesOf(dropped))).toEqual([]);
	});

	it('a local 200 and a lost answer', () => {
		const route = {command: 'ip route get 100.64.0.10', excerpt: 'RTNETLINK answers: Network is unreachable'};
		expect(words(localAgainstRoute(good, route))).toEqual([
			expect.stringMatching(/answers to the load balancer are lost.*\| ip route get 100\.64\.0\.10$/),
		]);
		expect(localAgainstRoute(good, undefined)).toEqual([]);
	});

	it('a search for :80 that matches 8080', () => {
		const found = searchAgainstPort(
			listening('tcp LISTEN 0 511 0.0.0.0:8080 0.0.0.0:* users:(("java",pid=7,fd=6))'),
			target,
		);
		expect(words(found)).toEqual([
			expect.stringMatching(/nothing listens on port 80.*\| ss -lntupe \| grep :80 \| ss -Hltn 'sport = :80'$/),
		]);
	});

	it.each<[string, string]>([
		['somebody listens on the port', 'tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:*\ntcp LISTEN 0 511 0.0.0.0:8080 0.0.0.0:*'],
		['no longer number is there', 'tcp LISTEN 0 511 0.0.0.0:443 0.0.0.0:*'],
		[
			'the port is served on loopback only',
			'tcp LISTEN 0 511 127.0.0.1:80 0.0.0.0:*\ntcp LISTEN 0 5 0.0.0.0:8080 0.0.0.0:*',
		],
	])('no search misleads where %s', (_, text) => {
		expect(searchAgainstPort(listening(text), target)).toEqual([]);
	});

	it('LISTEN with a full queue', () => {
		const full = {command: 'ss -lnt', excerpt: 'LISTEN 6 5 0.0.0.0:80'};
		const socket = listening('tcp LISTEN 6 5 0.0.0.0:80 0.0.0.0:*');
		const silent = answered('silent', {outcome: 'connect-timeout'});
		const {connectMs: _, ...reply} = silent.known ? silent.value.exact.reply : {outcome: 'closed' as const, totalMs: 1};
		const timedOut: Known<Answers> = silent.known
			? known({...silent.value, exact: {...silent.value.exact, reply}})
			: silent;
		expect(words(listeningAgainstQueue(socket, timedOut, full))).toEqual([
			expect.stringMatching(/listed as listening.*accept queue is full.*\| ss -lntupe \| curl -I$/),
		]);
		expect(listeningAgainstQueue(socket, good, full)).toEqual([]);
		expect(listeningAgainstQueue(socket, timedOut, undefined)).toEqual([]);
	});

	it('GET 200 and HEAD 405', () => {
		expect(words(getAgainstHead(answered('other', {status: 405}, {status: 200})))).toEqual([
			expect.stringMatching(/^GET is answered with 200, and the check's HEAD with 405/),
		]);
		expect(getAgainstHead(answered('other', {status: 405}, {status: 405}))).toEqual([]);
		expect(getAgainstHead(answered('good', {status: 200}, {status: 200}))).toEqual([]);
	});

	const shown = (stdout: string): Known<Observation | undefined> =>
		known({command: {file: 'iptables', args: ['-S']}, stdout, stderr: '', exitCode: 0, durationMs: 1});
	const filters: Known<PacketFilters> = known({
		filters: {family: 4, tables: [], sets: {known: true, sets: new Map()}},
		rules: 1,
		tools: ['nft'],
	});
	const empty = '-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n';

	it('an empty iptables -S, and rules of nft', () => {
		expect(words(emptyAgainstRules(shown(empty), passagesOf(droppedByNft), filters))).toEqual([
			expect.stringMatching(/^iptables -S shows no rule, and .*guard.*\| iptables -S \| nft/),
		]);
	});

	it.each<[string, Known<Observation | undefined>, readonly Table[]]>([
		['iptables -S shows rules', shown(`${empty}-A INPUT -j DROP\n`), droppedByNft],
		['nothing stops packets', shown(empty), iptables('')],
		['it was not asked', known(undefined), droppedByNft],
	])('no listing misleads where %s', (_, plain, tables) => {
		expect(emptyAgainstRules(plain, passagesOf(tables), filters)).toEqual([]);
	});
});
