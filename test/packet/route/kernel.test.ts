import {execFile, spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {readIpAddr} from '../../../source/fact/addresses.ts';
import {readSettings, settingNumber} from '../../../source/fact/kernel-settings.ts';
import {readRouteGet} from '../../../source/fact/route-get.ts';
import {parseAddress} from '../../../source/packet/address.ts';
import type {HostNetwork, ProbePacket} from '../../../source/packet/passage.ts';
import {withoutLinkdown} from '../../../source/packet/route/linkdown.ts';
import {lookUp} from '../../../source/packet/route/look-up.ts';
import {readRoutes} from '../../../source/packet/route/read-routes.ts';
import {readRules} from '../../../source/packet/route/read-rules.ts';
import type {Routable} from '../../../source/packet/route/routable.ts';
import {routeIn} from '../../../source/packet/route/route-in.ts';
import {takeIn} from '../../../source/packet/route/take-in.ts';
import {drawFrom} from '../kernel/random.ts';
import {backend, marks, routesAndRules, sources} from './random-routes.ts';

const tools = ['ip', 'sysctl'];
const missing = tools.filter(tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
const lacks =
	process.platform !== 'linux' || process.getuid?.() !== 0
		? 'needs root on Linux, for network namespaces'
		: missing.length > 0
			? `needs ${missing.join(', ')}`
			: undefined;

const number = Number(process.env.KERNEL_ROUTE_SETS ?? 120);
const first = Number(process.env.KERNEL_SEED ?? 1);

const shell = (script: string): Promise<string> =>
	new Promise((resolve, reject) => {
		execFile('sh', ['-euc', script], {maxBuffer: 64e6}, (error, stdout, stderr) =>
			error ? reject(new Error(`${stderr}\n${script}`)) : resolve(stdout),
		);
	});

/** A host with three wires and a bridge, and the far ends of the wires in another namespace. */
const made = (near: string, far: string): string => `
	ip netns add ${near}; ip netns add ${far}
	for name in eth0 eth1 eth2; do ip -n ${near} link add $name type veth peer name $name netns ${far}; done
	ip -n ${near} link add br0 type bridge
	ip -n ${near} link set lo up
	for name in eth0 eth1 eth2; do ip -n ${far} link set $name up; ip -n ${near} link set $name up; done
	ip -n ${near} link set br0 up
	ip -n ${near} address add ${backend}/24 dev eth0
	ip -n ${near} address add 10.22.0.1/24 dev eth1
	ip -n ${near} address add 172.17.0.1/16 dev br0
`;

const question = (words: string): string => `echo "? ${words}"; ip route get ${words} 2>&1 | head -n 1`;

const outward = sources.flatMap(source =>
	marks.map(mark => `${source} from ${backend} mark ${mark} ipproto tcp sport 80 dport 40000`),
);
const inward = sources.flatMap(source =>
	marks.map(mark => `${backend} from ${source} iif eth0 mark ${mark} ipproto tcp sport 40000 dport 80`),
);

const host = (text: Readonly<Record<'address' | 'rules' | 'routes' | 'settings', string>>): HostNetwork => {
	const settings = readSettings(text.settings);
	const setting = (name: string) => settingNumber(settings, name);
	const [rules, routes] = [readRules(text.rules, 4), readRoutes(text.routes, 4)];
	expect([...rules.garbage, ...routes.garbage]).toEqual([]);
	return {
		addresses: readIpAddr(text.address) ?? [],
		setting,
		routing: {
			family: 4,
			rules: rules.rules,
			tables: withoutLinkdown(routes.tables, setting),
			vrfs: new Map(),
		},
	};
};

const packet: ProbePacket = {sources: [], destination: backend, protocol: 'tcp', port: 80, inInterface: 'eth0'};

const pointOf = (text: string) => parseAddress(text)?.value ?? 0;
const ports = {protocol: 6, sourcePort: [80, 80], destinationPort: [40_000, 40_000]};

/** What the simulation says of a packet that leaves: `unicast eth0`; several where chance decides or it is in doubt. */
function leaving(network: HostNetwork, source: string, mark: number): readonly string[] {
	if (!network.routing) return [];
	const flow = {to: 'sources', from: pointOf(backend), in: 'lo', mark, ...ports} as const;
	const [routed] = lookUp(network.routing, flow, [pointOf(source), pointOf(source)]);
	return (routed?.ends ?? []).flatMap(({is, hops}) =>
		is === 'unicast' ? hops.map(hop => `${is} ${hop.interface}`) : [is === 'local' ? is : 'nowhere'],
	);
}

/** What it says of one that comes in: taken, refused, or something in doubt. */
function coming(network: HostNetwork, source: string, mark: number): string {
	const exchange: Routable = {packet, network, destination: pointOf(backend), family: 4};
	const state = {sources: [pointOf(source), pointOf(source)], mark, ctMark: 0, tracking: 'tracked'} as const;
	const [onward] = routeIn(state, {address: pointOf(backend), port: 80}, exchange);
	const [taken] = onward ? takeIn(onward, exchange) : [];
	return taken?.arrival === undefined ? `taken ${onward?.to}` : taken.arrival.is;
}

const saidOf = (line: string, isIn: boolean): string => {
	const failed = /^RTNETLINK answers|^Error/.test(line);
	if (isIn) return failed ? 'refused' : line.startsWith('local ') ? 'taken local' : 'taken forward';
	const read = readRouteGet({
		command: {file: 'ip', args: []},
		stdout: failed ? '' : line,
		stderr: failed ? line : '',
		exitCode: failed ? 2 : 0,
		durationMs: 0,
	});
	if (read === undefined) return line;
	// A rule that says unreachable is answered as if there were no route: how it leads nowhere is not compared.
	return read.is === 'unicast' ? `${read.is} ${read.interface}` : read.is === 'local' ? read.is : 'nowhere';
};

async function compare(
	seed: number,
): Promise<{readonly wrong: readonly string[]; readonly asked: number; readonly unsure: number}> {
	const [near, far] = [`rt-n${process.pid}-${seed}`, `rt-f${process.pid}-${seed}`];
	try {
		const script = routesAndRules(drawFrom(seed));
		await shell(made(near, far));
		const files = '/proc/sys/net/ipv4/conf/*';
		const text = await shell(`far=${far} ip netns exec ${near} sh -u <<-'END'
			${script}
			${/link set/.test(script) ? 'sleep 1.3' : ''}
			ip addr; echo ----; ip -4 rule show; echo ----; ip -4 route show table all; echo ----
			grep -sH "" ${files}/rp_filter ${files}/src_valid_mark ${files}/ignore_routes_with_linkdown; echo ----
			${[...outward, ...inward].map(question).join('\n')}
			END`);
		const [address = '', rules = '', routes = '', settings = '', said = ''] = text.split('----\n');
		const network = host({address, rules, routes, settings});
		const lines = said.split('\n');
		const wrong: string[] = [];
		let [asked, unsure] = [0, 0];
		for (const [at, line] of lines.entries()) {
			const query = /^\? (.*)$/.exec(line)?.[1];
			if (query === undefined) continue;
			asked++;
			const isIn = query.includes(' iif ');
			const words = query.split(' ');
			const mark = Number(words[words.indexOf('mark') + 1]);
			const kernel = saidOf(lines[at + 1] ?? '', isIn);
			const simulated = isIn ? [coming(network, words[2] ?? '', mark)] : leaving(network, words[0] ?? '', mark);
			if (simulated.length > 1 || simulated[0] === 'unknown') unsure++;
			if (!simulated.includes(kernel) && simulated[0] !== 'unknown')
				wrong.push(
					`seed ${seed}: ${query}: kernel ${kernel} (${lines[at + 1]}), simulated ${simulated.join(' or ')}\n${rules}${routes}${settings.replace(/^.*:0\n/gm, '')}`,
				);
		}
		return {wrong, asked, unsure};
	} finally {
		await shell(`ip netns del ${near} || true; ip netns del ${far} || true`);
	}
}

describe.skipIf(lacks !== undefined)(
	`routes against the kernel${lacks === undefined ? '' : ` (skipped: ${lacks})`}`,
	() => {
		test(`no answer about ${number} random routings is wrong`, {timeout: 60_000 + number * 1000}, async () => {
			const seeds = Array.from({length: number}, (_, index) => first + index);
			const wrong: string[] = [];
			let [asked, unsure] = [0, 0];
			const work = async (): Promise<void> => {
				for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
					const outcome = await compare(seed);
					asked += outcome.asked;
					unsure += outcome.unsure;
					wrong.push(...outcome.wrong);
				}
			};
			await Promise.all(Array.from({length: 4}, work));
			process.stderr.write(`${asked} routes compared, ${unsure} of them several or unknown\n`);
			expect(wrong.slice(0, 3)).toEqual([]);
			expect(asked).toBe(number * (outward.length + inward.length));
			expect(unsure / asked).toBeLessThan(0.03);
		});
	},
);
