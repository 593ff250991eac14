import {expect, test} from 'vitest';
import {processes, readAge, readAgelessPs, readPs} from '../../source/fact/processes.ts';
import {lookAt} from './look.ts';

const procps4 = `      1       0 S    1135 systemd         /sbin/init splash
   5830       1 S     812 nginx           nginx: master process /usr/sbin/nginx -g daemon on;
    901       1 T      40 tmux: server    tmux new-session -d
      3       2 I    1135 kworker/0:1-events_long [kworker/0:1-events]
     77       1 Z       5 sh              [sh] <defunct>
`;

const procps3 = `    1     0 S 12-03:04:05 init            /sbin/init
 2201     1 S       02:11 httpd           /usr/sbin/httpd
 2300     1 S    01:02:11 java            /usr/bin/java -Xmx512m org.apache.catalina.startup.Bootstrap start
`;

const busybox = `PID   PPID  STAT ELAPSED COMMAND          COMMAND
    1     0 S    02:11   init             /sbin/init
   22     1 S<   00:05   nginx            nginx: worker process
`;

const smallBusybox = `PID   PPID  STAT COMMAND          COMMAND
    1     0 S    process_api      /process_api --firecracker-init
   22     1 SW   nginx            nginx: worker process
`;

test('a short name with a space stays whole, and a name longer than its column is read', () => {
	expect(readPs(procps4)?.map(({pid, state, ageS, name, line}) => [pid, state, ageS, name, line])).toEqual([
		[1, 'S', 1135, 'systemd', '/sbin/init splash'],
		[5830, 'S', 812, 'nginx', 'nginx: master process /usr/sbin/nginx -g daemon on;'],
		[901, 'T', 40, 'tmux: server', 'tmux new-session -d'],
		[3, 'I', 1135, 'kworker/0:1-events_long', '[kworker/0:1-events]'],
		[77, 'Z', 5, 'sh', '[sh] <defunct>'],
	]);
});

test.each([
	['CentOS 6', readPs, procps3, [(12 * 24 + 3) * 3600 + 245, 131, 3731]],
	['busybox', readPs, busybox, [131, 5]],
	['a small busybox, which has no ages', readAgelessPs, smallBusybox, [undefined, undefined]],
])('%s', (_, parse, text, ages) => {
	const list = parse(text);
	expect(list?.map(({ageS}) => ageS)).toEqual(ages);
	expect(list?.[1]?.name).toMatch(/^(httpd|nginx)$/);
});

test.each([
	['812', 812],
	['00:05', 5],
	['1-00:00:01', 86_401],
	['-', undefined],
])('an age of %s', (text, seconds) => {
	expect(readAge(text)).toBe(seconds);
});

test('text that is no list of processes is not an empty list', () => {
	expect(readPs('ps: unrecognized option: e\n')).toBeUndefined();
});

test('busybox is asked in its own words, and what it can not tell is said', async () => {
	const look = lookAt(
		{'ps -o pid,ppid,stat,comm,args': smallBusybox},
		{otherwise: {stderr: "ps: bad -o argument 'etime'", exitCode: 1}},
	);
	expect(await processes.lookUp(look)).toMatchObject({
		known: true,
		blindTo: {en: 'This ps does not tell how long a process has been running.', zh: expect.any(String)},
	});
});
