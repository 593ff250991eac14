import {expect, test} from 'vitest';
import {kernelLog, readKernelLog, recentLines} from '../../source/fact/kernel-log.ts';
import {lookAt} from './look.ts';

const dmesg = `[    1.349649] EXT4-fs (vda): mounted filesystem r/w without journal. Quota mode: none.
[  900.000001] nf_conntrack: nf_conntrack: table full, dropping packet
[  950.5] TCP: request_sock_TCP: Possible SYN flooding on port 80. Sending cookies.
[  990.000000] Out of memory: Killed process 4711 (java) total-vm:1kB
[  991.000000] blk_update_request: I/O error, dev vdb, sector 77
[  992.000000] EXT4-fs (vdb): Remounting filesystem read-only
[  993.000000] VFS: file-max limit 65536 reached
[  994.000000] TCP: time wait bucket table overflow
[  995.000000] INFO: task nginx:77 blocked for more than 120 seconds.
`;

test('lines that matter are named, with their age', () => {
	expect(readKernelLog(dmesg, 1000).map(({complaint, ageS}) => [complaint, ageS])).toEqual([
		['conntrack-table-full', 100],
		['syn-flooding', 50],
		['out-of-memory', 10],
		['io-error', 9],
		['remounted-read-only', 8],
		['open-files-limit', 7],
		['time-wait-overflow', 6],
		['hung-task', 5],
	]);
});

test('what was logged long ago, or without a time, is not recent', () => {
	const lines = readKernelLog(`${dmesg}kernel: nf_conntrack: table full, dropping packet\n`, 1000);
	const complaint = 'conntrack-table-full';
	expect(recentLines(lines, {complaint, withinS: 60})).toEqual([]);
	expect(recentLines(lines, {complaint, withinS: 120})).toHaveLength(1);
});

test('an empty log is a log; one that may not be read is unknown', async () => {
	const uptime = {'cat /proc/uptime': '1000.00 1.00\n'};
	expect(await kernelLog.lookUp(lookAt({...uptime, dmesg: ''}))).toMatchObject({known: true, value: []});
	const denied = {stderr: 'dmesg: read kernel buffer failed: Operation not permitted', exitCode: 1};
	expect(await kernelLog.lookUp(lookAt(uptime, {otherwise: denied}))).toMatchObject({known: false});
});
