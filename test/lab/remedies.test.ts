import {describe, type ExpectStatic, type TestContext, test} from 'vitest';
import {z} from 'zod';
import {balancersOpinion} from './harness/balancer.ts';
import {hostState} from './harness/host-state.ts';
import {gatewayAddress, type Lab, openLab, probeSources} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {runCheck} from './harness/program.ts';
import {container} from './scenarios/containers.ts';

const result = z.object({
	causes: z.array(
		z.object({
			code: z.string(),
			remedies: z.array(z.object({command: z.string().optional(), undo: z.string().optional()})),
		}),
	),
});

const nftChain = (hook: string, more = '') => `
	nft add table inet own
	nft add chain inet own ${hook} '{ type filter hook ${hook} priority 0; ${more} }'
`;

/** A fault on the way to a container, and the cause whose remedies are tried. */
const forwardingFaults: ReadonlyArray<readonly [string, string, string]> = [
	['forwarding is off', 'sysctl -qw net.ipv4.ip_forward=0', 'container-forwarding-blocked'],
	['DOCKER-USER drops', 'iptables -I DOCKER-USER -s 100.64.0.0/10 -j DROP', 'container-forwarding-blocked'],
	["docker's rules are gone, and the policy drops", 'iptables -F FORWARD', 'container-forwarding-blocked'],
];

/** A fault on the host itself, and the cause whose remedies are tried. */
const faults: ReadonlyArray<readonly [string, string, string]> = [
	['a rule drops the probes', 'iptables -A INPUT -s 100.64.0.0/10 -j DROP', 'firewall-drops-probes'],
	[
		'the last rule rejects the rest, as on old CentOS',
		'iptables -A INPUT -i lo -j ACCEPT; iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited',
		'firewall-drops-probes',
	],
	['the policy drops', 'iptables -A INPUT -i lo -j ACCEPT; iptables -P INPUT DROP', 'firewall-drops-probes'],
	['the raw table drops', 'iptables -t raw -A PREROUTING -s 100.64.0.0/10 -j DROP', 'firewall-drops-probes'],
	['iptables-legacy drops', 'iptables-legacy -A INPUT -s 100.64.0.0/10 -j DROP', 'firewall-drops-probes'],
	[
		'an nft policy drops',
		`${nftChain('input', 'policy drop;')}nft add rule inet own input iif lo accept`,
		'firewall-drops-probes',
	],
	[
		'an nft set of bogons drops',
		`${nftChain('prerouting')}
		nft add set inet own bogons '{ type ipv4_addr; flags interval; elements = { 10.0.0.0/16, 100.64.0.0/10 }; }'
		nft add rule inet own prerouting ip saddr @bogons drop`,
		'firewall-drops-probes',
	],
	['replies are dropped', 'iptables -A OUTPUT -d 100.64.0.0/10 -j DROP', 'firewall-drops-replies'],
	[
		'nft drops replies',
		`${nftChain('output')}nft add rule inet own output ip daddr 100.64.0.0/10 drop`,
		'firewall-drops-replies',
	],
	[
		'Tailscale drops its range',
		`iptables -N ts-input; iptables -A INPUT -j ts-input
		iptables -A ts-input -s 100.64.0.0/10 ! -i tailscale0 -j DROP`,
		'tailscale-captures-probe-range',
	],
	['there is no default route', 'ip route del default', 'return-route-missing'],
	['a blackhole for the whole range', 'ip route add blackhole 100.64.0.0/10', 'return-route-missing'],
	[
		'a static route sends the range elsewhere',
		`ip link add eth1 type veth peer name eth1-peer; ip address add 10.22.0.1/24 dev eth1
		ip link set eth1 up; ip link set eth1-peer up; ip route add 100.64.0.0/10 via 10.22.0.253 dev eth1`,
		'return-route-wrong',
	],
	[
		'a policy rule sends the range to another table',
		`ip link add eth1 type veth peer name eth1-peer; ip address add 10.22.0.1/24 dev eth1
		ip link set eth1 up; ip link set eth1-peer up
		ip route add default via 10.22.0.253 dev eth1 table 77; ip rule add to 100.64.0.0/10 lookup 77`,
		'return-route-wrong',
	],
];

/** Link-local addresses of IPv6 come by themselves, seconds after an interface is up; counters count. */
const settled = (text = '') =>
	text
		.split('\n')
		.filter(line => !line.includes('fe80:'))
		.map(line => line.replace(/ \[\d+:\d+\]$/, ''));

const lacks = labLacks();
// A busy machine must not make a mended backend slow.
const check = {protocol: 'http', timeoutS: 10} as const;

/** What a person puts in where the gateway can't be known. */
const fill = (command = 'false'): string => command.replaceAll('GATEWAY', gatewayAddress);

/** Takes the first remedy that can be taken back, sees the backend come up, takes it back, and sees everything as before. */
const tryRemedy = async (lab: Lab, code: string, expect: ExpectStatic) => {
	const before = await hostState(lab);
	const {stdout} = await runCheck(lab.backend, check);
	const [cause] = result.parse(JSON.parse(stdout)).causes;
	expect(cause?.code).toBe(code);
	const remedy = cause?.remedies.find(({undo}) => undo !== undefined);
	await lab.backend.sh(fill(remedy?.command));
	const {told} = await runCheck(lab.backend, check);
	expect(told.causes.filter(({severity}) => severity === 'failure')).toEqual([]);
	expect(await balancersOpinion(lab, check, probeSources.slice(0, 1), {truth: 'up'})).toBe('up');
	await lab.backend.sh(fill(remedy?.undo));
	const after = await hostState(lab);
	for (const name of ['iptables-save', 'nftables', 'routes', 'policy rules', 'sysctls'])
		expect(settled(after[name]), name).toEqual(settled(before[name]));
};

describe.concurrent('the first remedy with an undo mends the fault, and its undo brings everything back', () => {
	const inLab = async (skip: TestContext['skip'], run: (lab: Lab) => Promise<void>) => {
		skip(lacks !== undefined, lacks);
		const lab = await openLab();
		try {
			await run(lab);
		} finally {
			await lab.close();
		}
	};

	test.for(faults)('%s', {timeout: 120_000}, ([, script, code], {expect, skip}) =>
		inLab(skip, async lab => {
			await startNginx(lab);
			await lab.backend.sh(script);
			await tryRemedy(lab, code, expect);
		}),
	);

	test.for(forwardingFaults)('a container: %s', {timeout: 120_000}, ([, script, code], {expect, skip}) =>
		inLab(skip, async lab => {
			await container(lab);
			await lab.backend.sh(script);
			await tryRemedy(lab, code, expect);
		}),
	);
});
