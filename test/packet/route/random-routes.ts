import type {Draw} from '../kernel/random.ts';

/** Where probes come from, and where other packets go to. */
export const sources = [
	'100.64.0.10',
	'100.70.1.1',
	'100.96.0.7',
	'100.100.0.20',
	'100.127.250.9',
	'192.0.2.7',
] as const;
export const backend = '10.11.192.1';
export const marks = [0, 1, 2, 0x10] as const;

const networks = [
	'default',
	'100.64.0.0/10',
	'100.64.0.0/12',
	'100.96.0.0/11',
	'100.96.0.0/16',
	'100.100.0.0/16',
	'100.112.0.0/12',
	'100.64.0.10',
	'0.0.0.0/1',
] as const;

const hops = [
	'via 10.11.192.253 dev eth0',
	'via 10.22.0.253 dev eth1',
	'dev eth1',
	'dev br0',
	'dev eth2 onlink via 10.9.9.9',
] as const;

const tables = ['main', '7', '52', '100'] as const;

const route = (draw: Draw): string => {
	const [network, table] = [draw.one([...networks]), draw.one([...tables])];
	const metric = draw.chance(0.2) ? ` metric ${1 + draw.number(20)}` : '';
	const tail = `table ${table}${metric}`;
	if (draw.chance(0.2)) return `${draw.one(['blackhole', 'unreachable', 'prohibit', 'throw'])} ${network} ${tail}`;
	if (draw.chance(0.05)) return `local ${network === 'default' ? '100.70.0.0/16' : network} dev lo ${tail}`;
	if (draw.chance(0.08)) return `${network} tos 0x10 ${draw.one([...hops])} ${tail}`;
	return `${network} ${draw.one([...hops])} ${tail}`;
};

const selector = (draw: Draw): string =>
	[
		draw.chance(0.35)
			? `from ${draw.one([backend, '10.11.192.0/24', '10.22.0.0/24', '100.64.0.0/10', '100.96.0.0/11'])}`
			: '',
		draw.chance(0.35) ? `to ${draw.one(['100.64.0.0/10', '100.96.0.0/11', '100.64.0.10', '10.11.192.0/24'])}` : '',
		draw.chance(0.3) ? `fwmark ${draw.one(['0x1', '0x2', '0x1/0x3', '0x10/0xf0', '0x0/0xff'])}` : '',
		draw.chance(0.15) ? `iif ${draw.one(['eth0', 'lo', 'eth1', 'gone'])}` : '',
		draw.chance(0.05) ? 'oif eth1' : '',
		draw.chance(0.12) ? `ipproto ${draw.one(['tcp', 'udp'])}` : '',
		draw.chance(0.1) ? `sport ${draw.one(['80', '22', '1-100'])}` : '',
		draw.chance(0.06) ? `dport ${draw.one(['80', '1024-65535', '1-1023'])}` : '',
	]
		.filter(word => word !== '')
		.join(' ');

const rule = (draw: Draw, preference: number): string => {
	const not = draw.chance(0.12) ? 'not ' : '';
	const words = `${not}pref ${preference} ${selector(draw)}`;
	if (draw.chance(0.15)) return `${words} ${draw.one(['blackhole', 'unreachable', 'prohibit'])}`;
	if (draw.chance(0.08)) return `${words} goto ${draw.one(['32766', `${preference + 15}`, '40000'])}`;
	if (draw.chance(0.05)) return `${words} nop`;
	const suppress = draw.chance(0.15) ? ` suppress_prefixlength ${draw.one(['0', '10', '11', '16'])}` : '';
	return `${words} lookup ${draw.one([...tables])}${suppress}`;
};

/** A script that gives a host some routes and rules, and strict, loose or no reverse-path filtering. */
export function routesAndRules(draw: Draw): string {
	const routes = Array.from({length: 2 + draw.number(9)}, () => `ip route add ${route(draw)} 2>/dev/null || true`);
	const rules = Array.from({length: draw.number(7)}, (_, index) => `ip rule add ${rule(draw, 100 + index * 10)}`);
	const strict = (): number => draw.one([0, 1, 2]);
	const settings = [
		`all.rp_filter=${draw.chance(0.5) ? 0 : strict()}`,
		`eth0.rp_filter=${strict()}`,
		`eth0.src_valid_mark=${draw.number(2)}`,
		`${draw.one(['all', 'eth1'])}.ignore_routes_with_linkdown=${draw.number(2)}`,
	];
	return [
		...(draw.chance(0.7) ? ['ip route add default via 10.11.192.253 dev eth0'] : []),
		...(draw.chance(0.2)
			? ['ip route add 100.112.0.0/13 nexthop via 10.11.192.253 dev eth0 nexthop via 10.22.0.253 dev eth1']
			: []),
		...routes,
		...rules.map(line => `${line} 2>/dev/null || true`),
		...settings.map(setting => `sysctl -qw net.ipv4.conf.${setting}`),
		...(draw.chance(0.1) ? ['ip -n "$far" link set eth1 down'] : []),
		...(draw.chance(0.06) ? ['ip link set br0 down'] : []),
	].join('\n');
}
