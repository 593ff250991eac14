import type {Target} from '../engine/target.ts';

/** Where on the probe's path a command looks; `beside` is what only bears on it, `far` what it hardly meets. */
export type Where = 'filter' | 'listener' | 'route' | 'link' | 'process' | 'config' | 'answer' | 'kernel' | 'beside' | 'far';

/** What a command looks at, the first that fits. The higher, the nearer to what decides about a probe. */
const places: ReadonlyArray<readonly [RegExp, Where]> = [
	[/^(?:\S*sudo )?(?:iptables|ip6tables|nft|ipset|firewall-cmd|ufw)|hosts\.(?:deny|allow)|ip_tables_names/, 'filter'],
	[/^ss -H? ?-?l|^ss .*-l|^netstat .*l|\/proc\/net\/(?:tcp|udp)6?$/, 'listener'],
	[/^ip (?:-4 )?(?:route|rule)/, 'route'],
	[/^ip (?:-\w+ )?(?:addr|link)/, 'link'],
	[/^curl |^nc |^probe |bash -c .*\/dev\/tcp/, 'answer'],
	[/\/proc\/<pid>\/(?:status|limits|cgroup|wchan)|^systemctl|freezer|^ps /, 'process'],
	[/\/proc\/sys\/|^sysctl|rp_filter/, 'kernel'],
	[/nginx|httpd|apache|haproxy|\.conf\b|^docker |^podman |^crictl /, 'config'],
	[/log|dmesg|journalctl|tcpdump|conntrack|^ss -tan|^tail |neigh/, 'far'],
	[/loadavg|meminfo|vmstat|\/proc\/stat|uptime|file-nr|schedstat|pressure|netstat|snmp|^df |^date|mounts|^ls |cmdline/, 'far'],
];

const weights: Readonly<Record<Where, number>> = {
	filter: 100,
	listener: 100,
	route: 90,
	link: 80,
	answer: 75,
	process: 60,
	kernel: 60,
	config: 60,
	beside: 20,
	far: 0,
};

/** Where a command looks. */
export const whereOf = (command: string): Where => places.find(([pattern]) => pattern.test(command))?.[1] ?? 'beside';

const deciding =
	/\b(?:DROP|REJECT|drop|reject|deny|blackhole|unreachable|prohibit|throw|DOWN|NO-CARRIER|rp_filter|(?:State|state):? (?:T|D|Z))\b/;

/**
 * How near a line is to the probe of this target: the place, and whether the line names the port, the sources or the
 * backend, or decides about packets. A rule for another port says so itself, and is far.
 */
export const nearnessOf = (where: Where, line: string, target: Target): number => {
	const {port} = target.healthCheck;
	const ports = [...line.matchAll(/(?:dports? |dport":?\s*|"right": |:)(\d{1,5})\b/g)].map(([, number]) => Number(number));
	const namesPort = new RegExp(`(?<![\\d.])${port}(?![\\d.])`).test(line);
	const isOfOther = !namesPort && ports.some(number => number > 0) && (where === 'filter' || where === 'listener');
	const namesSource = target.sources.some(source => line.includes(source.split('/')[0] ?? source));
	const weight = weights[where];
	return (
		weight * (isOfOther ? 0.2 : 1) +
		(namesPort ? 40 : 0) +
		(namesSource ? 50 : 0) +
		(deciding.test(line) && !isOfOther ? 40 : 0)
	);
};
