import {chmodSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {waitFor} from '../harness/execute.ts';
import {freeze, lacksFreezer} from '../harness/freezer.ts';
import {startFail2ban, startFirewalld, startUfw} from '../harness/front-end.ts';
import {backendAddress, type Lab} from '../harness/lab.ts';
import {nginxProcesses, startNginx} from '../harness/nginx.ts';
import {startServer} from '../harness/servers.ts';
import type {Check} from '../scenario.ts';
import {container} from './containers.ts';
import {takeLocalPorts} from './kernel.ts';

/** What a host of the lab needs for a change, beside the fault. */
export type Arranged = {
	/** Words before the program. */
	readonly env?: readonly string[];
	/** Mounts that the program sees: configuration of a tool that is the lab's own. */
	readonly mounts?: string;
	/** A script that prints what else the change touches. */
	readonly state?: string;
};

/** A fault that slb-wizard mends itself. */
export type Fault = {
	readonly name: string;
	readonly code: string;
	readonly arrange: (lab: Lab) => Promise<Arranged>;
	readonly remedy?: string;
	readonly check?: Partial<Check>;
	readonly rehearses?: 'not-rehearsed';
	readonly lacks?: () => string | undefined;
};

const nginxAnd =
	(script: string, state = ':') =>
	async (lab: Lab): Promise<Arranged> => {
		await startNginx(lab);
		await lab.backend.sh(script);
		return {state};
	};

const containerAnd =
	(script: string) =>
	async (lab: Lab): Promise<Arranged> => {
		await container(lab);
		await lab.backend.sh(script);
		return {};
	};

const secondNetwork = `
	ip link add eth1 type veth peer name eth1-peer; ip address add 10.22.0.1/24 dev eth1
	ip link set eth1 up; ip link set eth1-peer up`;

const chain = (hook: string, more = ''): string =>
	`nft add table inet own; nft add chain inet own ${hook} '{ type filter hook ${hook} priority 0; ${more} }'`;

const drops = 'firewall-drops-probes';

const filters: readonly Fault[] = [
	{name: 'a rule of iptables drops', code: drops, arrange: nginxAnd('iptables -A INPUT -s 100.64.0.0/10 -j DROP')},
	{
		name: 'the last rule of iptables rejects the rest',
		code: drops,
		arrange: nginxAnd('iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -j REJECT'),
	},
	{
		name: 'the policy of iptables drops',
		code: drops,
		arrange: nginxAnd('iptables -A INPUT -i lo -j ACCEPT; iptables -P INPUT DROP'),
	},
	{
		name: 'the raw table drops',
		code: drops,
		arrange: nginxAnd('iptables -t raw -A PREROUTING -s 100.64.0.0/10 -j DROP'),
	},
	{
		name: 'iptables-legacy drops',
		code: drops,
		arrange: nginxAnd('iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP', 'iptables-legacy -S'),
	},
	{
		name: 'a policy of nft drops',
		code: drops,
		arrange: nginxAnd(`${chain('input', 'policy drop;')}; nft add rule inet own input iif lo accept`),
	},
	{
		name: 'a set of nft drops',
		code: drops,
		arrange: nginxAnd(`${chain('prerouting')}
			nft add set inet own bogons '{ type ipv4_addr; flags interval; elements = { 10.0.0.0/16, 100.64.0.0/10 }; }'
			nft add rule inet own prerouting ip saddr @bogons drop`),
	},
	{
		name: 'iptables drops replies',
		code: 'firewall-drops-replies',
		arrange: nginxAnd('iptables -A OUTPUT -d 100.64.0.0/10 -j DROP'),
	},
	{
		name: 'nft drops replies',
		code: 'firewall-drops-replies',
		arrange: nginxAnd(`${chain('output')}; nft add rule inet own output ip daddr 100.64.0.0/10 drop`),
	},
	{
		name: 'ts-input of Tailscale drops',
		code: 'tailscale-captures-probe-range',
		arrange: nginxAnd(`iptables -N ts-input; iptables -A INPUT -j ts-input
			iptables -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP`),
	},
	{
		name: 'DOCKER-USER drops',
		code: 'container-forwarding-blocked',
		arrange: containerAnd('iptables -I DOCKER-USER -s 100.64.0.0/10 -j DROP'),
	},
	{
		name: "docker's rules are gone, and the policy drops",
		code: 'container-forwarding-blocked',
		arrange: containerAnd('iptables -F FORWARD'),
	},
];

const behindFirewalld =
	(backend: 'nftables' | 'iptables') =>
	async (lab: Lab): Promise<Arranged> => {
		await startNginx(lab);
		const {env} = await startFirewalld(lab, {backend});
		return {env, state: `${env.join(' ')} firewall-cmd --list-all --zone=public`};
	};

const behindUfw =
	(...rules: readonly string[]) =>
	async (lab: Lab): Promise<Arranged> => {
		await startNginx(lab);
		// What ufw writes at the first change of a rule differs from what it writes when it is switched on.
		await startUfw(lab, ...rules, 'allow 9999/tcp', 'delete allow 9999/tcp');
		const {directory} = lab;
		return {
			mounts: `mount --bind ${directory}/ufw /etc/ufw; mount --bind ${directory}/default/ufw /etc/default/ufw`,
			state: 'cat ufw/user.rules ufw/user6.rules',
		};
	};

/** The client of fail2ban finds the lab's own server. */
const bannedBy =
	(action: string) =>
	async (lab: Lab): Promise<Arranged> => {
		await startNginx(lab);
		const [, ...options] = await startFail2ban(lab, {action, banned: ['100.64.0.10']});
		await lab.backend.sh('cp /usr/bin/fail2ban-client fail2ban-client');
		const real = join(lab.directory, 'fail2ban-client');
		const wrapper = lab.write('fail2ban-wrapper', `#!/bin/sh\nexec ${real} ${options.join(' ')} "$@"\n`);
		chmodSync(wrapper, 0o755);
		return {
			mounts: `mount --bind ${wrapper} /usr/bin/fail2ban-client`,
			state: `${wrapper} status nginx-http-auth | grep 'IP list'`,
		};
	};

const frontEnds: readonly Fault[] = [
	{name: 'firewalld (nftables) has no http', code: drops, arrange: behindFirewalld('nftables')},
	{name: 'firewalld (iptables) has no http', code: drops, arrange: behindFirewalld('iptables')},
	{name: 'ufw denies, and has no rule', code: drops, arrange: behindUfw()},
	{name: 'ufw denies the range first', code: drops, arrange: behindUfw('deny from 100.64.0.0/10', 'allow 80/tcp')},
	{
		name: 'fail2ban (iptables) has banned a node',
		code: 'security-software-blocks-probes',
		arrange: bannedBy('iptables-multiport'),
	},
	{
		name: 'fail2ban (nftables) has banned a node',
		code: 'security-software-blocks-probes',
		arrange: bannedBy('nftables-multiport'),
	},
];

const routes: readonly Fault[] = [
	{
		name: 'a blackhole for the whole range',
		code: 'return-route-missing',
		arrange: nginxAnd('ip route add blackhole 100.64.0.0/10'),
	},
	{
		name: 'a static route sends the range elsewhere',
		code: 'return-route-wrong',
		arrange: nginxAnd(`${secondNetwork}; ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1`),
	},
	{
		name: 'a policy rule sends the range to another table',
		code: 'return-route-wrong',
		arrange: nginxAnd(`${secondNetwork}
			ip route add default via 10.22.0.253 dev eth1 table 77; ip rule add to 100.64.0.0/10 lookup 77`),
	},
	{
		// What is sent is marked, and goes back by the main table; what arrives isn't.
		name: 'strict reverse-path filtering, and the answers are routed by a mark',
		code: 'reverse-path-filter',
		arrange: nginxAnd(`${secondNetwork}
			ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1 table 60
			ip rule add to 100.64.0.0/10 lookup 60 pref 200
			ip rule add fwmark 1 lookup main pref 100
			iptables -t mangle -A OUTPUT -p tcp --sport 80 -j MARK --set-mark 1
			sysctl -qw net.ipv4.conf.eth0.rp_filter=1`),
	},
];

const states = (pids: readonly number[]): string => pids.map(pid => `grep State: /proc/${pid}/status`).join('; ');

/** What a unit of systemd does, by a stand-in for systemctl: nginx is started as a daemon, and stopped by its pid. */
const systemctl = (lab: Lab): string => {
	const nginx = `nginx -p ${lab.directory}/nginx -c ${lab.directory}/nginx/nginx.conf -e ${lab.directory}/nginx/logs/error.log`;
	const stand = lab.write(
		'systemctl',
		`#!/bin/sh
pid=$(cat ${lab.directory}/nginx/nginx.pid 2>/dev/null)
is_active() { [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }
case "$*" in
*--state=activating,failed,inactive*) is_active || echo 'nginx.service loaded failed failed A web server';;
'start nginx') is_active || ${nginx};;
'stop nginx') is_active && kill "$pid" && while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done;;
'is-active -q nginx') is_active;;
*) exit 1;;
esac
`,
	);
	chmodSync(stand, 0o755);
	return `mount --bind ${stand} /usr/bin/systemctl`;
};

const services: readonly Fault[] = [
	{
		name: 'a stopped unit is started',
		code: 'service-not-listening',
		rehearses: 'not-rehearsed',
		arrange: async lab => {
			(await startNginx(lab)).signal('SIGTERM');
			await waitFor('nginx to end', () => !existsSync(join(lab.directory, 'nginx/nginx.pid')));
			return {mounts: systemctl(lab), state: 'ss -Hltn'};
		},
	},
	{
		name: 'the health page does not exist',
		code: 'http-path-not-found',
		check: {path: '/alive.html'},
		arrange: async lab => {
			await startNginx(lab, {servers: `server { listen 80; root ${lab.directory}/nginx/site; }`});
			return {state: 'ls -A nginx/site'};
		},
	},
	{
		name: 'the health page does not exist, in a folder that is relative to the prefix',
		code: 'http-path-not-found',
		check: {path: '/alive.html'},
		arrange: async lab => {
			await startNginx(lab);
			return {state: 'ls -A nginx/site'};
		},
	},
];

const processes: readonly Fault[] = [
	{
		name: 'nginx is stopped by a signal',
		code: 'service-stopped',
		arrange: async lab => {
			const running = await startNginx(lab);
			running.signal('SIGSTOP');
			return {state: states([running.pid])};
		},
	},
	{
		name: 'nginx is frozen with its control group',
		code: 'service-stopped',
		lacks: lacksFreezer(1),
		arrange: async lab => {
			await startNginx(lab);
			await freeze(lab, await nginxProcesses(lab), 1);
			// A namespace of the lab sees no control groups of its own.
			return {state: `cat /proc/2/root/sys/fs/cgroup/freezer/${lab.name}/freezer.state`};
		},
	},
	{
		name: 'a server has no descriptors left',
		code: 'file-descriptors-exhausted',
		arrange: async lab => {
			await startNginx(lab, {events: 'worker_connections 1024;'});
			const worker = (await lab.backend.sh('pgrep -P $(cat nginx/nginx.pid)')).trim();
			await lab.backend.sh(`prlimit --pid ${worker} --nofile=20:`);
			await startServer(lab, lab.balancer, 'hold-connections.py', backendAddress, 80, 40);
			await waitFor('nginx to run out of descriptors', () =>
				readFileSync(`${lab.directory}/nginx/logs/error.log`, 'utf8').includes('Too many open files'),
			);
			return {state: `prlimit --pid ${worker} --nofile`};
		},
	},
	{
		name: 'nginx has no local port left to reach its upstream from',
		code: 'ephemeral-ports-exhausted',
		arrange: async lab => {
			await takeLocalPorts(lab);
			return {};
		},
	},
];

/** Faults that slb-wizard mends itself, in the tool that made them. */
export const faults: readonly Fault[] = [...filters, ...frontEnds, ...routes, ...processes, ...services];
