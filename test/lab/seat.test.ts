import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {waitFor} from './harness/execute.ts';
import {startFirewalld} from './harness/front-end.ts';
import {hobbled} from './harness/hobble.ts';
import {hostState} from './harness/host-state.ts';
import {backendAddress, type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program, programArguments, runCheck, runCheckOverSsh, type Told} from './harness/program.ts';
import {startServer} from './harness/servers.ts';
import {reachOverSsh} from './harness/ssh.ts';
import type {Check} from './scenario.ts';

const check: Check = {protocol: 'http', timeoutS: 2, fromSeat: true};
const dropped = '-s 100.64.0.0/10 -p tcp --dport 80 -j DROP';

const inLab = async (run: (lab: Lab) => Promise<void>, servers?: string): Promise<void> => {
	const lab = await openLab();
	try {
		await startNginx(lab, {servers: servers ?? 'access_log off; server { listen 80; root site; }'});
		await run(lab);
	} finally {
		await lab.close();
	}
};

/** Everything that was said in a step, or instead of it. */
const words = ({steps, contradictions = [], causes}: Told): string =>
	[
		...steps.flatMap(({says = [], reason = ''}) => [...says, reason]),
		...contradictions.map(({summary}) => summary),
		...causes.map(({code, certainty}) => `${code} ${certainty}`),
	].join('\n');

const links = async (lab: Lab): Promise<string> => (await lab.backend.run('ip', ['-o', 'link'])).stdout;
const seatLink = /slbws\d+/;

type Case = {
	readonly name: string;
	readonly script?: string;
	readonly servers?: string;
	readonly says: RegExp;
	readonly verdict: Told['verdict'];
};

const cases: readonly Case[] = [
	{
		name: 'a healthy backend passes, and what the seat can’t judge is said',
		says: /From the load balancer's seat \(100\.127\.255\.254\) the check is answered: 200[\s\S]*can’t judge what is bound to the real interface/,
		verdict: 'healthy',
	},
	{
		name: 'a rule that drops the sources stops it',
		script: `iptables -A INPUT ${dropped}`,
		says: /A probe from the load balancer's seat .* shows it: no connection within/,
		verdict: 'unhealthy',
	},
	{
		name: 'a rule that drops the answers stops it',
		script:
			'nft add table inet f; nft add chain inet f o "{ type filter hook output priority 0; }"; nft add rule inet f o ip daddr 100.64.0.0/10 tcp sport 80 drop',
		says: /A probe from the load balancer's seat .* shows it: no connection within/,
		verdict: 'unhealthy',
	},
	{
		name: 'a rule for the real interface doesn’t, and the two are put side by side',
		script: `iptables -A INPUT -i eth0 ${dropped}`,
		says: /the check is answered: 200 .*-i eth0.* stops the load balancer's own: that rule is for the real interface/,
		verdict: 'unhealthy',
	},
	{
		name: 'a rule for every interface but the real one stops it, which shows nothing',
		script:
			'nft add table inet f; nft add chain inet f i "{ type filter hook input priority 0; }"; nft add rule inet f i iifname != "{ eth0, lo }" drop',
		says: /was stopped by .*iifname.* It shows nothing/,
		verdict: 'healthy',
	},
	{
		name: 'of sources that fare differently each part has its own',
		script: 'iptables -A INPUT -s 100.96.0.0/11 -p tcp --dport 80 -j DROP',
		says: /seat \(100\.95\.255\.254\) the check is answered: 200[\s\S]*seat \(100\.127\.255\.254\) shows it: no connection/,
		verdict: 'unhealthy',
	},
	{
		name: 'a service that turns the sources away is seen to do so',
		servers: 'access_log off; error_log /dev/null crit; server { listen 80; root site; deny 100.64.0.0/10; }',
		says: /application-denies-probe-source proven/,
		verdict: 'unhealthy',
	},
	{
		name: 'settings that an ordinary pair of veth would stumble over don’t matter',
		script: 'sysctl -qw net.ipv4.conf.all.arp_ignore=2 net.ipv4.conf.all.arp_filter=1 net.ipv4.conf.all.rp_filter=1',
		says: /seat .* the check is answered: 200/,
		verdict: 'healthy',
	},
	{
		name: 'where a policy rule leads answers elsewhere it proves nothing, and sends nothing',
		script: `ip route add default via 10.11.192.253 table 100; ip rule add from ${backendAddress} lookup 100`,
		says: /could not be sent from the load balancer's seat .*a rule of the routing policy leads answers elsewhere/,
		verdict: 'healthy',
	},
	{
		name: 'a redirected port is met as the load balancer meets it',
		servers: 'access_log off; server { listen 8080; root site; }',
		script: 'iptables -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080',
		says: /seat .* the check is answered: 200/,
		verdict: 'healthy',
	},
];

describe
	.skipIf(labLacks() !== undefined)
	.concurrent('the check from the load balancer’s seat', {timeout: 90_000}, () => {
		test.for(cases)('$name', async ({script = ':', servers, says, verdict}) =>
			inLab(async lab => {
				await lab.backend.sh(script);
				const before = await hostState(lab);
				const {told, stderr} = await runCheck(lab.backend, check);
				expect(words(told), stderr).toMatch(says);
				expect(told.verdict).toBe(verdict);
				expect(await hostState(lab)).toEqual(before);
				expect(words(told)).not.toContain("The load balancer's own probes arrive");
			}, servers),
		);

		test('the default zone of firewalld, in which its interface is, says nothing of the real one', async () =>
			inLab(async lab => {
				await startFirewalld(lab, {backend: 'nftables', zone: 'trusted'});
				const {told, stderr} = await runCheck(lab.backend, check);
				expect(words(told), stderr).toMatch(/was stopped by .* It shows nothing/);
				expect(told.verdict).toBe('healthy');
				expect(await links(lab)).not.toMatch(seatLink);
			}));

		test('over ssh', async () =>
			inLab(async lab => {
				const way = await reachOverSsh(lab, lab.backend);
				const before = await links(lab);
				const healthy = await runCheckOverSsh(way, check);
				expect(words(healthy.told), healthy.stderr).toMatch(/seat .* the check is answered: 200/);
				await lab.backend.sh(`iptables -A INPUT ${dropped}`);
				const dropping = await runCheckOverSsh(way, check);
				expect(words(dropping.told), dropping.stderr).toMatch(/seat .* shows it: no connection within/);
				expect(await links(lab)).toBe(before);
			}));

		test('without root, or without the tools, it is not known, and why', async () =>
			inLab(async lab => {
				const nobody = await runCheck(lab.backend, check, await hobbled(lab, {user: 'nobody'}));
				expect(words(nobody.told)).not.toMatch(/seat .* the check is answered/);
				const bare = await runCheck(lab.backend, check, await hobbled(lab, {without: ['nsenter']}));
				expect(words(bare.told)).toMatch(
					/could not be sent from the load balancer's seat .*nsenter is not on this host/,
				);
			}));

		test('without a wish for it nothing is set up', async () =>
			inLab(async lab => {
				const {told} = await runCheck(lab.backend, {protocol: 'http', timeoutS: 2});
				expect(words(told)).not.toContain('seat');
			}));

		test('what an earlier run left is taken away, and what another one uses now is not', async () =>
			inLab(async lab => {
				await lab.backend.sh('ip link add slbws4194399 type veth peer name left');
				const other = lab.backend.start(
					'other',
					'sh',
					'-c',
					'ip link add slbws$$ type veth peer name other; sleep 60; :',
					'slbw-seat',
				);
				await waitFor('the other one', async () => /slbws(?!4194399)\d+/.test(await links(lab)));
				const {told} = await runCheck(lab.backend, check);
				expect(words(told)).toMatch(/seat .* the check is answered: 200/);
				const left = await links(lab);
				expect(left).not.toContain('slbws4194399');
				expect(left).toMatch(seatLink);
				other.signal('SIGKILL');
			}));

		test('Ctrl+C in the middle: it is gone before the program is', async () => {
			const lab = await openLab();
			try {
				const steer = join(lab.directory, 'steer');
				writeFileSync(steer, '200 1500');
				await startServer(lab, lab.backend, 'steered.mjs', 80, steer);
				const script = 'trap : INT; "$@"; echo "exit $?"; ip -o link | grep slbws; echo over';
				const words = [process.execPath, program, 'check', ...programArguments(check)];
				const running = lab.backend.start('check', 'sh', '-c', script, 'sh', ...words);
				await waitFor('the seat', async () => seatLink.test(await links(lab)), 40_000);
				process.kill(-running.pid, 'SIGINT');
				const output = (): string => readFileSync(join(lab.directory, 'check.out'), 'utf8');
				await waitFor('the end of the program', () => output().includes('over'));
				expect(output()).toMatch(/exit 130\nover/);
			} finally {
				await lab.close();
			}
		});

		test('kill -9 in the middle: nothing is left once its time is over', async () => {
			const lab = await openLab();
			try {
				const steer = join(lab.directory, 'steer');
				writeFileSync(steer, '200 1500');
				await startServer(lab, lab.backend, 'steered.mjs', 80, steer);
				const before = await hostState(lab);
				const running = lab.backend.start('check', process.execPath, program, 'check', ...programArguments(check));
				await waitFor('the seat', async () => seatLink.test(await links(lab)), 40_000);
				running.signal('SIGKILL');
				expect(await links(lab)).toMatch(seatLink);
				await waitFor('the end of the seat', async () => !seatLink.test(await links(lab)), 40_000);
				const {files: _, 'digest of the files of the lab': __, ...after} = await hostState(lab);
				expect(before).toMatchObject(after);
			} finally {
				await lab.close();
			}
		});
	});
