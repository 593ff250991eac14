import ipaddr from 'ipaddr.js';
import {kernelBytes} from '../engine/kernel-bytes.ts';
import type {Endpoint} from './connections.ts';
import {plainAddress} from './plain-address.ts';

/** A socket as a line of /proc/net/tcp, tcp6, udp or udp6 tells of it (proc(5)). */
export type ProcRow = {
	readonly local: Endpoint;
	readonly peer: Endpoint;
	/** Two hexadecimal digits, as in include/net/tcp_states.h. */
	readonly state: string;
	/** Bytes that wait to be read; of a listening socket, connections that wait to be accepted. */
	readonly unread: number;
	/** The number by which the descriptors of its owners name it. */
	readonly inode: string;
};

/** Reads the sockets of one such file, or of several one after the other; undefined when it is none. */
export const readProcNet = (text: string): readonly ProcRow[] | undefined =>
	/^\s*sl\s+local_address/m.test(text) ? text.split('\n').flatMap(readRow) : undefined;

const readRow = (line: string): readonly ProcRow[] => {
	const [, own, other, state = '', queues = '', , , , , inode = ''] = line.trim().split(/\s+/);
	const [local, peer] = [hexEndpoint(own), hexEndpoint(other)];
	const unread = Number.parseInt(queues.split(':')[1] ?? '0', 16);
	return local && peer ? [{local, peer, state, unread: Number.isNaN(unread) ? 0 : unread, inode}] : [];
};

const hexEndpoint = (text = ''): Endpoint | undefined => {
	const [, hex = '', port = ''] = /^([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4})$/.exec(text) ?? [];
	if (hex === '') return undefined;
	const address = plainAddress(ipaddr.fromByteArray([...kernelBytes(hex)]).toString());
	return {address, port: Number.parseInt(port, 16)};
};
