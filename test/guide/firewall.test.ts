import {describe, expect, test} from 'vitest';
import type {Observation} from '../../source/engine/command.ts';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import type {Target} from '../../source/engine/target.ts';
import {addresses} from '../../source/fact/addresses.ts';
import {answers} from '../../source/fact/answers.ts';
import {denyFiles, readAccessRules} from '../../source/fact/deny-files.ts';
import {fromHere} from '../../source/fact/from-here.ts';
import {keepers} from '../../source/fact/keepers.ts';
import {kernelSettings} from '../../source/fact/kernel-settings.ts';
import {packetFilters} from '../../source/fact/packet-filters.ts';
import {passages, pingPassages} from '../../source/fact/passages.ts';
import {plainIptables} from '../../source/fact/plain-iptables.ts';
import {type Seats, seat} from '../../source/fact/seat/seat.ts';
import firewall from '../../source/guide/firewall.ts';
import sources from '../../source/guide/sources.ts';
import type {Table} from '../../source/packet/filters.ts';
import type {Passage, ProbePacket} from '../../source/packet/passage.ts';
import {known, target, unseen} from '../fact/look.ts';
import {iptables, ways} from '../packet/ways.ts';
import {spoken} from './spoken.ts';

const udp: Target = {...target, healthCheck: {...target.healthCheck, protocol: 'udp', port: 53}};
const nlb: Target = {...udp, product: 'nlb'};
const held = [{interface: 'eth0', address: '10.11.192.1', prefix: 24, family: 4, up: true}] as const;

type Host = {
	readonly tables?: readonly Table[];
	readonly ipset?: string;
	readonly packet?: Partial<ProbePacket>;
	readonly forwards?: '0' | '1';
	readonly passages?: Known<readonly Passage[]>;
};

const facts = ({tables = [], ipset, packet = {}, forwards = '1', passages: given}: Host) => {
	const way = (changed: Partial<ProbePacket>): Known<readonly Passage[]> =>
		given ?? known(ways(tables, {packet: {...packet, ...changed}, ...(ipset === undefined ? {} : {ipset})}));
	return {
		passages: way({}),
		pingPassages: way({protocol: 'icmp'}),
		packetFilters: known({
			filters: {family: 4, tables, sets: {known: true, sets: new Map()}},
			rules: 2,
			tools: ['iptables'],
		}),
		addresses: known(held),
		kernelSettings: known({'net.ipv4.ip_forward': forwards}),
		denyFiles: known({allow: [], deny: [], heededBy: []}),
		answers: unseen(),
		fromHere: unseen(),
		keepers: unseen(),
		seat: known<Seats>({is: 'not-asked', seated: [], not: []}),
		plainIptables: known<Observation | undefined>(undefined),
		serviceLog: unseen(),
		webConfig: unseen(),
	};
};

const judge = (host: Host, of: Target = target): ReadonlyArray<Finding<string>> =>
	spoken(firewall.judge(facts(host), of));

const inWords = (findings: ReadonlyArray<Finding<string>>): readonly string[] =>
	findings.map(finding =>
		finding.is === 'cause'
			? `${finding.code} ${finding.certainty}${finding.severity ? ` ${finding.severity}` : ''}`
			: finding.is,
	);

test('both steps ask for the way through the filters', () => {
	expect(Object.values(firewall.needs)).toEqual([
		passages,
		pingPassages,
		packetFilters,
		addresses,
		kernelSettings,
		answers,
		fromHere,
		plainIptables,
		keepers,
		seat,
	]);
	expect(Object.values(sources.needs)).toEqual(expect.arrayContaining([passages, denyFiles]));
});

describe('the firewall', () => {
	test('a rule that drops is a proven cause, with everything that a remedy needs', () => {
		expect(judge({tables: iptables('[7:420] -A INPUT -s 100.64.0.0/10 -j DROP')})).toEqual([
			{
				is: 'cause',
				code: 'firewall-drops-probes',
				certainty: 'proven',
				values: {
					rule: '-A INPUT -s 100.64.0.0/10 -j DROP',
					tool: 'iptables',
					family: 'ip',
					table: 'filter',
					chain: 'INPUT',
					hook: 'input',
					owner: 'hand-made',
					number: '1',
					source: '100.64.0.10',
					interface: 'eth0',
				},
				evidence: [{command: 'iptables-save -c -t filter', excerpt: '[7 packets] -A INPUT -s 100.64.0.0/10 -j DROP'}],
			},
		]);
	});

	test('a part of the sources is named in words and as prefixes', () => {
		const [finding] = judge({tables: iptables('-A INPUT -s 100.112.0.0/12 -j DROP')});
		expect(finding).toMatchObject({
			values: {part: 'a quarter of the sources (100.112.0.0/12)', partCidr: '100.112.0.0/12', source: '100.112.0.10'},
		});
	});

	test('several rules are one cause, with all its parts', () => {
		const rules = '-A INPUT -s 100.112.0.0/12 -j DROP\n-A INPUT -s 100.96.0.0/12 -j REJECT';
		expect(judge({tables: iptables(rules)})).toMatchObject([
			{
				code: 'firewall-drops-probes',
				values: {part: 'half of the sources (100.96.0.0/11)', rule: '-A INPUT -s 100.96.0.0/12 -j REJECT'},
				evidence: [{excerpt: '-A INPUT -s 100.96.0.0/12 -j REJECT'}, {excerpt: '-A INPUT -s 100.112.0.0/12 -j DROP'}],
			},
		]);
	});

	test('an IP set shows the elements that hold the sources', () => {
		const ipset = 'create bogons hash:net\nadd bogons 192.0.2.0/24\nadd bogons 100.64.0.0/10\n';
		const saved = {command: {file: 'ipset', args: ['save']}, stdout: ipset, stderr: '', exitCode: 0, durationMs: 1};
		const value = ways(iptables('-A INPUT -m set --match-set bogons src -j DROP'), {ipset});
		expect(judge({passages: {known: true, value, from: [saved]}})).toMatchObject([
			{
				evidence: [
					{command: 'iptables-save -c -t filter'},
					{command: 'ipset save', excerpt: 'add bogons 100.64.0.0/10'},
				],
			},
		]);
	});

	test('nothing in the way is ok, and says what was walked', () => {
		expect(judge({tables: iptables('-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT')})).toEqual([
			{
				is: 'ok',
				say: '2 rules of iptables walked for 100.64.0.0/10 to 10.11.192.1:80: all accepted, by -A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
			},
		]);
	});

	test('a match that can’t be evaluated is unknown, matters, and says where to look', () => {
		expect(judge({tables: iptables('-A INPUT -m string --string "x" --algo bm -j DROP')})).toEqual([
			{
				is: 'unknown',
				why: `Whether probes from 100.64.0.0/10 get through can't be told, because of rule 1 of filter INPUT (iptables): -A INPUT -m string --string "x" --algo bm -j DROP (-m string can't be evaluated)`,
				wouldTell: {file: 'iptables-save', args: ['-c', '-t', 'filter'], privileged: true},
				matters: true,
			},
		]);
	});

	test('rules that can’t be read are unknown', () => {
		expect(inWords(judge({passages: unseen('not root')}))).toEqual(['unknown']);
	});

	const rows: ReadonlyArray<readonly [claim: string, rules: string, words: readonly string[]]> = [
		['a drop of the reply', '-A OUTPUT -d 100.64.0.0/10 -j DROP', ['firewall-drops-replies proven']],
		[
			"fail2ban's chain",
			':f2b-nginx - [0:0]\n-A INPUT -j f2b-nginx\n-A f2b-nginx -s 100.64.0.10/32 -j REJECT --reject-with icmp-port-unreachable',
			['security-software-blocks-probes proven'],
		],
		[
			"Security Center's chain",
			':aegis-block - [0:0]\n-A INPUT -j aegis-block\n-A aegis-block -s 100.64.0.0/10 -j DROP',
			['security-software-blocks-probes proven'],
		],
		[
			"Tailscale's chain",
			':ts-input - [0:0]\n-A INPUT -j ts-input\n-A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP',
			['tailscale-captures-probe-range proven'],
		],
		[
			'a slow limit',
			'-A INPUT -p tcp -m tcp --dport 80 --syn -m limit --limit 6/min -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 80 --syn -j DROP',
			['firewall-rate-limits-probes likely'],
		],
		[
			'a limit that only clients reach',
			'-A INPUT -p tcp -m tcp --dport 80 --syn -m limit --limit 10/sec -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 80 --syn -j DROP',
			['firewall-rate-limits-probes possible risk'],
		],
		[
			'a limit far above',
			'-A INPUT -p tcp -m tcp --dport 80 --syn -m hashlimit --hashlimit-name w --hashlimit-mode srcip --hashlimit-above 5000/sec -j DROP',
			['ok', 'note'],
		],
		[
			'recent with a count of hits',
			'-A INPUT -p tcp -m tcp --dport 80 -m recent --update --seconds 60 --hitcount 20 --name w --rsource -j DROP',
			['firewall-rate-limits-probes likely'],
		],
		[
			'dice',
			'-A INPUT -p tcp -m tcp --dport 80 -m statistic --mode random --probability 0.3 -j DROP',
			['firewall-rate-limits-probes proven'],
		],
		[
			'no connection at all',
			'-A INPUT -p tcp -m tcp --dport 80 --syn -m connlimit --connlimit-above 0 -j DROP',
			['firewall-drops-probes proven'],
		],
		['the metadata service blocked', '-A OUTPUT -d 100.100.100.200/32 -j DROP', ['ok', 'note']],
	];
	for (const [claim, rules, words] of rows)
		test(`${claim}: ${words.join(', ')}`, () => {
			expect(inWords(judge({tables: iptables(rules)}))).toEqual(words);
		});
});

describe('a forwarded port', () => {
	const nat =
		'*nat\n-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080\nCOMMIT\n*filter\n';

	test('stopped in FORWARD is forwarding that is blocked, with the container and its port', () => {
		const [finding] = judge({
			tables: iptables(
				`${nat}:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -s 100.64.0.0/10 -j DROP`,
			),
		});
		expect(finding).toMatchObject({
			code: 'container-forwarding-blocked',
			certainty: 'proven',
			values: {container: '172.17.0.2:8080', port: '8080', owner: 'docker', hook: 'forward'},
		});
	});

	test('a host that does not forward packets blocks it too', () => {
		expect(judge({tables: iptables(nat), forwards: '0'})).toMatchObject([
			{
				code: 'container-forwarding-blocked',
				certainty: 'proven',
				values: {name: 'net.ipv4.ip_forward', container: '172.17.0.2:8080'},
			},
		]);
		expect(inWords(judge({tables: iptables(nat)}))).toEqual(['ok']);
	});
});

describe('a UDP check takes silence for health', () => {
	const packet = {protocol: 'udp', port: 53} as const;
	const rows: ReadonlyArray<readonly [rules: string, of: Target, words: readonly string[]]> = [
		['-A INPUT -p udp -m udp --dport 53 -j DROP', udp, ['firewall-drops-probes proven risk']],
		[
			'-A INPUT -p udp -m udp --dport 53 -j REJECT --reject-with icmp-port-unreachable',
			udp,
			['firewall-drops-probes proven'],
		],
		[
			'-A INPUT -p udp -m udp --dport 53 -j REJECT --reject-with icmp-host-prohibited',
			udp,
			['firewall-drops-probes proven risk'],
		],
		['-A OUTPUT -p udp -j DROP', udp, ['ok']],
		['-A INPUT -p icmp -m icmp --icmp-type 8 -j DROP', udp, ['ok']],
		['-A INPUT -p icmp -m icmp --icmp-type 8 -j DROP', nlb, ['ping-ignored proven']],
	];
	for (const [rules, of, words] of rows)
		test(`${rules} (${of.product}): ${words.join(', ')}`, () => {
			expect(inWords(judge({tables: iptables(rules), packet}, of))).toEqual(words);
		});
});

describe('the sources', () => {
	const ask = (deny: string, allow = '', heededBy: readonly string[] = ['vsftpd']): ReadonlyArray<Finding<string>> =>
		spoken(
			sources.judge(
				{...facts({}), denyFiles: known({deny: readAccessRules(deny), allow: readAccessRules(allow), heededBy})},
				target,
			),
		);

	const rows: ReadonlyArray<readonly [claim: string, deny: string, allow: string, words: readonly string[]]> = [
		['an empty deny file', '# ALL: ALL\n', '', ['ok']],
		['everybody is denied', 'ALL: ALL', '', ['security-software-blocks-probes likely']],
		['the range is denied', 'vsftpd : 100.64.0.0/255.192.0.0', '', ['security-software-blocks-probes likely']],
		['a prefix with a dot is denied', 'ALL: 100.', '', ['security-software-blocks-probes likely']],
		['another service is denied', 'sshd: ALL', '', ['ok']],
		['other addresses are denied', 'ALL: 203.0.113.', '', ['ok']],
		['the exception holds the range', 'ALL: ALL EXCEPT 100.64.0.0/255.192.0.0', '', ['ok']],
		['the allow file comes first', 'ALL: ALL', 'vsftpd: 100.64.0.0/10', ['ok']],
	];
	for (const [claim, deny, allow, words] of rows)
		test(`${claim}: ${words.join(', ')}`, () => {
			expect(inWords(ask(deny, allow))).toEqual(words);
		});

	test('a service without libwrap does not heed the deny file', () => {
		expect(inWords(ask('ALL: ALL', '', []))).toEqual(['ok', 'note']);
	});

	test('both steps see the same rule', () => {
		const given = facts({tables: iptables('-A INPUT -s 100.64.0.0/10 -j DROP')});
		expect(sources.judge(given, target)).toEqual(firewall.judge(given, target));
	});
});

test('rules that only a missing nft could show are unknown, not accepted', () => {
	const seen = known(ways([], {packet: {}}));
	const blind = seen.known ? {...seen, blindTo: {en: 'rules that nft alone shows', zh: '只有 nft 显示的规则'}} : seen;
	expect(judge({passages: blind})).toMatchObject([
		{is: 'unknown', matters: true, wouldTell: {file: 'nft', args: ['list', 'ruleset']}},
	]);
});
