import ipaddr from 'ipaddr.js';
import {command} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import type {HostAddress} from './addresses.ts';
import {whyNothing} from './ladder.ts';
import {addressOfDigits, type ProcRoute, readProcRoute} from './proc-words.ts';
import {unreadable} from './unreadable.ts';

/** Addresses of IPv4 that the kernel calls its own, out of /proc/net/fib_trie; undefined when it isn't that. */
export const readFibTrie = (text: string): readonly string[] | undefined => {
	if (!/\+-- /.test(text)) return undefined;
	const found = [...text.matchAll(/^\s+\|-- (\d+\.\d+\.\d+\.\d+)\n(?:\s+\/\d+ .*\n)*?\s+\/32 host LOCAL/gm)];
	return [...new Set(found.map(match => match[1] ?? ''))];
};

/** Reads /proc/net/if_inet6: `address index prefix scope flags interface`. */
export const readIfInet6 = (text: string): ReadonlyArray<Omit<HostAddress, 'up'>> =>
	text.split('\n').flatMap(line => {
		const match = /^([\da-f]{32}) [\da-f]+ ([\da-f]{2}) [\da-f]{2} [\da-f]{2}\s+(\S+)$/.exec(line.trim());
		if (match === null) return [];
		const [, digits = '', length = '', name = ''] = match;
		return [
			{interface: name, address: addressOfDigits(digits), prefix: Number.parseInt(length, 16), family: 6} as const,
		];
	});

/** The interface of an address: that of the narrowest route to its own network; the only one there is; or unknown (empty). */
const placeOf = (address: string, routes: readonly ProcRoute[], names: readonly string[]) => {
	if (address.startsWith('127.')) return {interface: 'lo', prefix: 8};
	const parsed = ipaddr.IPv4.parse(address);
	const own = routes
		.filter(({gateway, length, destination}) => {
			return gateway === undefined && length > 0 && parsed.match(ipaddr.IPv4.parse(destination), length);
		})
		.toSorted((one, other) => other.length - one.length)[0];
	if (own !== undefined) return {interface: own.interface, prefix: own.length};
	const others = names.filter(name => name !== 'lo');
	return {interface: others.length === 1 ? (others[0] ?? '') : '', prefix: 32};
};

/** Prints what /sys says of each interface: its flags, and whether something is at the other end of its line. */
const linksScript = 'grep -sH "" /sys/class/net/*/flags /sys/class/net/*/carrier';

/** The addresses as the kernel itself lists them, where no tool does. */
export const lookAtProcAddresses = async (look: Look): Promise<Known<readonly HostAddress[]>> => {
	const [trie, main, six, links] = await Promise.all([
		look.run(command('cat', '/proc/net/fib_trie')),
		look.run(command('cat', '/proc/net/route')),
		look.run(command('cat', '/proc/net/if_inet6')),
		look.run(command('sh', '-c', linksScript)),
	]);
	const own = readFibTrie(trie.stdout);
	const from = [trie, main, six, links];
	if (own === undefined)
		return {known: false, why: unreadable({en: "the host's addresses", zh: '主机的地址'}, whyNothing(trie)), from};
	const says = new Map(
		[...links.stdout.matchAll(/^\/sys\/class\/net\/([^/]+)\/(flags|carrier):(.*)$/gm)].map(([, name, what, value]) => [
			`${name} ${what}`,
			value,
		]),
	);
	const names = [...new Set([...says.keys()].map(key => key.split(' ')[0] ?? ''))];
	// An interface that says nothing of itself holds an address: nothing speaks for its being down.
	const isUp = (name: string): boolean =>
		(Number.parseInt(says.get(`${name} flags`) ?? '0x1', 16) & 1) === 1 && says.get(`${name} carrier`) !== '0';
	const routes = readProcRoute(main.stdout);
	const four = own.map(address => ({...placeOf(address, routes, names), address, family: 4 as const}));
	return {
		known: true,
		value: [...four, ...readIfInet6(six.stdout)].map(each => ({...each, up: isUp(each.interface)})),
		from,
		blindTo: {
			en: 'Which interface holds an IPv4 address is told by its route only, because ip and ifconfig are not there.',
			zh: '没有 ip 和 ifconfig，只能由路由推断 IPv4 地址所在的网卡。',
		},
	};
};
