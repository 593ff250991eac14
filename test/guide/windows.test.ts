import {describe, expect, it} from 'vitest';
import {Book} from '../../source/engine/book.ts';
import type {Observation} from '../../source/engine/command.ts';
import {commandLine} from '../../source/engine/command.ts';
import type {Finding} from '../../source/engine/finding.ts';
import type {Host} from '../../source/engine/host.ts';
import type {ProbeObservation} from '../../source/engine/probe.ts';
import type {Target} from '../../source/engine/target.ts';
import {
	firewallProfiles,
	firewallRules,
	ipAddresses,
	netstat,
	networkCategories,
	routePrint,
} from '../../source/fact/windows/commands.ts';
import {guide} from '../../source/guide/index.ts';
import {target as linux} from '../fact/look.ts';
import {spoken} from './spoken.ts';

const target: Target = {...linux, platform: 'windows'};

const json = (data: unknown): string => JSON.stringify({ok: 1, data});

const rule = (more: object) => ({
	DisplayName: 'World Wide Web Services (HTTP)',
	Enabled: 1,
	Direction: 1,
	Action: 2,
	Profile: 0,
	Protocol: 'TCP',
	LocalPort: ['80'],
	LocalAddress: ['Any'],
	RemoteAddress: ['Any'],
	Program: 'Any',
	...more,
});

type Recorded = {
	readonly protocol?: 'udp';
	readonly rules?: readonly object[];
	readonly sockets?: string;
	readonly routes?: string;
};

const chinese = `
活动连接

  协议  本地地址          外部地址        状态           PID
  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4
  TCP    0.0.0.0:8080           0.0.0.0:0              LISTENING       900
  TCP    10.11.192.1:49700      10.11.192.7:80         ESTABLISHED     900
`;
const loopback = '  TCP    127.0.0.1:80           0.0.0.0:0              LISTENING       900\n';
const routeTable = `
IPv4 路由表
活动路由:
网络目标        网络掩码          网关       接口   跃点数
          0.0.0.0          0.0.0.0    10.11.192.253      10.11.192.1     15
      10.11.192.0    255.255.255.0            在链路上       10.11.192.1    271
`;

const recorded = ({rules = [rule({})], sockets = chinese, routes = routeTable}: Recorded): Host => {
	const table: Readonly<Record<string, string>> = {
		[commandLine(netstat)]: sockets,
		[commandLine(routePrint)]: routes,
		[commandLine(ipAddresses)]: json([
			{IPAddress: '10.11.192.1', PrefixLength: 24, InterfaceAlias: '以太网', State: 4},
		]),
		[commandLine(firewallProfiles)]: json(
			['Domain', 'Private', 'Public'].map(Name => ({Name, Enabled: 1, DefaultInboundAction: 4})),
		),
		[commandLine(firewallRules)]: json(rules),
		[commandLine(networkCategories)]: json([{InterfaceAlias: '以太网', NetworkCategory: 0}]),
	};
	const said = (command: Observation['command'], stdout: string | undefined): Observation => ({
		command,
		stdout: stdout ?? '',
		stderr: '',
		durationMs: 1,
		...(stdout === undefined ? {failure: 'not-found'} : {exitCode: 0}),
	});
	return {
		where: 'local',
		run: async command => said(command, table[commandLine(command)]),
		probe: async (shape): Promise<ProbeObservation> => ({
			...said({file: 'curl', args: []}, ''),
			shape,
			reply: {outcome: 'answered', status: 200, totalMs: 2, connectMs: 1},
		}),
	};
};

const judge = async (id: string, recording: Recorded): Promise<ReadonlyArray<Finding<string>>> => {
	const signal = new AbortController().signal;
	const checked: Target =
		recording.protocol === undefined ? target : {...target, healthCheck: {...target.healthCheck, protocol: 'udp'}};
	const book = new Book({host: recorded(recording), target: checked, signal: () => signal, tell: () => {}});
	const step = guide.find(one => one.id === id);
	if (step === undefined) throw new Error(`no step ${id}`);
	const facts = await Promise.all(
		Object.entries(step.needs).map(async ([name, fact]) => [name, await book.know(fact)] as const),
	);
	return spoken(step.judge(Object.fromEntries(facts), checked));
};

const codes = (findings: ReadonlyArray<Finding<string>>): string =>
	findings
		.filter(({is}) => is !== 'note')
		.map(finding => (finding.is === 'cause' ? `${finding.code} ${finding.certainty}` : finding.is))
		.join();

describe('the guide on recorded output of Windows', () => {
	it.each<[string, string, string, Recorded]>([
		['a service of HTTP.sys on all addresses', 'listening', 'ok', {}],
		['a service on loopback', 'listening', 'listening-loopback-only proven', {sockets: loopback}],
		[
			'a UDP service on all addresses',
			'listening',
			'ok',
			{
				protocol: 'udp',
				sockets: `${chinese}  UDP    0.0.0.0:80             *:*                                    900\n`,
			},
		],
		['a rule that allows the port', 'firewall', 'ok', {}],
		['no rule, and the profile blocks', 'firewall', 'firewall-drops-probes proven,contradiction', {rules: []}],
		[
			'a rule that blocks beats one that allows',
			'firewall',
			'firewall-drops-probes proven,contradiction',
			{rules: [rule({}), rule({DisplayName: 'bad', Action: 4, RemoteAddress: ['100.64.0.0/10']})]},
		],
		['a route back by the backend’s own interface', 'return-route', 'ok', {}],
		[
			'no route back',
			'return-route',
			'return-route-missing proven',
			{routes: routeTable.replace(/.*10\.11\.192\.253.*/, '')},
		],
	])('%s: %s is %s', async (_, step, expected, recording) => {
		expect(codes(await judge(step, recording))).toBe(expected);
	});

	it.each(guide)('step $id shows a command that Windows has', ({document}) => {
		expect(document(target).command.en).not.toMatch(/grep|\/etc\/|iptables|telnet|^top/);
	});
});
