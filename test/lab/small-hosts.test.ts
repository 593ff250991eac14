import {describe, expect, test} from 'vitest';
import {inShort, objections} from './harness/judge.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx, staticServer} from './harness/nginx.ts';
import {runCheckOverSsh} from './harness/program.ts';
import {nginxAnd, nginxWith, odd} from './harness/servers.ts';
import {reachSmallHost, type SmallHost} from './harness/small-host.ts';
import type {Scenario} from './scenario.ts';

const lacks = labLacks();
const http = {protocol: 'http', timeoutS: 2} as const;

const hosts: Readonly<Record<string, SmallHost>> = {
	'busybox only': {},
	'busybox without ip, timeout and nc': {without: ['ip', 'timeout', 'nc']},
	'/proc alone': {without: ['ip', 'netstat', 'ps', 'ifconfig', 'route', 'timeout', 'nc']},
	'an old CentOS': {
		with: ['bash', 'iptables-legacy-save', 'iptables-save', 'ss', 'netstat', 'ip', 'python3'].filter(
			x => x !== 'netstat',
		),
		without: ['timeout', 'wget', 'nc'],
	},
};

const scenarios: readonly Scenario[] = [
	{name: 'healthy', arrange: nginxAnd(), check: http, truth: 'up', first: null},
	{name: 'nothing', arrange: async () => {}, check: http, truth: 'down', first: 'service-not-listening'},
	{
		name: 'loopback',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
	},
	{
		name: 'dropped',
		arrange: nginxAnd('iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP'),
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
	{name: 'status', arrange: odd('status', '500'), check: http, truth: 'down', first: 'http-server-error'},
	{name: 'hung', arrange: odd('mute'), check: http, truth: 'down', first: 'service-hung'},
	{
		name: 'port',
		arrange: nginxWith(staticServer('listen 8080;')),
		check: http,
		truth: 'down',
		first: 'listening-on-other-port',
	},
];

describe.skipIf(lacks !== undefined).concurrent.each(Object.entries(hosts))('%s', (_n, host) => {
	test.for(scenarios.map(s => [s.name, s] as const))('%s', {timeout: 90_000}, async ([, scenario]) => {
		const lab = await openLab();
		try {
			await scenario.arrange(lab);
			const way = await reachSmallHost(lab, host);
			const {told, stderr, exitCode} = await runCheckOverSsh(way, scenario.check, ['--witness', '1']);
			const wrong = objections(scenario, told, exitCode);
			expect(wrong, `${wrong.join('; ')}\n${inShort(told)}\n${stderr}`).toEqual([]);
		} finally {
			await lab.close();
		}
	});
});
void startNginx;
