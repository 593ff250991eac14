import {describe, expect, test} from 'vitest';
import {inShort, objections} from './harness/judge.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {staticServer} from './harness/nginx.ts';
import {runCheckOverSsh} from './harness/program.ts';
import {nginxAnd, nginxWith, odd} from './harness/servers.ts';
import {reachSmallHost, type SmallHost} from './harness/small-host.ts';
import type {Scenario} from './scenario.ts';

const lacks = labLacks();
const http = {protocol: 'http', timeoutS: 2} as const;

const bin = '/bin/there';

/** A tool that doesn't know an option yet, in front of the one of this machine. */
const older = (name: string, option: string, complaint: string): string => `for word; do
case $word in *${option}*) echo "${complaint}" >&2; exit 1;; esac
done
exec ${bin}/${name} "$@"`;

type Variant = SmallHost & {
	/** What can be known there of packet filters: nothing, so that the verdict has to stay unknown. */
	readonly filters: 'seen' | 'unseen';
	/** The program that probes are sent with can't ask as the check does. */
	readonly asks?: 'unlike';
};

const hosts: Readonly<Record<string, Variant>> = {
	'Alpine: busybox alone': {filters: 'unseen'},
	'busybox without ip and timeout': {without: ['ip', 'timeout'], filters: 'unseen'},
	'/proc and wget': {
		without: ['ip', 'netstat', 'ps', 'ifconfig', 'route', 'timeout', 'nc', 'find', 'arp'],
		filters: 'unseen',
		asks: 'unlike',
	},
	'CentOS 6: iptables of old, ss without -H, ps without etimes, bash': {
		// Busybox's setsid would find busybox's cat and grep before those that know of the old kernel.
		with: ['bash', 'iptables-legacy-save', 'ip', 'find', 'setsid'],
		without: ['timeout', 'wget', 'nc', 'netstat'],
		beside: ['ss', 'ps', 'iptables-legacy-save'],
		instead: {
			ss: older('ss', '-H', "ss: invalid option -- 'H'"),
			ps: older('ps', 'etimes', 'ERROR: Unknown user-defined format specifier "etimes".'),
			'iptables-save': `exec ${bin}/iptables-legacy-save "$@"`,
		},
		kernel: 'without nf_tables',
		filters: 'seen',
	},
	'nft without -j, python': {
		with: ['python3', 'ss', 'ip'],
		without: ['wget', 'nc', 'netstat'],
		beside: ['nft'],
		instead: {nft: older('nft', '-j', "nft: invalid option -- 'j'")},
		filters: 'seen',
	},
};

const scenarios: readonly Scenario[] = [
	{name: 'a healthy backend', arrange: nginxAnd(), check: http, truth: 'up', first: null},
	{name: 'nothing listens', arrange: async () => {}, check: http, truth: 'down', first: 'service-not-listening'},
	{
		name: 'nginx listens on 127.0.0.1 only',
		arrange: nginxWith(staticServer('listen 127.0.0.1:80;')),
		check: http,
		truth: 'down',
		first: 'listening-loopback-only',
	},
	{name: 'the page answers 500', arrange: odd('status', '500'), check: http, truth: 'down', first: 'http-server-error'},
	{name: 'no answer comes', arrange: odd('mute'), check: http, truth: 'down', first: 'service-hung'},
	{
		name: 'the page takes longer than the timeout',
		arrange: odd('slow', '3500'),
		check: http,
		truth: 'down',
		first: 'response-too-slow',
	},
	{
		name: 'nginx listens on 8080',
		arrange: nginxWith(staticServer('listen 8080;')),
		check: http,
		truth: 'down',
		first: 'listening-on-other-port',
	},
	{
		name: 'the probes are dropped',
		arrange: async lab => {
			await nginxAnd('iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP')(lab);
		},
		check: http,
		truth: 'down',
		first: 'firewall-drops-probes',
	},
];

/** What has to come out where the host lets less be seen. */
const expectedOn = (scenario: Scenario, {filters, asks}: Variant): Scenario => {
	const needsFilters = scenario.first === null || scenario.first === 'firewall-drops-probes';
	const isUnknown = needsFilters && (filters === 'unseen' || asks === 'unlike');
	return isUnknown ? {...scenario, verdict: 'unknown', first: null} : scenario;
};

describe.skipIf(lacks !== undefined).concurrent.each(Object.entries(hosts))('%s', (name, host) => {
	test.for(scenarios.map(each => [each.name, each] as const))('%s', {timeout: 90_000}, async ([, scenario]) => {
		const lab = await openLab();
		try {
			const isOfNft = name.startsWith('nft') && scenario.first === 'firewall-drops-probes';
			await (isOfNft ? nginxAnd(nftDrop)(lab) : scenario.arrange(lab));
			const way = await reachSmallHost(lab, host);
			const {told, stderr, exitCode} = await runCheckOverSsh(way, scenario.check, ['--witness', '1']);
			// Whoever else uses this machine may overload it.
			const expected = {...expectedOn(scenario, host), also: ['cpu-overloaded'] as const};
			const wrong = objections(expected, told, exitCode);
			expect(wrong, `${wrong.join('; ')}\n${inShort(told)}\n${stderr}`).toEqual([]);
			if (told.verdict === 'unknown')
				expect(told.steps.filter(({status, reason = ''}) => status === 'unknown' && reason === '')).toEqual([]);
		} finally {
			await lab.close();
		}
	});
});

const nftDrop = `nft add table inet lab
nft 'add chain inet lab input { type filter hook input priority 0; }'
nft add rule inet lab input ip saddr 100.64.0.0/10 drop`;
