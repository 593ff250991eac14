import {describe, expect, test} from 'vitest';
import * as commands from '../../../source/fact/windows/commands.ts';
import {
	type FirewallProfile,
	type FirewallRule,
	readFirewallProfiles,
	readFirewallRules,
	readNetworkCategories,
} from '../../../source/fact/windows/firewall.ts';
import {type InboundProbe, judgeInbound} from '../../../source/fact/windows/firewall-verdict.ts';

const json = (rows: readonly unknown[]) => JSON.stringify({ok: 1, data: rows});

test('profiles with numbers, with names, and with what is not configured', () => {
	const expected = [
		{name: 'domain', isOn: true, inbound: 'block'},
		{name: 'private', isOn: true, inbound: 'allow'},
		{name: 'public', isOn: false, inbound: 'block'},
	];
	expect(
		readFirewallProfiles(
			json([
				{Name: 'Domain', Enabled: 1, DefaultInboundAction: 0},
				{Name: 'Private', Enabled: 2, DefaultInboundAction: 2},
				{Name: 'Public', Enabled: 0, DefaultInboundAction: 4},
			]),
		),
	).toEqual(expected);
	expect(
		readFirewallProfiles(
			json([
				{Name: 'Domain', Enabled: 'True', DefaultInboundAction: 'NotConfigured'},
				{Name: 'Private', Enabled: true, DefaultInboundAction: 'Allow'},
				{Name: 'Public', Enabled: 'False', DefaultInboundAction: 'Block'},
			]),
		),
	).toEqual(expected);
});

test('a switch in an unknown word is no profile, and no profile is unknown', () => {
	expect(readFirewallProfiles(json([{Name: 'Public', Enabled: '启用'}]))).toBeUndefined();
	expect(readFirewallProfiles('')).toBeUndefined();
});

test('the profile of each network', () => {
	const rows = [
		{InterfaceAlias: 'Ethernet', NetworkCategory: 1},
		{InterfaceAlias: 'VPN', NetworkCategory: 'Public'},
		{InterfaceAlias: 'Lan', NetworkCategory: 'DomainAuthenticated'},
	];
	expect(readNetworkCategories(json(rows))?.map(({profile}) => profile)).toEqual(['private', 'public', 'domain']);
});

const row = {
	DisplayName: 'World Wide Web Services (HTTP Traffic-In)',
	Name: 'IIS-WebServerRole-HTTP-In-TCP',
	Enabled: 1,
	Direction: 1,
	Action: 2,
	Profile: 0,
	Protocol: 'TCP',
	LocalPort: ['80'],
	LocalAddress: ['Any'],
	RemoteAddress: ['Any'],
	Program: 'System',
};

test('rules with numbers and with names; those that are off or go out are left out', () => {
	const [rule, named, ...others] =
		readFirewallRules(
			json([
				row,
				{
					...row,
					Enabled: 'True',
					Direction: 'Inbound',
					Action: 'Block',
					Profile: 'Domain, Private',
					Protocol: '6',
					LocalPort: '80,8000-8080',
					RemoteAddress: '100.64.0.0/10',
					Program: 'Any',
				},
				{...row, Enabled: 2},
				{...row, Direction: 2},
				{...row, Action: 'Zulassen'},
			]),
		) ?? [];
	expect(rule).toEqual({
		name: 'World Wide Web Services (HTTP Traffic-In)',
		action: 'allow',
		profiles: ['domain', 'private', 'public'],
		protocol: 'tcp',
		ports: ['80'],
		remote: [],
		local: [],
		program: 'System',
	});
	expect(named).toMatchObject({
		action: 'block',
		profiles: ['domain', 'private'],
		protocol: 'tcp',
		ports: ['80', '8000-8080'],
		remote: ['100.64.0.0/10'],
	});
	expect(named && 'program' in named).toBe(false);
	expect(others).toEqual([]);
});

const on: readonly FirewallProfile[] = [{name: 'public', isOn: true, inbound: 'block'}];
const probe: InboundProbe = {
	sources: ['100.64.0.0/10'],
	destination: '10.11.192.1',
	port: 80,
	protocol: 'tcp',
	profile: 'public',
	program: 'C:\\nginx\\nginx.exe',
};
const allow: FirewallRule = {
	name: 'allow',
	action: 'allow',
	profiles: ['domain', 'private', 'public'],
	protocol: 'tcp',
	ports: ['80'],
	remote: [],
	local: [],
};
const block: FirewallRule = {...allow, name: 'block', action: 'block'};

const judge = (rules: readonly FirewallRule[], profiles = on) =>
	judgeInbound({profiles, rules}, probe).map(
		({is, by, sources}) => `${is} ${typeof by === 'string' ? by : by.name} ${sources.join(' ')}`,
	);

describe('what becomes of a probe', () => {
	test.each<readonly [string, readonly FirewallRule[], readonly string[]]>([
		['nothing is allowed by default', [], ['blocked default-block 100.64.0.0/10']],
		['a rule allows', [allow], ['open allow 100.64.0.0/10']],
		['block beats allow, whatever the order', [allow, block], ['blocked block 100.64.0.0/10']],
		[
			'a part of the sources is blocked',
			[allow, {...block, remote: ['100.112.0.0/12']}],
			['blocked block 100.112.0.0/12', 'open allow 100.64.0.0/11 100.96.0.0/12'],
		],
		[
			'a range and a mask are addresses too',
			[{...allow, remote: ['100.64.0.0/255.192.0.0']}],
			['open allow 100.64.0.0/10'],
		],
		['another port', [{...allow, ports: ['8080', '443']}], ['blocked default-block 100.64.0.0/10']],
		['a range of ports', [{...allow, ports: ['79-81']}], ['open allow 100.64.0.0/10']],
		['ports in words are not this port', [{...allow, ports: ['RPC']}], ['blocked default-block 100.64.0.0/10']],
		['another profile', [{...allow, profiles: ['domain']}], ['blocked default-block 100.64.0.0/10']],
		['another protocol', [{...allow, protocol: 'udp'}], ['blocked default-block 100.64.0.0/10']],
		['any protocol', [{...allow, protocol: 'any'}], ['open allow 100.64.0.0/10']],
		['another program', [{...allow, program: '%ProgramFiles%\\iis.exe'}], ['blocked default-block 100.64.0.0/10']],
		['the program itself', [{...allow, program: 'c:\\NGINX\\nginx.exe'}], ['open allow 100.64.0.0/10']],
		['the local subnet is not known', [{...allow, remote: ['LocalSubnet']}], ['unknown allow 100.64.0.0/10']],
		['a bypass asks for who one is', [{...allow, action: 'allow-bypass'}], ['blocked default-block 100.64.0.0/10']],
		[
			'a rule for another address of the host',
			[{...allow, local: ['10.0.0.9']}],
			['blocked default-block 100.64.0.0/10'],
		],
	])('%s', (_, rules, expected) => {
		expect(judge(rules)).toEqual(expected);
	});

	test('a rule for a program decides nothing for sure while it is not known which one listens', () => {
		const {program: _, ...unnamed} = probe;
		const verdictOf = (rules: readonly FirewallRule[]) =>
			judgeInbound({profiles: on, rules}, unnamed).map(({is, by}) => `${is} ${typeof by === 'string' ? by : by.name}`);
		expect(verdictOf([{...allow, program: 'x.exe'}])).toEqual(['unknown allow']);
		expect(verdictOf([allow, {...block, program: 'x.exe'}])).toEqual(['unknown block']);
	});

	test('a firewall that is off lets all in, and one without a profile does not', () => {
		expect(judge([block], [{name: 'public', isOn: false, inbound: 'block'}])).toEqual([
			'open firewall-off 100.64.0.0/10',
		]);
		expect(judge([], [{name: 'public', isOn: true, inbound: 'allow'}])).toEqual(['open default-allow 100.64.0.0/10']);
		expect(judge([], [])).toEqual(['blocked default-block 100.64.0.0/10']);
	});
});

test('the scripts are one line without double quotes, which every shell on the way would take', () => {
	for (const command of [
		commands.firewallRules,
		commands.firewallProfiles,
		commands.listeningSockets,
		commands.ipAddresses,
	]) {
		const script = command.args.at(-1) ?? '';
		expect(command.args.slice(0, 3)).toEqual(['-NoProfile', '-NonInteractive', '-Command']);
		expect(script).not.toMatch(/["\n]/);
		expect(script.length).toBeLessThan(3000);
	}
});
