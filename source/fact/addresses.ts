import ipaddr from 'ipaddr.js';
import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';
import {lookAtProcAddresses} from './proc-addresses.ts';
import {ipAddresses} from './windows/commands.ts';
import {readNetIpAddresses} from './windows/network.ts';

/** An address of the host. */
export type HostAddress = {
	/** Empty where it can't be told. */
	readonly interface: string;
	readonly address: string;
	/** Length of the network's prefix, in bits. */
	readonly prefix: number;
	readonly family: 4 | 6;
	/** Whether its interface is up. */
	readonly up: boolean;
};

/** Reads `ip addr` (iproute2 and busybox print alike). */
export const readIpAddr = (text: string): readonly HostAddress[] | undefined => {
	const addresses: HostAddress[] = [];
	let current: {readonly name: string; readonly up: boolean} | undefined;
	let isIpAddr = false;
	for (const line of text.split('\n')) {
		const head = /^\d+: ([^:@\s]+)(?:@[^:\s]+)?: <([^>]*)>/.exec(line);
		if (head !== null) {
			isIpAddr = true;
			const flags = (head[2] ?? '').split(',');
			// NO-CARRIER: set up, but with nothing at the other end of the line.
			current = {name: head[1] ?? '', up: flags.includes('UP') && !flags.includes('NO-CARRIER')};
			continue;
		}

		const entry = /^\s+inet(6?) ([\da-f.:]+)(?: peer [\da-f.:]+)?(?:\/(\d+))?/.exec(line);
		if (entry === null || current === undefined) continue;
		const family = entry[1] === '6' ? 6 : 4;
		addresses.push({
			interface: current.name,
			address: entry[2] ?? '',
			prefix: entry[3] === undefined ? (family === 4 ? 32 : 128) : Number(entry[3]),
			family,
			up: current.up,
		});
	}

	return isIpAddr ? addresses : undefined;
};

/** Reads `ifconfig -a`, both the old form (`inet addr:…  Mask:…`) and the present one (`inet … netmask …`). */
export const readIfconfig = (text: string): readonly HostAddress[] | undefined => {
	const addresses: HostAddress[] = [];
	for (const block of text.split(/\n(?=\S)/)) {
		const name = /^([^\s:]+)/.exec(block)?.[1];
		if (name === undefined || !/flags=|Link encap/.test(block)) continue;
		// The flags stand in <…> on the head line, or in a line of their own that begins with UP.
		const up = /<[^>]*\bUP\b[^>]*>|^\s+UP\b/m.test(block) && /\bRUNNING\b/.test(block);
		for (const entry of block.matchAll(/\binet (?:addr:)?([\d.]+).*?(?:netmask |Mask:)([\d.]+)/g))
			addresses.push({interface: name, address: entry[1] ?? '', prefix: prefixOf(entry[2] ?? ''), family: 4, up});
		for (const entry of block.matchAll(/\binet6 (?:addr: ?)?([\da-f:]+)(?:\/(\d+)|\s+prefixlen (\d+))/g))
			addresses.push({
				interface: name,
				address: entry[1] ?? '',
				prefix: Number(entry[2] ?? entry[3]),
				family: 6,
				up,
			});
	}

	return addresses.length > 0 ? addresses : undefined;
};

const prefixOf = (netmask: string): number =>
	ipaddr.IPv4.isValidFourPartDecimal(netmask) ? (ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask() ?? 32) : 32;

const onLinux = ladder({
	what: {en: "The host's addresses", zh: '主机的地址'},
	rungs: [
		{command: command('ip', 'addr'), read: readIpAddr},
		{
			command: command('ifconfig', '-a'),
			read: readIfconfig,
			blindTo: {
				en: 'ifconfig does not show addresses that were added without a label.',
				zh: 'ifconfig 不显示未带标签添加的地址。',
			},
		},
	],
});

const onWindows = ladder({
	what: {en: "The host's addresses", zh: '主机的地址'},
	rungs: [{command: ipAddresses, read: readNetIpAddresses}],
});

/** The addresses of the host. */
export const addresses: Fact<readonly HostAddress[]> = {
	id: 'addresses',
	what: {en: "the host's addresses", zh: '主机的地址'},
	lookUp: async look => {
		if (look.target.platform === 'windows') return onWindows(look);
		const told = await onLinux(look);
		if (told.known) return told;
		const seen = await lookAtProcAddresses(look);
		return seen.known ? {...seen, from: [...told.from, ...seen.from]} : {...told, from: [...told.from, ...seen.from]};
	},
};

/** The interface that holds an address. */
export const holderOf = (all: readonly HostAddress[], address: string): HostAddress | undefined =>
	all.find(entry => entry.address === address);
