import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import type {Words} from '../engine/words.ts';
import type {Filters} from '../packet/filters.ts';
import {ownerOf} from '../packet/owner.ts';
import type {Owner} from '../packet/passage.ts';
import {packetFilters} from './packet-filters.ts';

/** What makes this host's rules and routes again after a reboot, as its files show. */
export type Keepers = {
	/** What saves the rules of iptables; undefined where nothing does. */
	readonly iptables?: 'netfilter-persistent' | 'iptables-services' | 'openrc';
	/** The file that nft's rules are loaded from. */
	readonly nftFile?: string;
	readonly network?: 'NetworkManager' | 'netplan' | 'network-scripts' | 'ifupdown' | 'systemd-networkd';
	/** How this distribution installs what is missing. */
	readonly installs?: 'apt-get' | 'yum' | 'apk' | 'zypper';
	/** Programs that make rules of their own at each start: a saved copy of theirs would come back stale. */
	readonly makers: readonly Owner[];
};

/** In each list, the first that is there counts. */
const signs = {
	iptables: [
		['/usr/sbin/netfilter-persistent', 'netfilter-persistent'],
		['/usr/libexec/iptables/iptables.init', 'iptables-services'],
		['/etc/rc.d/init.d/iptables', 'iptables-services'],
		// Alpine's is a script of OpenRC; an old Red Hat has the same path as a link to the one above.
		['/etc/init.d/iptables', 'openrc'],
	],
	network: [
		['/run/NetworkManager', 'NetworkManager'],
		['/etc/netplan', 'netplan'],
		['/run/systemd/netif', 'systemd-networkd'],
		['/etc/sysconfig/network-scripts/ifcfg-lo', 'network-scripts'],
		['/etc/network/interfaces', 'ifupdown'],
	],
	nftFile: [
		['/etc/sysconfig/nftables.conf', '/etc/sysconfig/nftables.conf'],
		['/etc/nftables.conf', '/etc/nftables.conf'],
		['/etc/nftables.nft', '/etc/nftables.nft'],
	],
	installs: [
		['/etc/debian_version', 'apt-get'],
		['/etc/redhat-release', 'yum'],
		['/etc/alinux-release', 'yum'],
		['/etc/system-release', 'yum'],
		['/etc/alpine-release', 'apk'],
		['/etc/zypp', 'zypper'],
	],
} as const;

const windowsKeeps: Words = {en: 'Windows keeps its rules itself', zh: 'Windows 自行保存规则'};

/** How this host keeps rules and routes over a reboot. */
export const keepers: Fact<Keepers> = {
	id: 'keepers',
	what: {en: 'what makes rules and routes last', zh: '规则和路由的持久化方式'},
	lookUp: async look => {
		if (look.target.platform === 'windows') return {known: false, why: windowsKeeps, from: []};
		const paths = Object.values(signs).flatMap(list => list.map(([path]) => path));
		// ls ends with 1 or 2 when a path is missing, and prints the others.
		const [listed, filters] = await Promise.all([look.run(command('ls', '-d', ...paths)), look.know(packetFilters)]);
		if (listed.failure !== undefined) return {known: false, why: {en: 'no ls', zh: '没有 ls'}, from: [listed]};
		const makers = filters.known ? makersOf(filters.value.filters) : [];
		return {known: true, value: {...readKeepers(listed.stdout), makers}, from: [listed]};
	},
};

/** Reads which of the paths are there. */
export function readKeepers(listing: string): Omit<Keepers, 'makers'> {
	const there = new Set(listing.split('\n'));
	const first = <T>(list: ReadonlyArray<readonly [string, T]>): T | undefined =>
		list.find(([path]) => there.has(path))?.[1];
	const [iptables, network, nftFile, installs] = [
		first<NonNullable<Keepers['iptables']>>(signs.iptables),
		first<NonNullable<Keepers['network']>>(signs.network),
		first<string>(signs.nftFile),
		first<NonNullable<Keepers['installs']>>(signs.installs),
	];
	return {
		...(iptables && {iptables}),
		...(network && {network}),
		...(nftFile && {nftFile}),
		...(installs && {installs}),
	};
}

const makersOf = ({tables}: Filters): readonly Owner[] => {
	const owners = new Set(tables.flatMap(({chains}) => [...chains.keys()].map(name => ownerOf([name]).owner)));
	owners.delete('hand-made');
	return [...owners];
};
