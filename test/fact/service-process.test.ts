import {expect, test} from 'vitest';
import type {Fact} from '../../source/engine/fact.ts';
import type {Known} from '../../source/engine/known.ts';
import {type Listener, listeners} from '../../source/fact/listeners.ts';
import {readOpenFiles, writtenPaths} from '../../source/fact/open-files.ts';
import {linksOf} from '../../source/fact/process-links.ts';
import {processes} from '../../source/fact/processes.ts';
import {readDescriptorLimit, readStatus, serviceProcess} from '../../source/fact/service-process.ts';
import {known, lookAt, unseen} from './look.ts';

const status = `Name:	nginx
Umask:	0022
State:	T (stopped)
Pid:	5831
PPid:	5830
Threads:	1
`;

const limits = `Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max open files            1024                 4096                 files
`;

const descriptors = `total 0
lrwx------ 1 root root 64 Nov 22 12:14 0 -> /dev/null
l-wx------ 1 root root 64 Nov 22 12:14 4 -> /var/log/nginx/access.log
l-wx------ 1 root root 64 2026-11-22 12:14 5 -> /var/log/nginx/old one.log (deleted)
lrwx------    1 root     root            64 Nov 22 12:14 6 -> socket:[15636]
lr-x------ 1 root root 64 Nov 22 12:14 7 -> /srv/www/index.html
ls: /proc/7/fd/3: cannot read link: No such file or directory
`;

const links = `lrwxrwxrwx 1 root root 0 Nov 22 12:14 /proc/5831/cwd -> /srv
lrwxrwxrwx 1 root root 0 Nov 22 12:14 /proc/5831/root -> /
`;

const listener = (extra: Partial<Listener>): Listener => ({
	protocol: 'tcp',
	address: '0.0.0.0',
	port: 80,
	processes: [{name: 'nginx', pid: 5831}],
	...extra,
});

const facts = (found: readonly Listener[]): ReadonlyArray<readonly [Fact<unknown>, Known<unknown>]> => [
	[listeners, known(found)],
	[processes, known([{pid: 5831, parent: 5830, state: 'T', ageS: 77, name: 'nginx', line: 'nginx: worker process'}])],
];

const proc = {
	'cat /proc/5831/status': status,
	'cat /proc/5831/limits': limits,
	'cat /proc/5831/cmdline': 'nginx: worker process\0',
	'cat /proc/5831/wchan': '0',
	'cat /proc/5831/cgroup': '4:cpu,cpuacct:/system.slice/nginx.service\n0::/\n',
	'ls -l /proc/5831/cwd /proc/5831/root /proc/5831/fd': `${links}\n/proc/5831/fd:\n${descriptors}`,
};

test('the process of the checked port is read from what the kernel shows of it', async () => {
	const found = await serviceProcess.lookUp(
		lookAt(proc, {facts: facts([listener({}), listener({address: '::'}), listener({port: 8080})])}),
	);
	expect(found.known && found.value).toEqual([
		{
			pid: 5831,
			parent: 5830,
			name: 'nginx',
			args: ['nginx: worker process'],
			state: 'T',
			ageS: 77,
			threads: 1,
			descriptorLimit: 1024,
			openFiles: readOpenFiles(descriptors),
			cwd: '/srv',
			root: '/',
			cgroups: [
				{controllers: ['cpu', 'cpuacct'], path: '/system.slice/nginx.service'},
				{controllers: 'v2', path: '/'},
			],
		},
	]);
});

test('open files that only root may see are not zero open files', async () => {
	const look = lookAt(
		{
			...proc,
			'ls -l /proc/5831/cwd /proc/5831/root /proc/5831/fd': {
				stdout: links,
				stderr: 'ls: Permission denied',
				exitCode: 2,
			},
		},
		{facts: facts([listener({})])},
	);
	const found = await serviceProcess.lookUp(look);
	expect(found).toMatchObject({
		known: true,
		blindTo: {en: "The service's open files can only be seen as root.", zh: expect.any(String)},
	});
	expect(found.known && found.value[0]?.openFiles).toBeUndefined();
});

test.each([
	['nothing listens on the port', [listener({port: 8080})], true],
	['a UDP socket of the same number does not serve a TCP check', [listener({protocol: 'udp'})], true],
	['a listener without a visible process is unknown', [listener({processes: []})], false],
])('%s', async (_, found, isKnown) => {
	const service = await serviceProcess.lookUp(lookAt({}, {facts: facts(found)}));
	expect(service).toMatchObject(isKnown ? {known: true, value: []} : {known: false});
});

test('without the listeners there is no telling whose process it is', async () => {
	const look = lookAt(
		{},
		{
			facts: [
				[listeners, unseen()],
				[processes, unseen()],
			],
		},
	);
	expect(await serviceProcess.lookUp(look)).toMatchObject({known: false});
});

test('links are read with short and long dates, and names with blanks', () => {
	expect(readOpenFiles(descriptors).map(({name, path, written, deleted}) => [name, path, written, deleted])).toEqual([
		['0', '/dev/null', true, false],
		['4', '/var/log/nginx/access.log', true, false],
		['5', '/var/log/nginx/old one.log', true, true],
		['6', 'socket:[15636]', true, false],
		['7', '/srv/www/index.html', false, false],
	]);
	expect(writtenPaths(readOpenFiles(descriptors))).toEqual(['/var/log/nginx/access.log', '/var/log/nginx/old one.log']);
});

test.each([
	[limits, 1024],
	['Max open files            unlimited            unlimited            files', Number.POSITIVE_INFINITY],
	['', undefined],
])('the soft limit of descriptors (%#)', (text, limit) => {
	expect(readDescriptorLimit(text)).toBe(limit);
});

test('a process that is gone has no status', () => {
	expect(readStatus('')).toBeUndefined();
});

test('the links of several processes are told apart', () => {
	const text = `${links.replaceAll('5831', '7')}${links}
/proc/5831/fd:
total 0
lr-x------ 1 root root 64 Nov 22 12:14 0 -> /dev/null

/proc/7/fd:
${descriptors}`;
	expect(linksOf(text, 7).openFiles).toHaveLength(5);
	expect(linksOf(text, 5831)).toMatchObject({cwd: '/srv', root: '/', openFiles: [{path: '/dev/null'}]});
	expect(linksOf('/proc/7/fd:\ntotal 0\n', 7)).toEqual({openFiles: []});
	expect(linksOf('', 7)).toEqual({});
});
