import {expect, test} from 'vitest';
import {counterGrowth, counters, readCounters} from '../../source/fact/counters.ts';
import {lookAt} from './look.ts';

const netstat = (overflows: number): string => `TcpExt: SyncookiesSent ListenOverflows ListenDrops
TcpExt: 0 ${overflows} ${overflows + 1}
IpExt: InNoRoutes InTruncatedPkts
IpExt: 0 0
`;

const snmp = `Ip: Forwarding DefaultTTL
Ip: 2 64
IcmpMsg: InType3 OutType3
IcmpMsg: 4 5
Tcp: RtoAlgorithm MaxConn PassiveOpens
Tcp: 1 -1 77
`;

const tables = {'cat /proc/net/netstat': netstat(3), 'cat /proc/net/snmp': snmp};

test('names and values are paired under the names of nstat', () => {
	expect(readCounters(netstat(3) + snmp)).toEqual({
		TcpExtSyncookiesSent: 0,
		TcpExtListenOverflows: 3,
		TcpExtListenDrops: 4,
		IpExtInNoRoutes: 0,
		IpExtInTruncatedPkts: 0,
		IpForwarding: 2,
		IpDefaultTTL: 64,
		IcmpMsgInType3: 4,
		IcmpMsgOutType3: 5,
		TcpRtoAlgorithm: 1,
		TcpMaxConn: -1,
		TcpPassiveOpens: 77,
	});
});

test('a line of values that was cut gives no counters instead of shifted ones', () => {
	expect(readCounters('TcpExt: SyncookiesSent ListenOverflows\nTcpExt: 0\n')).toEqual({});
});

test('growth is the difference of two samples', async () => {
	const look = lookAt({...tables, 'cat /proc/net/netstat': [netstat(3), netstat(12)]});
	expect(await counterGrowth.lookUp(look)).toMatchObject({
		known: true,
		value: {TcpExtListenOverflows: 9, TcpExtListenDrops: 9, TcpPassiveOpens: 0},
	});
});

test('one unreadable file is said, two make the counters unknown', async () => {
	const denied = {stderr: 'cat: Permission denied', exitCode: 1};
	expect(await counters.lookUp(lookAt({...tables, 'cat /proc/net/netstat': denied}))).toMatchObject({
		known: true,
		value: {TcpPassiveOpens: 77},
		blindTo: {en: 'Some counters are missing (cat /proc/net/netstat: cat: Permission denied).', zh: expect.any(String)},
	});
	expect(await counters.lookUp(lookAt({}, {otherwise: denied}))).toMatchObject({known: false});
});
