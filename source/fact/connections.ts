import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';
import {readProcNet} from './proc-net.ts';
import {ss} from './ss.ts';

/** The states of a TCP socket (RFC 9293, 3.3.2), in one spelling for all tools. */
export type ConnectionState =
	| 'established'
	| 'syn-sent'
	| 'syn-recv'
	| 'fin-wait'
	| 'time-wait'
	| 'closed'
	| 'close-wait'
	| 'last-ack'
	| 'listen'
	| 'closing';

export type Endpoint = {
	/** An IPv4 address in IPv6's clothes (`::ffff:10.0.0.1`) is written as IPv4. */
	readonly address: string;
	/** 0 for any. */
	readonly port: number;
};

export type Connection = {readonly state: ConnectionState; readonly local: Endpoint; readonly peer: Endpoint};

const states: Readonly<Record<string, ConnectionState>> = {
	ESTAB: 'established',
	ESTABLISHED: 'established',
	SYNSENT: 'syn-sent',
	SYNRECV: 'syn-recv',
	FINWAIT1: 'fin-wait',
	FINWAIT2: 'fin-wait',
	TIMEWAIT: 'time-wait',
	CLOSE: 'closed',
	UNCONN: 'closed',
	CLOSEWAIT: 'close-wait',
	LASTACK: 'last-ack',
	LISTEN: 'listen',
	CLOSING: 'closing',
};

// include/net/tcp_states.h; 0C is a half-open connection since Linux 4.1.
const numberedStates: Readonly<Record<string, ConnectionState>> = {
	'01': 'established',
	'02': 'syn-sent',
	'03': 'syn-recv',
	'04': 'fin-wait',
	'05': 'fin-wait',
	'06': 'time-wait',
	'07': 'closed',
	'08': 'close-wait',
	'09': 'last-ack',
	'0A': 'listen',
	'0B': 'closing',
	'0C': 'syn-recv',
};

const stateOf = (word: string | undefined): ConnectionState | undefined => states[(word ?? '').replace(/[-_]/g, '')];

/** Reads `10.0.0.1:80`, `[::1]:80`, `:::80`, `*:80`, `fe80::1%eth0:80`; undefined for anything else. */
export const readEndpoint = (text: string | undefined): Endpoint | undefined => {
	const match = /^\[?([^\]%]*)(?:%[^\]:]*)?\]?(?:%[^:]*)?:(\d+|\*)$/.exec(text ?? '');
	if (!match) return undefined;
	const [, host = '', port = ''] = match;
	const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1] ?? host;
	return {address, port: port === '*' ? 0 : Number(port)};
};

const connection = (
	state: ConnectionState | undefined,
	local: Endpoint | undefined,
	peer: Endpoint | undefined,
): readonly Connection[] => (state && local && peer ? [{state, local, peer}] : []);

/** Reads `ss -tan`; undefined when it isn't that. */
export const readSs = (stdout: string): readonly Connection[] | undefined => {
	const lines = stdout.split('\n');
	// A host without any socket prints the header alone.
	if (!/^State\s+Recv-Q/.test(lines[0] ?? '')) return undefined;
	return lines.slice(1).flatMap(line => {
		const [state, , , local, peer] = line.trim().split(/\s+/);
		return connection(stateOf(state), readEndpoint(local), readEndpoint(peer));
	});
};

/** Reads `netstat -tan`, of net-tools and of busybox; undefined when it isn't that. */
export const readNetstat = (stdout: string): readonly Connection[] | undefined => {
	if (!/^Proto\s+Recv-Q/m.test(stdout)) return undefined;
	return stdout.split('\n').flatMap(line => {
		const [, , , local, peer, state] = line.trim().split(/\s+/);
		return connection(stateOf(state), readEndpoint(local), readEndpoint(peer));
	});
};

/** Reads /proc/net/tcp and tcp6 (one after the other); undefined when it isn't that. */
export const readProcNetTcp = (text: string): readonly Connection[] | undefined => {
	return readProcNet(text)?.flatMap(({state, local, peer}) => connection(numberedStates[state], local, peer));
};

/** Every TCP socket of the host's network namespace, with its state. */
export const connections: Fact<readonly Connection[]> = {
	id: 'connections',
	what: {en: 'the TCP connections', zh: 'TCP 连接'},
	lookUp: ladder({
		what: {en: 'the list of TCP connections', zh: 'TCP 连接列表'},
		rungs: [
			// Without -H, which the ss of CentOS 6 lacks: the header also shows that it is ss that speaks.
			{command: ss(['tcp_diag'], '-tan'), read: readSs},
			{command: command('cat', '/proc/net/tcp', '/proc/net/tcp6'), read: readProcNetTcp},
			{
				command: command('netstat', '-tan'),
				read: readNetstat,
				blindTo: {en: 'netstat cuts long IPv6 addresses.', zh: 'netstat 会截断较长的 IPv6 地址。'},
			},
		],
	}),
};
