import {startFail2ban, startFirewalld, startUfw} from '../harness/front-end.ts';
import type {Lab} from '../harness/lab.ts';
import {startNginx} from '../harness/nginx.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;
const drops = {check: http, truth: 'down', first: 'firewall-drops-probes'} as const;
const bans = {check: http, truth: 'down', first: 'security-software-blocks-probes'} as const;
const well = {check: http, truth: 'up', first: null} as const;

/** nginx behind the real firewalld, told more by `firewall-cmd`. */
const behindFirewalld =
	(backend: 'nftables' | 'iptables', commands: readonly string[] = [], zone = 'public') =>
	async (lab: Lab) => {
		await startNginx(lab);
		const {env} = await startFirewalld(lab, {backend, zone});
		for (const command of commands) await lab.backend.sh(`${env.join(' ')} firewall-cmd -q ${command}`);
	};

const behindUfw =
	(...rules: readonly string[]) =>
	async (lab: Lab) => {
		await startNginx(lab);
		await startUfw(lab, ...rules);
	};

const bannedBy =
	(action: string, ...banned: readonly string[]) =>
	async (lab: Lab) => {
		await startNginx(lab);
		await startFail2ban(lab, {action, banned});
	};

/** The rules that the real firewalld, ufw and fail2ban make; the remedy speaks their language. */
export const realOwners: readonly Scenario[] = [
	...(['nftables', 'iptables'] as const).flatMap((backend): readonly Scenario[] => [
		{
			name: `firewalld (${backend}): the zone has no http`,
			arrange: behindFirewalld(backend),
			...drops,
			mends: /^firewall-cmd --zone=public --add-rich-rule=.*100\.64\.0\.0\/10.*port=80/,
		},
		{
			name: `firewalld (${backend}): the zone has http`,
			arrange: behindFirewalld(backend, ['--zone=public --add-service=http']),
			...well,
		},
		{
			name: `firewalld (${backend}): a rich rule rejects a part of the range`,
			arrange: behindFirewalld(backend, [
				'--zone=public --add-service=http',
				'--zone=public --add-rich-rule="rule family=ipv4 source address=100.64.0.0/12 reject"',
			]),
			...drops,
			mends: /^firewall-cmd --zone=public --add-rich-rule='rule priority=-1/,
		},
		{
			name: `firewalld (${backend}): the zone drop takes the interface`,
			arrange: behindFirewalld(backend, [], 'drop'),
			...drops,
			mends: /^firewall-cmd --zone=drop /,
		},
		{
			name: `firewalld (${backend}): a source sends the range into the zone block`,
			arrange: behindFirewalld(backend, [
				'--zone=public --add-service=http',
				'--zone=block --add-source=100.64.0.0/10',
			]),
			...drops,
			mends: /^firewall-cmd --zone=block /,
		},
		{
			name: `firewalld (${backend}): the range is trusted by its source`,
			arrange: behindFirewalld(backend, ['--zone=trusted --add-source=100.64.0.0/10']),
			...well,
		},
	]),
	{
		name: 'ufw: the port was never allowed',
		arrange: behindUfw('allow 22/tcp'),
		...drops,
		mends: /^ufw insert 1 allow from 100\.64\.0\.0\/10 to any port 80 proto tcp/,
	},
	{name: 'ufw: the port is allowed', arrange: behindUfw('allow 80/tcp'), ...well},
	{
		name: 'ufw: a rule before it denies the range',
		arrange: behindUfw('deny from 100.64.0.0/10', 'allow 80/tcp'),
		...drops,
		mends: /^ufw insert 1 allow from 100\.64\.0\.0\/10/,
	},
	{
		name: 'ufw: a limit on the port takes nodes that probe often for attackers',
		arrange: behindUfw('limit 80/tcp'),
		check: http,
		truth: 'flapping',
		first: ['firewall-rate-limits-probes', 'intermittent-failures'],
		also: ['firewall-rate-limits-probes'],
	},
	{
		name: 'fail2ban (iptables-multiport) has banned a node',
		arrange: bannedBy('iptables-multiport', '100.64.0.10'),
		...bans,
		mends: /^fail2ban-client set nginx-http-auth unbanip 100\.64\.0\.10/,
	},
	{
		name: 'fail2ban (nftables-multiport) has banned a node',
		arrange: bannedBy('nftables-multiport', '100.64.0.10'),
		...bans,
		mends: /^fail2ban-client set nginx-http-auth unbanip 100\.64\.0\.10/,
	},
	{
		name: 'fail2ban (iptables-ipset) has banned a node',
		arrange: bannedBy('iptables-ipset-proto6', '100.64.0.10'),
		...bans,
		mends: /^fail2ban-client set nginx-http-auth unbanip 100\.64\.0\.10/,
	},
	{
		name: 'fail2ban has banned somebody else',
		arrange: bannedBy('iptables-multiport', '203.0.113.9'),
		...well,
		also: ['security-software-blocks-probes'],
	},
];
