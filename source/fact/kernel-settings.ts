import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {strictness} from '../packet/route/take-in.ts';
import {whyNothing} from './ladder.ts';
import {unreadable} from './unreadable.ts';

/** Kernel settings by sysctl's name, `net.ipv4.ip_forward`, with the value as it is printed. One that isn't there is absent. */
export type KernelSettings = Readonly<Record<string, string>>;

const names = [
	'net/ipv4/ip_forward',
	'net/ipv4/tcp_tw_recycle',
	'net/ipv4/tcp_timestamps',
	'net/ipv4/tcp_max_syn_backlog',
	'net/ipv4/tcp_syncookies',
	'net/ipv4/tcp_abort_on_overflow',
	'net/ipv4/tcp_max_tw_buckets',
	'net/ipv4/tcp_tw_reuse',
	'net/ipv4/ip_local_port_range',
	'net/ipv4/icmp_ratelimit',
	'net/ipv4/icmp_ratemask',
	'net/ipv4/icmp_echo_ignore_all',
	'net/ipv4/tcp_fwmark_accept',
	'net/ipv4/tcp_l3mdev_accept',
	'net/ipv4/fwmark_reflect',
	'net/ipv6/fwmark_reflect',
	'net/ipv6/bindv6only',
	'net/core/somaxconn',
	'net/netfilter/nf_conntrack_max',
	'net/netfilter/nf_conntrack_count',
	// Kernels before 2.6.20 or so, and CentOS 6's compatible names.
	'net/ipv4/netfilter/ip_conntrack_max',
	'net/ipv4/netfilter/ip_conntrack_count',
];

/** Settings that each interface has (ip-sysctl.rst, conf/interface). */
const ofInterfaces = ['rp_filter', 'src_valid_mark', 'route_localnet', 'accept_local', 'ignore_routes_with_linkdown'];

const root = '/proc/sys/';

/** Reads `grep -H` over files of /proc/sys: a path and a value on each line. */
export const readSettings = (text: string): KernelSettings =>
	Object.fromEntries(
		text.split('\n').flatMap(line => {
			// Interfaces' names may hold a colon (eth0:1) but no slash, so the path ends at the colon after the last slash.
			const match = /^\/proc\/sys\/(.*\/[^/:]+):(.*)$/.exec(line);
			return match ? [[match[1]?.replaceAll('/', '.') ?? '', match[2]?.trim() ?? '']] : [];
		}),
	);

/** A setting as a number; undefined when it isn't there or isn't one. */
export const settingNumber = (settings: KernelSettings, name: string): number | undefined => {
	const value = settings[name];
	return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
};

/** The reverse-path filter in force on an interface; see `strictness`. */
export const reversePathFilter = (settings: KernelSettings, name: string): number | undefined =>
	strictness({setting: wanted => settingNumber(settings, wanted)}, name);

/** The range of ports for outgoing connections; undefined when it isn't known. */
export const localPortRange = (settings: KernelSettings): {readonly from: number; readonly to: number} | undefined => {
	const match = /^(\d+)\s+(\d+)$/.exec(settings['net.ipv4.ip_local_port_range'] ?? '');
	return match ? {from: Number(match[1]), to: Number(match[2])} : undefined;
};

/** The settings of the kernel that decide over connections. */
export const kernelSettings: Fact<KernelSettings> = {
	id: 'kernel-settings',
	what: {en: "the kernel's network settings", zh: '内核的网络设置'},
	lookUp: async look => {
		// One command for all: find adds each interface's file to those that are named. grep reports the missing ones by
		// its exit code, and prints the others all the same.
		const from = [
			await look.run(
				command(
					'find',
					`${root}net/ipv4/conf`,
					'(',
					...ofInterfaces.flatMap((name, index) => (index === 0 ? ['-name', name] : ['-o', '-name', name])),
					')',
					'-exec',
					'grep',
					'-sH',
					'',
					...names.map(name => `${root}${name}`),
					'{}',
					'+',
				),
			),
		];
		const value = readSettings(from.map(({stdout}) => stdout).join('\n'));
		if (Object.keys(value).length > 0) return {known: true, value, from};
		return {
			known: false,
			why: unreadable({en: "the kernel's settings", zh: '内核设置'}, ...from.map(whyNothing)),
			from,
		};
	},
};
