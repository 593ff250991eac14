import ipaddr from 'ipaddr.js';
import {command} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {whyNothing} from './ladder.ts';
import type {Listener} from './listeners.ts';
import {plainAddress} from './plain-address.ts';
import {lookAtOwners} from './socket-owners.ts';

const listenState = '0A';
const udpOpenState = '07';

/** A listening socket, with the number by which its owner's descriptors name it. */
export type ProcSocket = Listener & {readonly inode: string};

/** Reads /proc/net/tcp, tcp6, udp or udp6: addresses are hexadecimal words in the host's byte order (proc(5)). */
export const readProcNet = (text: string, protocol: 'tcp' | 'udp'): readonly ProcSocket[] => {
	const sockets: ProcSocket[] = [];
	for (const line of text.split('\n').slice(1)) {
		const [, local = '', , state, queues = '', , , , , inode = ''] = line.trim().split(/\s+/);
		if (state !== (protocol === 'tcp' ? listenState : udpOpenState)) continue;
		const [hex = '', port = ''] = local.split(':');
		const words = hex.match(/.{8}/g) ?? [];
		const bytes = words.flatMap(word => (word.match(/../g) ?? []).reverse().map(byte => Number.parseInt(byte, 16)));
		if (bytes.length !== 4 && bytes.length !== 16) continue;
		sockets.push({
			protocol,
			address: plainAddress(ipaddr.fromByteArray(bytes).toString()),
			port: Number.parseInt(port, 16),
			...(protocol === 'tcp' ? {acceptQueue: Number.parseInt(queues.split(':')[1] ?? '0', 16)} : {}),
			processes: [],
			inode,
		});
	}

	return sockets;
};

/** Reads the files one after the other: each has a head line, and only that of UDP names drops. */
export const readProcSockets = (text: string): readonly ProcSocket[] | undefined => {
	const files = text.split(/^(?=\s*sl\s+local_address)/m).filter(file => /^\s*sl\s+local_address/.test(file));
	if (files.length === 0) return undefined;
	return files.flatMap(file => readProcNet(file, /^[^\n]*drops/.test(file) ? 'udp' : 'tcp'));
};

/** The listening sockets as the kernel itself lists them; who holds them is looked for among all open files. */
export const lookAtProc = async (look: Look): Promise<Known<readonly Listener[]>> => {
	const files = ['tcp', 'tcp6', 'udp', 'udp6'].map(name => `/proc/net/${name}`);
	const list = await look.run(command('cat', ...files));
	const sockets = readProcSockets(list.stdout);
	if (sockets === undefined) return {known: false, why: whyNothing(list), from: [list]};
	const owners = await lookAtOwners(
		look,
		sockets.map(({inode}) => inode),
	);
	return {
		known: true,
		value: sockets.map(socket => ({...socket, processes: owners.of(socket.inode)})),
		from: [list, ...owners.from],
		blindTo: '/proc/net does not tell whether a socket on :: also serves IPv4, and how long the accept queue may get.',
	};
};
