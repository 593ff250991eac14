import {describe, expect, test} from 'vitest';
import type {Finding} from '../../source/engine/finding.ts';
import type {ProbeReply} from '../../source/engine/probe.ts';
import type {Health} from '../../source/fact/health.ts';
import {freeAddresses} from '../../source/fact/seat/free-address.ts';
import {closeSeat, openSeat, readSeat} from '../../source/fact/seat/script.ts';
import type {Seated, Seats} from '../../source/fact/seat/seat.ts';
import {judgePassages} from '../../source/guide/judge/passage.ts';
import {judgeSeat, outweighed} from '../../source/guide/judge/seat.ts';
import {readRoutes} from '../../source/packet/route/read-routes.ts';
import {known, target, unseen} from '../fact/look.ts';
import {iptables, ways} from '../packet/ways.ts';
import {spoken} from './spoken.ts';

const drop = '[0:0] -A INPUT -s 100.64.0.0/10 -p tcp -m tcp --dport 80 -j DROP';
const forEth0 = '[0:0] -A INPUT -s 100.64.0.0/10 -i eth0 -p tcp -m tcp --dport 80 -j DROP';
const forOthers = '[0:0] -A INPUT ! -i eth0 -p tcp -m tcp --dport 80 -j DROP';

const good: ProbeReply = {outcome: 'answered', status: 200, totalMs: 3};
const silent: ProbeReply = {outcome: 'connect-timeout', totalMs: 2000};

const passage = (rule: string | undefined, inInterface: string) =>
	ways(rule === undefined ? [] : iptables(rule), {packet: {inInterface}})[0];

const sitAt = (rule: string | undefined, reply: ProbeReply, health: Health) => {
	const real = passage(rule, 'eth0');
	const simulated = passage(rule, 'slbws7');
	if (real === undefined || simulated === undefined) throw new Error('there is a passage');
	const observation = {
		command: {file: 'curl', args: ['-sS', '-I', 'http://10.11.192.1/']},
		stdout: '',
		stderr: '',
		exitCode: 0,
		durationMs: 3,
		shape: {protocol: 'http', address: '10.11.192.1', port: 80, timeoutMs: 2000},
		reply,
	} as const;
	const seated: Seated = {
		passage: real,
		source: '100.127.255.254',
		link: 'slbws7',
		observation,
		health,
		simulated,
		after: 'gone',
	};
	const seats: Seats = {is: 'tried', seated: [seated], not: []};
	return {real, observation, seats};
};

const judge = (rule: string | undefined, reply: ProbeReply, health: Health): ReadonlyArray<Finding<string>> => {
	const {real, observation, seats} = sitAt(rule, reply, health);
	const asked = {
		seat: {address: '10.11.192.1', port: 80},
		isForwarded: false,
		health: 'good',
		exact: {...observation, reply: good},
		repeats: [],
		timeoutMs: 2000,
		slowestMs: 3,
		variants: [],
	} as const;
	return spoken(judgeSeat({seat: known(seats), answers: known(asked), passages: known([real])}, target));
};

const inWords = (findings: ReadonlyArray<Finding<string>>): string =>
	findings
		.map(finding => {
			switch (finding.is) {
				case 'cause':
					return `${finding.code} ${finding.certainty}`;
				case 'unknown':
					return `unknown${finding.matters ? ' matters' : ''}: ${finding.why}`;
				case 'not-applicable':
					return finding.why;
				default:
					return `${finding.is}: ${finding.say}`;
			}
		})
		.join('\n');

describe('what the load balancer’s seat shows', () => {
	test.each<[string, string | undefined, ProbeReply, Health, RegExp]>([
		['nothing in the way, and answered', undefined, good, 'good', /^ok: From the load balancer's seat/],
		[
			'a rule that was read to drop it, and answered',
			drop,
			good,
			'good',
			/^contradiction: .*the real packet counts[\s\S]*unknown matters/,
		],
		['a rule for the real interface', forEth0, good, 'good', /^contradiction: .*that rule is for the real interface/],
		['a rule that drops it', drop, silent, 'silent', /^note: .*shows it: no connection within/],
		['a rule for other interfaces', forOthers, silent, 'silent', /^note: .*It shows nothing/],
		[
			'nothing in the way, and no answer',
			undefined,
			silent,
			'silent',
			/^contradiction: [\s\S]*unknown matters: Something that no rule shows/,
		],
		['another status', undefined, {...good, status: 403}, 'other', /^application-denies-probe-source proven/],
	])('%s', (_, rule, reply, health, says) => {
		expect(inWords(judge(rule, reply, health))).toMatch(says);
	});

	test('its request is shown as a person would send it, with where it came from', () => {
		const [shown] = judge(forEth0, good, 'good');
		expect(shown).toMatchObject({
			one: {command: 'curl -sS -I http://10.11.192.1/   # from 100.127.255.254', excerpt: '200 in 0.003 s'},
		});
	});

	test.each<[string, string, ProbeReply, Health, string]>([
		['came through it', drop, good, 'good', 'possible'],
		['was stopped', drop, silent, 'silent', 'proven'],
		['doesn’t meet it', forEth0, good, 'good', 'proven'],
	])(
		'a rule that was read to drop the sources, where a probe from the seat %s',
		(_, rule, reply, health, certainty) => {
			const {real, seats} = sitAt(rule, reply, health);
			const read = judgePassages(known([real]), {target, interface: 'eth0'});
			expect(inWords(spoken(read))).toBe('firewall-drops-probes proven');
			expect(inWords(spoken(outweighed(read, known(seats))))).toBe(`firewall-drops-probes ${certainty}`);
			expect(outweighed(read, unseen())).toEqual(read);
		},
	);

	test('a rule that stops another part of the sources stays proven', () => {
		const [through, stopped] = [sitAt(drop, good, 'good'), sitAt(drop, silent, 'silent')];
		const seats: Seats = {is: 'tried', seated: [...through.seats.seated, ...stopped.seats.seated], not: []};
		const read = judgePassages(known([through.real]), {target, interface: 'eth0'});
		expect(inWords(spoken(outweighed(read, known(seats))))).toBe('firewall-drops-probes proven');
	});

	test('what it can’t judge is said each time it was used, and nothing when it wasn’t', () => {
		expect(inWords(judge(undefined, good, 'good'))).toContain('can’t judge what is bound to the real interface');
		const not: Seats = {is: 'not-asked', seated: [], not: []};
		expect(judgeSeat({seat: known(not), answers: unseen(), passages: unseen()}, target)).toEqual([]);
	});
});

describe('an address that nobody has', () => {
	const sources = ['100.64.0.0/10'];
	const routing = (text: string) => ({
		family: 4 as const,
		rules: [],
		tables: readRoutes(text, 4).tables,
		vrfs: new Map<string, string>(),
	});

	test.each<[string, readonly string[], readonly string[], string, readonly string[], string | undefined]>([
		['the last one of the sources', sources, sources, '', [], '100.127.255.254'],
		['not one that was seen', sources, sources, '', ['100.127.255.254'], '100.127.255.253'],
		['not in a container network', sources, sources, '100.127.0.0/16 dev cni0', [], '100.126.255.254'],
		['of the part', ['100.64.0.0/11'], sources, '', [], '100.95.255.254'],
		[
			'a default route says nothing of who is there',
			sources,
			sources,
			'default via 10.0.0.1 dev eth0',
			[],
			'100.127.255.254',
		],
		[
			'in the host’s own network',
			['10.0.0.0/24'],
			['10.0.0.0/24'],
			'10.0.0.0/24 dev eth0',
			['10.0.0.254'],
			'10.0.0.253',
		],
		['none where the only one is the load balancer’s', ['10.0.0.7/32'], ['10.0.0.7/32'], '', [], undefined],
		['none where the cloud has its own services', ['100.100.0.0/16'], sources, '', [], undefined],
	])('%s', (_, part, all, routes, addresses, expected) => {
		expect(freeAddresses(part, all, {routing: routing(routes), addresses})[0]).toBe(expected);
	});
});

describe('the seat’s script', () => {
	test('what was typed never stands in the text of a script', () => {
		const {args} = openSeat({source: '100.64.0.1; reboot', backend: '$(x)', limitS: 5, near: 'bare'});
		expect(args[1]).not.toMatch(/reboot|\$\(x\)/);
		expect(args.slice(3, 6)).toEqual(['100.64.0.1; reboot', '$(x)', '5']);
	});

	test.each([
		['seat slbws12 34\nback 100.64.0.1 dev slbws12\nin local 10.0.0.1\n', {link: 'slbws12', holder: 34}],
		['failed: it needs root\n', {why: {en: 'it needs root', zh: expect.any(String)}}],
		['', {why: {en: 'nothing was said of why', zh: expect.any(String)}}],
		['seat eth0 34\n', {why: {en: 'nothing was said of why', zh: expect.any(String)}}],
	])('%j is read', (said, expected) => {
		expect(readSeat(said)).toMatchObject(expected);
	});

	test('it is ended by the names that it gave', () => {
		expect(closeSeat({link: 'slbws1', holder: 2, back: '', in: ''}).args.slice(2)).toEqual([
			'slbw-close',
			'slbws1',
			'2',
		]);
	});
});
