import {numberAt, textAt} from '../json.ts';
import type {Listener} from '../listeners.ts';
import {enumAt, readPowershell} from './powershell-json.ts';

/** HTTP.sys, which listens for IIS and others, lives in the kernel: its sockets belong to the process 4. */
const kernelPid = 4;

const owner = (pid: number): Listener['processes'] => [{pid, name: pid === kernelPid ? 'System (HTTP.sys)' : ''}];

// On Windows a socket for [::] doesn't serve IPv4; one that does has two rows.
const listener = (protocol: 'tcp' | 'udp', address: string, port: number, pid: number): Listener => ({
	protocol,
	address,
	port,
	...(address === '::' && {v6Only: true}),
	processes: owner(pid),
});

/**
 * Reads the listeners of `netstat -ano`, whatever its language: a listener is a TCP row without a peer, and the state is
 * a word that some languages translate. undefined when there is no row at all.
 */
export const readWindowsNetstat = (text: string): readonly Listener[] | undefined => {
	const rows = text.split(/\r?\n/).flatMap(line => {
		const words = line.trim().split(/\s+/);
		const protocol = /^(TCP|UDP)$/.exec(words[0] ?? '')?.[1];
		const local = /^\[?([^\]]*?)(?:%\w+)?\]?:(\d+)$/.exec(words[1] ?? '');
		const pid = words.at(-1);
		if (!protocol || !local || !pid || !/^\d+$/.test(pid)) return [];
		return [{protocol, address: local[1] ?? '', port: Number(local[2]), peer: words[2] ?? '', pid: Number(pid)}];
	});
	if (rows.length === 0) return undefined;
	return rows
		.filter(({protocol, peer}) => (protocol === 'UDP' ? peer === '*:*' : /^(0\.0\.0\.0|\[::\]):0$/.test(peer)))
		.map(({protocol, address, port, pid}) => listener(protocol === 'UDP' ? 'udp' : 'tcp', address, port, pid));
};

// MSFT_NetTCPConnection, State.
const states = {'2': 'listen', listen: 'listen'} as const;

/** Reads `Get-NetTCPConnection` as JSON; rows of another state than Listen (a number or a name) are left out. */
export const readNetTcpConnections = (stdout: string): readonly Listener[] | undefined => {
	const reply = readPowershell(stdout);
	if (!reply.ok) return undefined;
	return reply.data.flatMap(row => {
		const [address, port, pid] = [
			textAt(row, 'LocalAddress'),
			numberAt(row, 'LocalPort'),
			numberAt(row, 'OwningProcess'),
		];
		const hasState = numberAt(row, 'State') !== undefined || textAt(row, 'State') !== undefined;
		if (address === undefined || port === undefined || pid === undefined) return [];
		if (hasState && enumAt(row, 'State', states) !== 'listen') return [];
		return [listener('tcp', address.replace(/%\w+$/, ''), port, pid)];
	});
};
