import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {execute} from './harness/execute.ts';
import {type Lab, openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx, staticServer} from './harness/nginx.ts';
import {program} from './harness/program.ts';
import {serverScript} from './harness/servers.ts';
import {bothOverSsh} from './harness/two-hosts.ts';

/** A fault that only the first host has: how it is made, its code, and the words by which what is seen shows it. */
type Fault = readonly [name: string, arrange: (lab: Lab) => Promise<unknown>, code: string, shows: RegExp];

const nginxAnd =
	(script: string) =>
	async (lab: Lab): Promise<void> => {
		await startNginx(lab);
		await lab.backend.sh(script);
	};

const nginxWith = (servers: string) => async (lab: Lab) => startNginx(lab, {servers});

const faults: readonly Fault[] = [
	[
		'a rule drops the probes',
		nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP'),
		'firewall-drops-probes',
		/100\.64\.0\.0\/10 (?:-j DROP|drop)/,
	],
	[
		'a rule rejects the port',
		nginxAnd('iptables -A INPUT -p tcp --dport 80 -j REJECT'),
		'firewall-drops-probes',
		/dport 80 (?:-j REJECT|.*reject|.*REJECT)/,
	],
	[
		'a policy drops what is not let in',
		nginxAnd(
			'iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -P INPUT DROP',
		),
		'firewall-drops-probes',
		/INPUT DROP|policy drop/,
	],
	[
		'nft drops half of the sources',
		nginxAnd(
			'nft add table inet t; nft "add chain inet t c { type filter hook input priority 5; }"; nft add rule inet t c ip saddr 100.96.0.0/11 drop',
		),
		'firewall-drops-probes',
		/100\.96\.0\.0/,
	],
	[
		'the replies are dropped',
		nginxAnd('iptables -A OUTPUT -d 100.64.0.0/10 -j DROP'),
		'firewall-drops-replies',
		/OUTPUT.* 100\.64\.0\.0\/10 (?:-j DROP|drop)/,
	],
	[
		'a blackhole swallows the answers',
		nginxAnd('ip route add blackhole 100.64.0.0/10'),
		'return-route-missing',
		/blackhole 100\.64\.0\.0\/10/,
	],
	[
		'a prohibit route stops the answers',
		nginxAnd('ip route add prohibit 100.64.0.0/10'),
		'return-route-missing',
		/prohibit 100\.64\.0\.0\/10/,
	],
	[
		'there is no default route',
		nginxAnd('ip route del default'),
		'return-route-missing',
		/default via|Network is unreachable/,
	],
	[
		'nginx listens on loopback',
		nginxWith(staticServer('listen 127.0.0.1:80;')),
		'listening-loopback-only',
		/127\.0\.0\.1:80\b/,
	],
	[
		'nginx listens on another port',
		nginxWith(staticServer('listen 8080;')),
		'listening-on-other-port',
		/0\.0\.0\.0:(?:80|8080)\b/,
	],
	['nothing listens', async () => {}, 'service-not-listening', /0\.0\.0\.0:80\b/],
	[
		'the page is not there',
		nginxWith(staticServer('listen 80;', 'location = / { return 404; }')),
		'http-path-not-found',
		/HTTP\/1\.\d 404|return 404/,
	],
	[
		'a password is asked for',
		nginxWith(staticServer('listen 80;', 'location = / { return 401; }')),
		'http-access-denied',
		/HTTP\/1\.\d 401|return 401/,
	],
	[
		'the page says 500',
		nginxWith(staticServer('listen 80;', 'location = / { return 500; }')),
		'http-server-error',
		/HTTP\/1\.\d 500|return 500/,
	],
	['nginx is frozen', async lab => (await startNginx(lab)).signal('SIGSTOP'), 'service-stopped', /State: T|^T nginx/],
];

/** Ten things in which hosts differ, and which no probe meets. */
const innocent = async (lab: Lab): Promise<void> => {
	await lab.backend.sh(`
		ip address del 10.11.192.1/24 dev eth0; ip address add 10.11.192.77/24 dev eth0
		ip route add default via 10.11.192.253 dev eth0
		ip link set eth0 address 02:00:00:00:77:01 mtu 1450
		ip link add extra0 type veth peer name extra1; ip address add 172.31.9.1/24 dev extra0; ip link set extra0 up
		ip route add 198.51.100.0/24 via 10.11.192.253
		iptables -N office; iptables -A office -s 203.0.113.0/24 -j DROP
		iptables -A INPUT -p tcp --dport 9999 -j office
		iptables -A INPUT -p tcp --dport 3306 -j REJECT
		sysctl -qw net.ipv4.tcp_fin_timeout=30 net.ipv4.tcp_keepalive_time=600 net.ipv4.ip_local_port_range="20000 60999"
	`);
	await startNginx(lab, {
		main: 'worker_processes 2;',
		events: 'worker_connections 300;',
		servers: `# the shop\n${staticServer()}\nserver { listen 127.0.0.1:8099; return 403; }`,
	});
	lab.backend.start('other', 'python3', '-m', 'http.server', '9200', '--bind', '0.0.0.0');
	lab.backend.start('udp', 'python3', serverScript('udp.py'), '9300');
};

const told = z.object({
	verdict: z.string(),
	twin: z.object({
		result: z.object({verdict: z.string(), target: z.object({backend: z.string()})}),
		differences: z.array(
			z.object({
				is: z.string(),
				of: z.string(),
				where: z.string(),
				one: z.array(z.string()),
				other: z.array(z.string()),
				nearness: z.number(),
				causes: z.array(z.string()).optional(),
			}),
		),
	}),
});

describe.skipIf(labLacks() !== undefined)('two hosts that differ in one fault and ten innocent things', () => {
	test.each(faults)('%s: it stands first', {timeout: 90_000}, async (_name, arrange, code, shows) => {
		const [first, second] = [await openLab(), await openLab()];
		try {
			await innocent(second);
			await arrange(first);
			const [file = 'env', ...before] = await bothOverSsh(first, second);
			const words = [program, 'check', '--host', 'ssh://web-1', '--compare', 'ssh://web-2', '--json'];
			const check = ['--backend', '10.11.192.1', '--port', '80', '--protocol', 'http', '--timeout', '2'];
			const outcome = await execute(file, [...before, process.execPath, ...words, ...check]);
			const {verdict, twin} = told.parse(JSON.parse(outcome.stdout || outcome.stderr));
			const [nearest] = twin.differences;
			const facts = twin.differences
				.filter(({is}) => is === 'fact')
				.map(fact => ({...fact, nearness: fact.nearness - (fact.causes === undefined ? 0 : 500)}))
				.toSorted((one, other) => other.nearness - one.nearness);
			const [fact] = facts;
			const brief = facts
				.slice(0, 4)
				.map(({of, one, other, nearness}) => ({of, one: one.slice(0, 3), other: other.slice(0, 3), nearness}));
			expect([verdict, twin.result.verdict, twin.result.target.backend]).toEqual([
				'unhealthy',
				'healthy',
				'10.11.192.77',
			]);
			expect([nearest?.is, nearest?.of]).toEqual(['cause', code]);
			// Also without any diagnosis, only by what the commands show.
			expect(
				[...(fact?.one ?? []), ...(fact?.other ?? [])].slice(0, 4).join('\n'),
				JSON.stringify(brief, null, 1),
			).toMatch(shows);
		} finally {
			await first.close();
			await second.close();
		}
	});
});
