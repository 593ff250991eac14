import {type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';
import {plainAddress} from './plain-address.ts';
import {lookAtProc} from './proc-listeners.ts';
import {ss} from './ss.ts';
import {reasons} from './unreadable.ts';
import {listeningSockets, netstat} from './windows/commands.ts';
import {readNetTcpConnections, readWindowsNetstat} from './windows/sockets.ts';

/** A socket that waits for connections (TCP) or datagrams (UDP). */
export type Listener = {
	readonly protocol: 'tcp' | 'udp';
	/** `0.0.0.0` and `::` are the wildcards; an IPv4 address inside IPv6 is given as IPv4. */
	readonly address: string;
	readonly port: number;
	/** Set for sockets bound to `::`, where it is known: false also serves IPv4. */
	readonly v6Only?: boolean;
	/** The interface that the socket is bound to. */
	readonly device?: string;
	/** Connections that wait to be accepted, and how many may wait. */
	readonly acceptQueue?: number;
	readonly backlog?: number;
	/** The number by which the descriptors of its owners name it; where /proc alone is asked. */
	readonly inode?: string;
	/** Empty where they can't be seen. */
	readonly processes: ReadonlyArray<{readonly name: string; readonly pid: number}>;
};

/** Whether more connections wait than may (listen(2); Linux counts to the limit and one more). */
export const isFull = ({acceptQueue = 0, backlog}: Listener): boolean => backlog !== undefined && acceptQueue > backlog;

/** The address and port of a socket as a person writes them. */
export const socketName = ({address, port}: Pick<Listener, 'address' | 'port'>): string =>
	address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** `nginx (pid 123)`, or undefined where the process can't be seen. */
export const processName = ({processes}: Pick<Listener, 'processes'>): string | undefined => {
	const [first] = processes;
	if (first === undefined) return undefined;
	return first.name === '' ? `pid ${first.pid}` : `${first.name} (pid ${first.pid})`;
};

/** Splits `addr:port`, `[v6]:port`, `:::80`, `*:80`, `addr%dev:port`. */
const readSocketName = (
	text: string,
): {readonly address: string; readonly port: number; readonly device?: string} | undefined => {
	const split = /^(.*):(\d+|\*)$/.exec(text);
	if (split === null || split[2] === '*') return undefined;
	const [bare = '', device] = (split[1] ?? '').replace(/^\[|\]$/g, '').split('%');
	const address = bare.replace(/\]$/, '') || '::';
	const port = Number(split[2]);
	return {address: plainAddress(address), port, ...(device === undefined ? {} : {device: device.replace(/\]$/, '')})};
};

/** Reads `ss -lntupe`, with or without its head line. */
export const readSs = (text: string): readonly Listener[] => {
	const listeners: Listener[] = [];
	for (const line of text.split('\n')) {
		const [protocol, state, queue, limit, local, ...rest] = line.trim().split(/\s+/);
		if ((protocol !== 'tcp' && protocol !== 'udp') || (state !== 'LISTEN' && state !== 'UNCONN')) continue;
		const name = readSocketName(local ?? '');
		if (name === undefined) continue;
		const details = rest.join(' ');
		const v6Only = /\bv6only:([01])/.exec(details)?.[1];
		listeners.push({
			protocol,
			...name,
			// A bare * is IPv4's wildcard in old versions, and a socket for both families in those that print v6only.
			address: name.address === '*' ? (v6Only === undefined ? '0.0.0.0' : '::') : name.address,
			...(v6Only === undefined ? {} : {v6Only: v6Only === '1'}),
			...(protocol === 'tcp' ? {acceptQueue: Number(queue), backlog: Number(limit)} : {}),
			processes: [...details.matchAll(/\("([^"]*)",(?:pid=)?(\d+),/g)].map(match => ({
				name: match[1] ?? '',
				pid: Number(match[2]),
			})),
		});
	}

	return listeners;
};

/** Reads `netstat -lntup` (net-tools and busybox). It prints `tcp6 :::80` for sockets with and without IPv4. */
export const readNetstat = (text: string): readonly Listener[] => {
	const listeners: Listener[] = [];
	for (const line of text.split('\n')) {
		const match = /^(tcp|udp)6?\s+\d+\s+\d+\s+(\S+)\s+\S+\s*(.*)$/.exec(line.trim());
		if (match === null) continue;
		const [, protocol, local = '', rest = ''] = match;
		const name = readSocketName(local);
		if (name === undefined || (protocol === 'tcp' && !rest.startsWith('LISTEN'))) continue;
		const process = /(\d+)\/(\S+)/.exec(rest);
		listeners.push({
			protocol: protocol === 'udp' ? 'udp' : 'tcp',
			...name,
			processes: process === null ? [] : [{name: process[2]?.replace(/:$/, '') ?? '', pid: Number(process[1])}],
		});
	}

	return listeners;
};

const lookAtTools = ladder<readonly Listener[]>({
	what: {en: 'The listening sockets', zh: '监听套接字'},
	rungs: [
		{command: ss(['tcp_diag', 'udp_diag'], '-H', '-lntupe'), read: readWhen(readSs)},
		{command: ss(['tcp_diag', 'udp_diag'], '-lntupe'), read: readWhen(readSs)},
		{
			command: privileged('netstat', '-lntup'),
			read: readWhen(readNetstat),
			blindTo: {
				en: 'netstat does not tell whether a socket on :: also serves IPv4, and how full the accept queue is.',
				zh: 'netstat 不显示 :: 上的套接字是否也服务 IPv4，也不显示全连接队列占用了多少。',
			},
		},
	],
});

/** Takes the output of a command that succeeded and printed sockets, or nothing at all. */
export function readWhen(
	read: (text: string) => readonly Listener[],
): (text: string, observation: Observation) => readonly Listener[] | undefined {
	return (text, observation) => {
		const listeners = read(text);
		if (listeners.length > 0) return listeners;
		return succeeded(observation) &&
			text.trim().split('\n').length <= 2 &&
			/^(?:$|Netid|Active|Proto|State)/.test(text.trim())
			? []
			: undefined;
	};
}

const lookOnWindows = ladder<readonly Listener[]>({
	what: {en: 'The listening sockets', zh: '监听套接字'},
	rungs: [
		// The only one that every Windows has, and the only one that lists UDP sockets beside it.
		{
			command: netstat,
			read: readWindowsNetstat,
			blindTo: {en: 'netstat does not tell the names of the processes.', zh: 'netstat 不显示进程名。'},
		},
		{command: listeningSockets, read: readNetTcpConnections},
	],
});

/** The sockets of the host that listen. */
export const listeners: Fact<readonly Listener[]> = {
	id: 'listeners',
	what: {en: 'the listening sockets', zh: '监听套接字'},
	lookUp: async look => {
		if (look.target.platform === 'windows') return lookOnWindows(look);
		const tools = await lookAtTools(look);
		if (tools.known) return tools;
		const proc = await lookAtProc(look);
		return proc.known
			? {...proc, from: [...tools.from, ...proc.from]}
			: {...tools, why: reasons([tools.why, proc.why]), from: [...tools.from, ...proc.from]};
	},
};
