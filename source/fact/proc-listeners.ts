import {command} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {whyNothing} from './ladder.ts';
import type {Listener} from './listeners.ts';
import {readProcNet} from './proc-net.ts';
import {lookAtOwners} from './socket-owners.ts';

const listenState = '0A';
const udpOpenState = '07';

/** A listening socket, with the number by which its owner's descriptors name it. */
export type ProcSocket = Listener & {readonly inode: string};

/** The sockets of one of these files that wait for somebody. */
export const readProcListeners = (text: string, protocol: 'tcp' | 'udp'): readonly ProcSocket[] =>
	(readProcNet(text) ?? [])
		.filter(({state}) => state === (protocol === 'tcp' ? listenState : udpOpenState))
		.map(({local, unread, inode}) => ({
			protocol,
			...local,
			...(protocol === 'tcp' ? {acceptQueue: unread} : {}),
			processes: [],
			inode,
		}));

/** Reads the files one after the other: each has a head line, and only that of UDP names drops. */
export const readProcSockets = (text: string): readonly ProcSocket[] | undefined => {
	const files = text.split(/^(?=\s*sl\s+local_address)/m).filter(file => /^\s*sl\s+local_address/.test(file));
	if (files.length === 0) return undefined;
	return files.flatMap(file => readProcListeners(file, /^[^\n]*drops/.test(file) ? 'udp' : 'tcp'));
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
		blindTo: {
			en: '/proc/net does not tell whether a socket on :: also serves IPv4, and how long the accept queue may get.',
			zh: '/proc/net 不显示 :: 上的套接字是否也服务 IPv4，也不显示全连接队列的上限。',
		},
	};
};
