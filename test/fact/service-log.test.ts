import {expect, test} from 'vitest';
import {verbatim} from '../../source/engine/words.ts';
import {readComplaints, readLoggedProbes} from '../../source/fact/log-complaints.ts';
import {lineAge, readClock} from '../../source/fact/log-time.ts';
import {processes} from '../../source/fact/processes.ts';
import {logPaths, phpMasters, serviceLog, unitOf} from '../../source/fact/service-log.ts';
import {type ServiceProcess, serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt, target} from './look.ts';

// 2026-11-22 12:00:00 in Shanghai.
const now = Date.UTC(2026, 10, 22, 4, 0, 0) / 1000;
const clock = readClock(`${now} +0800\n`);

/** A log that is a file. */
const log = (path: string) => ({file: verbatim(path), command: `tail -n 200 ${path}`});

test.each([
	['nginx', '2026/11/22 11:59:00 [error] 77#77: *1 connect() failed', 60],
	['journal', '2026-11-22T11:59:00+0800 web gunicorn[7]: x', 60],
	['gunicorn in UTC', '[2026-11-22 03:59:00 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)', 60],
	['a logger with milliseconds', '2026-11-22 11:59:00,123 ERROR x', 60],
	['an access log from another zone', '100.64.0.10 - - [21/Nov/2026:22:59:00 -0500] "HEAD / HTTP/1.0" 200 0', 60],
	['php-fpm', '[22-Nov-2026 11:59:00] WARNING: [pool www] server reached pm.max_children', 60],
	['Apache', '[Sun Nov 22 11:59:00.123456 2026] [mpm_event:error] [pid 7] AH00484', 60],
	['a line without a time', 'server reached pm.max_children', undefined],
])('the age of a line of %s', (_, line, ageS) => {
	expect(lineAge(line, clock)).toBe(ageS);
});

test.each([
	[
		'[22-Nov-2026 11:59:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it',
		'workers-busy',
	],
	['[x] [mpm_event:error] AH00484: server reached MaxRequestWorkers setting, consider raising it', 'workers-busy'],
	['2026/11/22 11:59:00 [alert] 77#77: 1024 worker_connections are not enough', 'workers-busy'],
	['[7] [CRITICAL] WORKER TIMEOUT (pid:9)', 'workers-busy'],
	['*** uWSGI listen queue of socket "127.0.0.1:9000" (fd: 3) full !!! (101/100) ***', 'workers-busy'],
	['SEVERE: All threads (200) are currently busy, waiting. Increase maxThreads (200)', 'workers-busy'],
	['2026/11/22 11:59:00 [crit] 7#7: accept4() failed (24: Too many open files)', 'too-many-open-files'],
	['java.net.SocketException: Too many open files', 'too-many-open-files'],
	[
		'[crit] 7#7: *1 connect() to 10.0.0.2:80 failed (99: Cannot assign requested address) while connecting to upstream',
		'no-local-port',
	],
	['dial tcp 10.0.0.2:80: connect: cannot assign requested address', 'no-local-port'],
	['[emerg] bind() to 10.0.0.9:80 failed (99: Cannot assign requested address)', undefined],
	['pwrite() "/var/x" failed (28: No space left on device)', 'no-space'],
	['open() "/var/x" failed (30: Read-only file system)', 'read-only'],
	['connect() failed (111: Connection refused) while connecting to upstream', 'upstream-failed'],
	['broken header: "HEAD / HTTP/1.0" while reading PROXY protocol, client: 100.64.0.10', 'proxy-header-missing'],
	['limiting requests, excess: 0.500 by zone "one", client: 100.64.0.10', 'requests-limited'],
	['access forbidden by rule, client: 100.64.0.10, server: x', 'access-denied'],
	['AH01630: client denied by server configuration: /srv/www/', 'access-denied'],
	['java.lang.OutOfMemoryError: Java heap space', 'no-memory'],
	['fork() failed while spawning "worker process" (12: Cannot allocate memory)', 'no-memory'],
	['signal process started', undefined],
	[
		'8.8.8.8 - - [22/Nov/2026:11:59:00 +0800] "GET /too many open files HTTP/1.0" 404 0 "-" "Too many open files"',
		undefined,
	],
])('%s', (line, complaint) => {
	expect(readComplaints(line, {...log('x'), clock})[0]?.complaint).toBe(complaint);
});

test('probes are told from other traffic of the same sources, and counted by status', () => {
	const text = `100.64.0.10 - - [22/Nov/2026:11:59:00 +0800] "HEAD / HTTP/1.0" 403 0 "-" "-"
100.64.0.11 - - [22/Nov/2026:11:59:10 +0800] "HEAD / HTTP/1.0" 403 0 "-" "-"
100.64.0.11 - - [22/Nov/2026:11:59:11 +0800] "GET /admin HTTP/1.1" 401 0 "-" "-"
10.0.0.1 - - [22/Nov/2026:11:59:12 +0800] "HEAD / HTTP/1.0" 200 0 "-" "-"
::ffff:100.127.0.1 - - [22/Nov/2026:11:59:20 +0800] "HEAD / HTTP/1.0" 200 0 "-" "-"
`;
	expect(
		readLoggedProbes(text, {...log('access.log'), clock, target}).map(({status, count, ageS}) => [status, count, ageS]),
	).toEqual([
		[403, 2, 50],
		[200, 1, 40],
	]);
});

test.each([
	['vhost_combined', 'www.example.com:80 100.64.0.10 - - [22/Nov/2026:11:59:00 +0800] "HEAD / HTTP/1.0" 403 0 "-" "-"'],
	[
		'JSON with the request in one',
		'{"time":"2026-11-22T11:59:00+0800","remote_addr":"100.64.0.10","request":"HEAD / HTTP/1.0","status":"403"}',
	],
	[
		'JSON with its parts',
		'{"remote_ip":"100.64.0.10","method":"HEAD","host":"x","uri":"/","status": 403,"time":"2026-11-22T11:59:00Z"}',
	],
])('an access log in %s', (_, line) => {
	expect(readLoggedProbes(line, {...log('x'), clock, target}).map(({status, count}) => [status, count])).toEqual([
		[403, 1],
	]);
});

test.each([
	'{"remote_addr":"10.0.0.1","request":"HEAD / HTTP/1.0","status":403}',
	'{"remote_addr":"100.64.0.10","request":"GET / HTTP/1.0","status":403}',
	'{"remote_addr":"100.64.0.10","request":"HEAD / HTTP/1.0"}',
	'100.64.0.10 hello',
])('%s is no probe', line => {
	expect(readLoggedProbes(line, {...log('x'), clock, target})).toEqual([]);
});

const file = (name: string, path: string) => ({name, path, written: true, deleted: false});

const nginx: ServiceProcess = {
	pid: 7,
	name: 'nginx',
	args: [],
	state: 'S',
	root: '/',
	openFiles: [
		file('2', '/dev/null'),
		file('4', '/var/log/nginx/error.log'),
		file('5', '/var/lib/x.db'),
		file('1', '/tmp/stdout'),
	],
	cgroups: [{controllers: 'v2', path: '/system.slice/nginx.service'}],
};

test('logs are the files that look like logs, and the standard output', () => {
	expect(logPaths(nginx.openFiles ?? [])).toEqual(['/var/log/nginx/error.log', '/tmp/stdout']);
	expect(unitOf(nginx)).toBe('nginx.service');
	expect(unitOf({cgroups: [{controllers: 'v2', path: '/user.slice'}]})).toBeUndefined();
});

const php = (pid: number, parent: number) => ({pid, parent, state: 'S', name: 'php-fpm8.2', line: 'php-fpm'});

test('only the masters of php-fpm are asked for their log', () => {
	expect(phpMasters([php(10, 1), php(11, 10), php(12, 10)]).map(({pid}) => pid)).toEqual([10]);
});

test('the logs of the web server and of php-fpm are read, and what can not be read is said', async () => {
	const look = lookAt(
		{
			'ls -l /proc/10/fd': 'l-wx------ 1 root root 64 Nov 22 12:14 4 -> /var/log/php8.2-fpm.log\n',
			'tail -n 200 /var/log/nginx/error.log': {stderr: 'tail: Permission denied', exitCode: 1},
			'tail -n 200 /tmp/stdout': '',
			'tail -n 200 /var/log/php8.2-fpm.log':
				'[22-Nov-2026 11:59:00] WARNING: [pool www] server reached pm.max_children setting (5)\n',
			'journalctl -u nginx.service -n 200 --no-pager -o short-iso': {failure: 'not-found'},
			"date '+%s %z'": `${now} +0800\n`,
		},
		{
			facts: [
				[serviceProcess, known([nginx])],
				[processes, known([php(10, 1)])],
			],
		},
	);
	expect(await serviceLog.lookUp(look)).toMatchObject({
		known: true,
		value: {
			files: [log('/tmp/stdout'), log('/var/log/php8.2-fpm.log')],
			complaints: [{complaint: 'workers-busy', ageS: 60, ...log('/var/log/php8.2-fpm.log')}],
			probes: [],
		},
		blindTo: {
			en: 'Not readable: /var/log/nginx/error.log, the journal of nginx.service.',
			zh: '无法读取：/var/log/nginx/error.log、nginx.service 的 journal。',
		},
	});
});

test('a service in a container is read beneath its own root', async () => {
	const {cgroups: _, ...rest} = nginx;
	const inside = {...rest, root: '/var/lib/docker/x', openFiles: [file('4', '/var/log/a.log')], cgroups: []};
	const look = lookAt(
		{'tail -n 200 /proc/7/root/var/log/a.log': '', "date '+%s %z'": ''},
		{
			facts: [
				[serviceProcess, known([inside])],
				[processes, known([])],
			],
		},
	);
	expect(await serviceLog.lookUp(look)).toMatchObject({value: {files: [log('/proc/7/root/var/log/a.log')]}});
});
