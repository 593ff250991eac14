import {describe, expect, test} from 'vitest';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import {verbatim} from '../../source/engine/words.ts';
import type {LogLine, ServiceComplaint} from '../../source/fact/log-complaints.ts';
import type {ServiceProcess} from '../../source/fact/service-process.ts';
import load from '../../source/guide/load.ts';
import {known, target, unseen} from '../fact/look.ts';
import {spoken} from './spoken.ts';

const nginx: ServiceProcess = {
	pid: 7,
	name: 'nginx',
	args: ['nginx'],
	state: 'S',
	openFiles: [],
	descriptorLimit: 1024,
	cgroups: [{controllers: 'v2', path: '/system.slice/nginx.service'}],
};

const files = (count: number) =>
	Array.from({length: count}, (_, index) => ({name: `${index}`, path: 'socket:[1]', written: true, deleted: false}));

const answer = (
	health: string,
	{slowestMs = 3, ...more}: {readonly slowestMs?: number; readonly status?: number | undefined} = {},
) => known({health, status: 200, slowestMs, exact: {reply: {totalMs: slowestMs}}, repeats: [], ...more});
const root = {
	point: '/',
	type: 'ext4',
	paths: ['/'],
	readOnly: false,
	written: false,
	owned: true,
	used: 0.4,
	freeKb: 9e6,
};
const idle = {cores: 2, busy: 0.1, iowait: 0, steal: 0, runnable: 1, load1: 0.2};
const roomy = {totalKb: 2e6, availableKb: 1e6, swapTotalKb: 0, swapFreeKb: 0, swappedIn: 0, swappedOut: 0};

const log = {file: verbatim('/var/log/x.log'), command: 'tail -n 200 /var/log/x.log'};

const said = (complaint: ServiceComplaint, ageS?: number): Known<unknown> => {
	const line: LogLine = {
		complaint,
		...log,
		line: `it says ${complaint}`,
		...(ageS !== undefined && {ageS}),
	};
	return known({files: [log], complaints: [line], probes: []});
};

const calm: Readonly<Record<string, Known<unknown>>> = {
	answers: answer('good'),
	serviceProcess: known([nginx]),
	frozenProcesses: known([]),
	serviceLog: known({files: [], complaints: [], probes: []}),
	serviceWait: known({ranMs: 5, waitedMs: 1, duringMs: 200}),
	cpu: known(idle),
	cgroupCpu: known([]),
	memory: known(roomy),
	cgroupMemory: known([]),
	diskSleep: known([]),
	disks: known([root]),
	descriptors: known({used: 900, limit: 100_000}),
	connections: known([]),
	kernelSettings: known({'net.ipv4.ip_local_port_range': '40000\t40019'}),
	kernelLog: known([]),
};

const judge = (facts: Readonly<Record<string, Known<unknown>>>): ReadonlyArray<Finding<string>> =>
	spoken(load.judge({...calm, ...facts}, target));

const causes = (facts: Readonly<Record<string, Known<unknown>>>): readonly string[] =>
	judge(facts).flatMap(finding =>
		finding.is === 'cause' ? [`${finding.code} ${finding.certainty} ${finding.severity ?? 'by catalogue'}`] : [],
	);

const busy = known({...idle, busy: 0.99, runnable: 9, load1: 9});
const starved = known({ranMs: 20, waitedMs: 4000});
const quota = (throttled: number, everThrottled: number) =>
	known([
		{
			folder: '/sys/fs/cgroup/x',
			cores: 0.02,
			ever: {periods: 100, throttled: everThrottled, throttledMs: 1},
			now: {periods: 10, throttled, throttledMs: 1},
		},
	]);
const limit = (hitsNow: number) =>
	known([{folder: '/sys/fs/cgroup/x', limit: 1e6, used: 990_000, hits: 50, hitsNow, oomKills: 0, oomKillsNow: 0}]);
const fullDisk = known([{...root, used: 1, freeKb: 0}]);
const fillingDisk = known([{...root, used: 0.985, freeKb: 2e6}]);
const noInodes = known([{...root, inodesUsed: 1, inodesFree: 0}]);
const readOnly = known([{...root, readOnly: true, written: true}]);
const byIntention = known([{...root, readOnly: true}]);
const ports = known(
	Array.from({length: 20}, (_, index) => ({
		state: 'established',
		local: {address: '127.0.0.1', port: 40_000 + index},
		peer: {address: '127.0.0.1', port: 9000},
	})),
);

/** Those of the processes that are in state D stay there while the service is probed. */
const sleeping = (
	processes: readonly ServiceProcess[],
	{hasRun = false, stack = []}: {readonly hasRun?: boolean; readonly stack?: readonly string[]} = {},
) => ({
	serviceProcess: known(processes),
	diskSleep: known(processes.filter(({state}) => state === 'D').map(process => ({process, forS: 5, hasRun, stack}))),
});

const late = answer('late', {slowestMs: 7000});
const silent = answer('silent', {status: undefined});
const error = answer('error', {status: 502});
const notFound = answer('other', {status: 404});
const closed = answer('other', {status: undefined});

describe('a resource is a cause only where the probe suffers from it', () => {
	test.each([
		[
			'a busy machine, and the service waits for a processor',
			{cpu: busy, serviceWait: starved},
			late,
			['cpu-overloaded likely failure'],
		],
		[
			'a busy machine, and the service sleeps',
			{cpu: busy, serviceWait: known({ranMs: 1, waitedMs: 8, duringMs: 7050})},
			late,
			[],
		],
		[
			'a busy machine, and the service was only watched after the probe',
			{cpu: busy, serviceWait: known({ranMs: 0, waitedMs: 0, duringMs: 200})},
			late,
			['cpu-overloaded possible by catalogue'],
		],
		['a busy machine, and the service answers', {cpu: busy, serviceWait: starved}, answer('good'), []],
		['a busy machine, and the page is missing', {cpu: busy, serviceWait: starved}, notFound, []],
		[
			'a busy machine, and the service waits for a part of the time',
			{cpu: busy, serviceWait: known({ranMs: 14, waitedMs: 688, duringMs: 7050})},
			late,
			[],
		],
		['a busy machine, nobody serves the port, and nothing answers', {cpu: busy, serviceWait: unseen()}, silent, []],
		[
			'a busy machine, and this kernel does not tell who waits',
			{cpu: busy, serviceWait: unseen()},
			late,
			['cpu-overloaded possible by catalogue'],
		],
		['a moment of work, and nothing queues', {cpu: known({...idle, busy: 0.99})}, late, []],
		['a quota that stops the service now', {cgroupCpu: quota(9, 90)}, late, ['cpu-throttled likely failure']],
		['a quota that stopped it before', {cgroupCpu: quota(0, 90)}, late, ['cpu-throttled possible risk']],
		['a quota that is reached now and then', {cgroupCpu: quota(1, 5)}, late, []],
		['a quota that stops a service that answers', {cgroupCpu: quota(9, 90)}, answer('good'), []],
		[
			'time stolen',
			{cpu: known({...idle, steal: 0.5}), serviceWait: known({ranMs: 300, waitedMs: 100, duringMs: 500})},
			answer('mixed'),
			['cpu-steal likely failure'],
		],
		[
			'time stolen from others',
			{cpu: known({...idle, steal: 0.5}), serviceWait: known({ranMs: 2, waitedMs: 1, duringMs: 500})},
			answer('mixed'),
			[],
		],
		['time stolen from a service that answers', {cpu: known({...idle, steal: 0.5})}, answer('good'), []],
		['a memory limit that is hit now', {cgroupMemory: limit(7)}, silent, ['memory-exhausted likely failure']],
		['a memory limit that was hit before', {cgroupMemory: limit(0)}, silent, []],
		[
			'a swap storm',
			{memory: known({...roomy, availableKb: 9e4, swappedOut: 5000})},
			late,
			['memory-exhausted likely failure'],
		],
		['swapping with memory left', {memory: known({...roomy, swappedOut: 5000})}, late, []],
		[
			'little memory, and no swapping',
			{memory: known({...roomy, availableKb: 4e4})},
			late,
			['memory-exhausted possible by catalogue'],
		],
		['little memory, and good answers', {memory: known({...roomy, availableKb: 4e4})}, answer('good'), []],
		[
			'the kernel just ended something, and the port refuses',
			{kernelLog: known([{complaint: 'out-of-memory', ageS: 30, line: '[1.0] Killed process 7 (nginx)'}])},
			answer('refused'),
			['memory-exhausted possible by catalogue'],
		],
		[
			'the kernel ended something yesterday',
			{kernelLog: known([{complaint: 'out-of-memory', ageS: 86_400, line: 'x'}])},
			answer('refused'),
			[],
		],
		[
			'a full disk, and the log says so',
			{disks: fullDisk, serviceLog: said('no-space')},
			error,
			['disk-full proven failure'],
		],
		['a full disk of its own', {disks: fullDisk}, error, ['disk-full likely failure']],
		['a full disk, and good answers', {disks: fullDisk}, answer('good'), ['disk-full likely risk']],
		['a full disk, and the page is missing', {disks: fullDisk}, notFound, ['disk-full likely risk']],
		['a disk that fills up', {disks: fillingDisk}, error, ['disk-full likely risk']],
		['no inodes', {disks: noInodes}, error, ['disk-full likely failure']],
		['a large disk at 98 %', {disks: known([{...root, used: 0.98, freeKb: 2e8}])}, answer('good'), []],
		['a disk that lost the right to write', {disks: readOnly}, error, ['disk-read-only likely failure']],
		[
			'… and the log says so',
			{disks: readOnly, serviceLog: said('read-only', 9)},
			error,
			['disk-read-only proven failure'],
		],
		['… and good answers', {disks: readOnly}, answer('good'), []],
		['a mount that is read-only by intention', {disks: byIntention}, error, []],
		[
			'a full mount that is read-only by intention',
			{disks: known([{...root, readOnly: true, used: 1, freeKb: 0}])},
			error,
			[],
		],
		[
			'a process that waits for a network disk, and runs now and then',
			sleeping([{...nginx, state: 'D', waitsIn: 'rpc_wait_bit_killable'}], {hasRun: true}),
			silent,
			['io-stalled likely failure'],
		],
		[
			'a process that waits for a disk at two looks, and runs in between',
			sleeping([{...nginx, state: 'D'}], {hasRun: true}),
			silent,
			['io-stalled possible by catalogue'],
		],
		[
			'the only process never runs',
			sleeping([{...nginx, state: 'D'}], {stack: ['nfs_wait_bit_killable']}),
			silent,
			['io-stalled proven failure'],
		],
		[
			'one of two workers never runs',
			sleeping([
				{...nginx, state: 'D'},
				{...nginx, pid: 8},
			]),
			silent,
			['io-stalled likely failure'],
		],
		[
			'every worker never runs, and the master sleeps',
			sleeping([
				{...nginx, pid: 6},
				{...nginx, state: 'D', parent: 6},
			]),
			silent,
			['io-stalled proven failure'],
		],
		['a process in state D by itself', {serviceProcess: known([{...nginx, state: 'D'}])}, silent, []],
		['waiting for disks, and good answers', {cpu: known({...idle, iowait: 0.8})}, answer('good'), []],
		[
			'all descriptors used',
			{serviceProcess: known([{...nginx, openFiles: files(1024)}])},
			silent,
			['file-descriptors-exhausted proven failure'],
		],
		['many descriptors used', {serviceProcess: known([{...nginx, openFiles: files(900)}])}, silent, []],
		[
			'all descriptors used, and good answers',
			{serviceProcess: known([{...nginx, openFiles: files(1024)}])},
			answer('good'),
			['file-descriptors-exhausted likely risk'],
		],
		[
			'no limit of descriptors',
			{serviceProcess: known([{...nginx, openFiles: files(9), descriptorLimit: Number.POSITIVE_INFINITY}])},
			silent,
			[],
		],
		['descriptors that nobody may count', {serviceProcess: known([{...nginx, openFiles: undefined}])}, silent, []],
		[
			'the log has just said that descriptors ran out',
			{serviceLog: said('too-many-open-files', 9)},
			closed,
			['file-descriptors-exhausted likely failure'],
		],
		['the log said it an hour ago', {serviceLog: said('too-many-open-files', 3600)}, closed, []],
		['the log says it, and the answers are good', {serviceLog: said('too-many-open-files', 9)}, answer('good'), []],
		[
			"the system's files used up",
			{descriptors: known({used: 99_000, limit: 100_000})},
			silent,
			['file-descriptors-exhausted proven failure'],
		],
		['busy workers', {serviceLog: said('workers-busy', 9)}, closed, ['worker-pool-exhausted likely by catalogue']],
		['a heap that is used up', {serviceLog: said('no-memory', 9)}, error, ['memory-exhausted likely failure']],
		['a heap that was used up, and good answers', {serviceLog: said('no-memory', 9)}, answer('good'), []],
		['busy workers, and good answers', {serviceLog: said('workers-busy', 9)}, answer('good'), []],
		[
			'ports used up, and the log says so',
			{connections: ports, serviceLog: said('no-local-port', 9)},
			error,
			['ephemeral-ports-exhausted proven by catalogue'],
		],
		['ports used up', {connections: ports}, error, ['ephemeral-ports-exhausted likely by catalogue']],
		['ports used up, and good answers', {connections: ports}, answer('good'), []],
		['ports used up, and no range is known', {connections: ports, kernelSettings: unseen()}, error, []],
		[
			'a stopped process on a busy machine',
			{
				cpu: busy,
				serviceWait: starved,
				serviceProcess: known([{...nginx, state: 'T'}]),
				frozenProcesses: known([{...nginx, state: 'T'}]),
			},
			silent,
			[],
		],
	])('%s', (_, facts, answers, expected) => {
		expect(causes({...facts, answers})).toEqual(expected);
	});
});

test('a healthy host gets the numbers, and no cause', () => {
	expect(judge({})).toEqual([
		{
			is: 'ok',
			say: 'No resource is short: 2 processors, 10 % busy, load average 0.2; 50 % of 1.9 GB memory available; the fullest disk that the service uses at 40 %',
		},
	]);
});

test('a high load with good answers is a note', () => {
	expect(judge({cpu: busy}).map(({is}) => is)).toEqual(['ok', 'note']);
});

test('what could not be read is unknown, never fine, and does not decide', () => {
	const nothing = Object.fromEntries(Object.keys(calm).map(name => [name, unseen(`${name} is secret`)]));
	expect(judge(nothing)).toEqual([
		{is: 'unknown', why: 'cpu is secret; memory is secret; disks is secret', matters: false},
	]);
});

test('evidence holds the numbers, and a service is named by its process and unit', () => {
	const [cause] = judge({answers: silent, serviceProcess: known([{...nginx, openFiles: files(1024)}])});
	expect(cause).toMatchObject({
		values: {process: 'nginx (pid 7)', pid: '7', unit: 'nginx.service', used: '1024', limit: '1024'},
		evidence: [
			{command: 'ls /proc/7/fd | wc -l', excerpt: '1024'},
			{command: "grep 'open files' /proc/7/limits", excerpt: 'Max open files 1024'},
		],
	});
});
