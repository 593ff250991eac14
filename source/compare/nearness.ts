import ipaddr from 'ipaddr.js';
import type {Target} from '../engine/target.ts';

/** Where on the probe's path a command looks; `beside` is what only bears on it, `far` what it hardly meets. */
export type Where =
	| 'filter'
	| 'listener'
	| 'route'
	| 'link'
	| 'process'
	| 'config'
	| 'answer'
	| 'kernel'
	| 'beside'
	| 'far';

/** What a command looks at: the first that fits. */
const places: ReadonlyArray<readonly [RegExp, Where]> = [
	[/^(?:iptables|ip6tables|nft|ipset|firewall-cmd|ufw)|hosts\.(?:deny|allow)|ip_tables_names/, 'filter'],
	[/^ss .*-l|^netstat .*l|\/proc\/net\/(?:tcp|udp)6?$/, 'listener'],
	[/^ip (?:-4 )?(?:route|rule)/, 'route'],
	[/^ip (?:-\w+ )?(?:addr|link)/, 'link'],
	[/^curl |^nc |^probe |bash -c .*\/dev\/tcp/, 'answer'],
	[/\/proc\/<pid>\/(?:status|limits|cgroup|wchan)|^systemctl|freezer/, 'process'],
	[/log|dmesg|journalctl|tcpdump|conntrack|^ss -tan|^tail |neigh|^ps |file-nr/, 'far'],
	[/loadavg|meminfo|vmstat|\/proc\/stat|uptime|schedstat|pressure|netstat|snmp|^df |^date|mounts|^ls |cmdline/, 'far'],
	[/\/proc\/sys\/|^sysctl|rp_filter/, 'kernel'],
	[/nginx|httpd|apache|haproxy|\.conf\b|^docker |^podman |^crictl /, 'config'],
];

// What can stop a probe on its own weighs most; what only a whole answer shows, less than that.
const weights: Readonly<Record<Where, number>> = {
	filter: 100,
	listener: 100,
	route: 90,
	answer: 75,
	process: 60,
	kernel: 60,
	config: 60,
	link: 50,
	beside: 20,
	far: 0,
};

/** Where a command looks. */
export const whereOf = (command: string): Where => places.find(([pattern]) => pattern.test(command))?.[1] ?? 'beside';

const deciding =
	/\b(?:DROP|REJECT|drop|reject|deny|blackhole|unreachable|prohibit|throw|DOWN|NO-CARRIER|rp_filter|[Ss]tate: (?:T|D|Z))\b/;

/** What nearness is measured from: the target, and the interfaces that hold the backend addresses. */
export type Path = {readonly target: Target; readonly interfaces: readonly string[]};

/**
 * How near a line is to the probe of this target: the place that it stands for, and whether it names the port, the sources
 * or the backend, or decides about packets. What says itself that it is about something else is far.
 */
export const nearnessOf = (where: Where, line: string, path: Path): number => {
	// Connections and logs name the port on every line.
	if (where === 'far') return 0;
	const {healthCheck, sources} = path.target;
	const namesPort = new RegExp(`(?:^|[^\\d.])${healthCheck.port}(?![\\d.])`).test(line);
	const namesSource = sources.some(source => line.includes(source.split('/')[0] ?? source));
	if (isOfOther(where, line, path, namesPort)) return weights[where] * 0.2;
	return weights[where] + (namesPort ? 40 : 0) + (namesSource ? 50 : 0) + (deciding.test(line) ? 40 : 0);
};

/** Whether a line speaks of another port, other sources, another destination or another interface. */
const isOfOther = (where: Where, line: string, {target, interfaces}: Path, namesPort: boolean): boolean => {
	switch (where) {
		case 'filter': {
			const [, source] = /(?:-s |\bip saddr )([\d./]+)/.exec(line) ?? [];
			if (source !== undefined && !target.sources.some(range => overlap(range, source))) return true;
			return /(?:--dports? |\b(?:tcp|udp|th) dport )/.test(line) && !namesPort;
		}
		case 'listener':
			return /:\d{1,5} /.test(line) && !namesPort;
		case 'route': {
			const [, destination] = /^(?:[a-z]+ )?(default|[\d.]+(?:\/\d+)?)\b/.exec(line) ?? [];
			if (/^(?:broadcast|local) /.test(line)) return true;
			if (destination === undefined || destination === 'default' || line.includes('lookup')) return false;
			return !target.sources.some(range => overlap(range, destination));
		}
		case 'link':
			return !line.includes('<backend>');
		case 'kernel': {
			const [, name] = /\/conf\/([^/]+)\//.exec(line) ?? [];
			return name !== undefined && !['all', 'default', ...interfaces].includes(name);
		}
		default:
			return false;
	}
};

const overlap = (one: string, other: string): boolean => {
	const [first, second] = [range(one), range(other)];
	if (first === undefined || second === undefined) return true;
	const bits = Math.min(first[1], second[1]);
	return first[0].match(second[0], bits);
};

const range = (text: string): readonly [ipaddr.IPv4, number] | undefined => {
	const [address = '', bits = '32'] = text.split('/');
	return ipaddr.IPv4.isValidFourPartDecimal(address) ? [ipaddr.IPv4.parse(address), Number(bits)] : undefined;
};
