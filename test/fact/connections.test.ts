import {expect, test} from 'vitest';
import {busiestDestination, halfOpenOn} from '../../source/fact/connection-traces.ts';
import {connections, readEndpoint, readNetstat, readProcNetTcp, readSs} from '../../source/fact/connections.ts';
import {lookAt, missing} from './look.ts';

const ss = `State     Recv-Q Send-Q Local Address:Port  Peer Address:Port Process
LISTEN    0      511                *:80                *:*
SYN-RECV  0      0        10.11.192.1:80     100.64.0.10:41054
TIME-WAIT 0      0      [::ffff:10.11.192.1]:80 [::ffff:100.127.3.4]:33722
ESTAB     0      0        10.11.192.1:22       10.11.0.9:5022
`;

const netstat = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State
tcp        0      0 0.0.0.0:80              0.0.0.0:*               LISTEN
tcp        0      0 10.11.192.1:80          100.64.0.10:41054       SYN_RECV
tcp6       0      0 ::ffff:10.11.192.1:80   ::ffff:100.127.3.4:33722 TIME_WAIT
tcp        0      0 10.11.192.1:22          10.11.0.9:5022          ESTABLISHED
`;

const proc = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 15636 1 0000 100 0 0 10 0
   1: 01C00B0A:0050 0A004064:A05E 03 00000000:00000000 00:00000000 00000000     0        0 0 1 0000
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when
   0: 0000000000000000FFFF000001C00B0A:0050 0000000000000000FFFF000004037F64:83BA 06 00000000:00000000 03:00001719
`;

const traces = [
	['syn-recv', '10.11.192.1', 80, '100.64.0.10', 41_054],
	['time-wait', '10.11.192.1', 80, '100.127.3.4', 33_722],
];

test.each([
	['ss', readSs(ss)],
	['netstat', readNetstat(netstat)],
	['/proc/net/tcp and tcp6', readProcNetTcp(proc)],
])('%s shows the same connections to the port', (_, list) => {
	expect(
		(list ?? [])
			.filter(({state, local}) => state !== 'listen' && local.port === 80)
			.map(({state, local, peer}) => [state, local.address, local.port, peer.address, peer.port]),
	).toEqual(traces);
	expect(halfOpenOn(list ?? [], 80)).toHaveLength(1);
	expect(halfOpenOn(list ?? [], 8080)).toHaveLength(0);
});

test.each([
	['[::1]:80', '::1', 80],
	[':::80', '::', 80],
	['*:80', '*', 80],
	['0.0.0.0:*', '0.0.0.0', 0],
	['[fe80::1]%eth0:8080', 'fe80::1', 8080],
	['[fe80::1%eth0]:8080', 'fe80::1', 8080],
	['127.0.0.53%lo:53', '127.0.0.53', 53],
])('the endpoint %s', (text, address, port) => {
	expect(readEndpoint(text)).toEqual({address, port});
});

test('a tool that complains is not a host without connections', () => {
	expect([readSs(''), readNetstat('netstat: invalid option'), readProcNetTcp('')]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	expect(readSs('State Recv-Q Send-Q Local Address:Port Peer Address:Port\n')).toEqual([]);
});

test('without ss and netstat, the kernel itself is asked', async () => {
	const look = lookAt({'cat /proc/net/tcp /proc/net/tcp6': {stdout: proc, exitCode: 1}}, {otherwise: missing});
	expect(await connections.lookUp(look)).toMatchObject({known: true});
});

test('the range of outgoing ports is counted per destination, and only for ports of the range', () => {
	const list = [32_768, 32_769, 32_769, 80].map(port => ({
		state: 'time-wait' as const,
		local: {address: '10.0.0.1', port},
		peer: {address: '10.0.0.2', port: 8080},
	}));
	const other = {
		...list[0],
		state: 'established' as const,
		local: {address: '10.0.0.1', port: 32_770},
		peer: {address: '10.0.0.3', port: 1},
	};
	expect(busiestDestination([other, ...list], {from: 32_768, to: 32_777})).toEqual({
		from: '10.0.0.1',
		to: {address: '10.0.0.2', port: 8080},
		used: 2,
		size: 10,
	});
});
