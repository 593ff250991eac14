import {command, type Observation, privileged} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {type CgroupMembership, readMemberships} from './cgroups.ts';
import {whyNothing} from './ladder.ts';
import {type Listener, listeners} from './listeners.ts';
import type {OpenFile} from './open-files.ts';
import {linksOf, lookAtLinks} from './process-links.ts';
import {processes} from './processes.ts';
import {sentences, unreadable} from './unreadable.ts';

/** A process that holds the listening socket. What this user may not see is absent. */
export type ServiceProcess = {
	readonly pid: number;
	readonly parent?: number;
	readonly name: string;
	/** The command line, word by word; empty for a kernel thread. */
	readonly args: readonly string[];
	/** As in ps: T is stopped by a signal, t by a tracer, D waits for a disk or a network file system, Z is dead. */
	readonly state: string;
	/** The process that traces it: a debugger, strace. */
	readonly tracer?: number;
	/** For how long it has been running, in seconds. */
	readonly ageS?: number;
	readonly threads?: number;
	/** What it has open. */
	readonly openFiles?: readonly OpenFile[];
	/** How many descriptors it may have (the soft limit); Infinity for no limit. */
	readonly descriptorLimit?: number;
	/** Where in the kernel it waits. */
	readonly waitsIn?: string;
	readonly cwd?: string;
	/** Other than / in a container or a chroot, as the host sees it. */
	readonly root?: string;
	readonly cgroups: readonly CgroupMembership[];
};

/** A master with many workers: the workers are alike, and each costs several commands. */
const mostProcesses = 8;

type Status = Pick<ServiceProcess, 'name' | 'state' | 'parent' | 'threads' | 'tracer'>;

/** Reads `Name`, `State`, `PPid`, `TracerPid` and `Threads` of /proc/PID/status; undefined when it isn't that. */
export const readStatus = (text: string): Status | undefined => {
	const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1]?.trim();
	const [name, state, parent, threads] = [field('Name'), field('State'), field('PPid'), field('Threads')];
	if (name === undefined || !state) return undefined;
	const tracer = Number(field('TracerPid') ?? 0);
	return {
		name,
		state: state.slice(0, 1),
		...(parent && {parent: Number(parent)}),
		...(threads && {threads: Number(threads)}),
		...(tracer > 0 && {tracer}),
	};
};

/** The soft limit of /proc/PID/limits' `Max open files`; undefined when it isn't there. */
export const readDescriptorLimit = (text: string): number | undefined => {
	const soft = /^Max open files\s+(\S+)/m.exec(text)?.[1];
	if (soft === 'unlimited') return Number.POSITIVE_INFINITY;
	return soft !== undefined && /^\d+$/.test(soft) ? Number(soft) : undefined;
};

/** The listeners that serve the health check, by port and protocol; which addresses they serve isn't asked here. */
export const checkedListeners = (all: readonly Listener[], {healthCheck}: Target): readonly Listener[] => {
	const protocol = healthCheck.protocol === 'udp' ? 'udp' : 'tcp';
	return all.filter(listener => listener.protocol === protocol && listener.port === healthCheck.port);
};

type OneProcess = {readonly process?: ServiceProcess; readonly from: readonly Observation[]};

const lookAtProcess = async (look: Look, pid: number, links: Promise<Observation>): Promise<OneProcess> => {
	const [status, limits, cmdline, wchan, cgroup] = await Promise.all(
		['status', 'limits', 'cmdline', 'wchan', 'cgroup'].map(name => look.run(command('cat', `/proc/${pid}/${name}`))),
	);
	const from = [status, limits, cmdline, wchan, cgroup].flatMap(one => one ?? []);
	const read = readStatus(status?.stdout ?? '');
	if (!read) return {from};
	const limit = readDescriptorLimit(limits?.stdout ?? '');
	const words = cmdline?.stdout.split('\0') ?? [];
	const cgroups = readMemberships(cgroup?.stdout ?? '');
	return {
		from,
		process: {
			pid,
			...read,
			args: words.filter((word, index) => word !== '' || index < words.length - 1),
			...(limit !== undefined && {descriptorLimit: limit}),
			...linksOf((await links).stdout, pid),
			...(wchan && wchan.stdout.length > 1 && {waitsIn: wchan.stdout.trim()}),
			cgroups,
		},
	};
};

const itsProcess: Words = {en: "the service's process", zh: '服务的进程'};

const onlyAsRoot: Words = {
	en: 'the process that holds the listening socket can only be seen as root',
	zh: '只有 root 才能看到持有监听套接字的进程',
};

const filesOnlyAsRoot: Words = {
	en: "The service's open files can only be seen as root.",
	zh: '只有 root 才能看到服务打开的文件。',
};

const onlySome = (of: number): Words => ({
	en: `Only ${mostProcesses} of ${of} processes were looked at.`,
	zh: `${of} 个进程只查看了 ${mostProcesses} 个。`,
});

/** The processes that hold the socket of the health check's port; an empty list when nothing listens there. */
export const serviceProcess: Fact<readonly ServiceProcess[]> = {
	id: 'service-process',
	what: {en: 'the process of the service', zh: '服务的进程'},
	lookUp: async look => {
		const [sockets, all] = await Promise.all([look.know(listeners), look.know(processes)]);
		if (!sockets.known) return sockets;
		const checked = checkedListeners(sockets.value, look.target);
		const pids = [...new Set(checked.flatMap(listener => listener.processes.map(({pid}) => pid)))];
		if (checked.length > 0 && pids.length === 0) {
			return {
				known: false,
				why: onlyAsRoot,
				from: sockets.from,
				wouldTell: privileged('ss', '-lntp'),
			};
		}

		const some = pids.slice(0, mostProcesses);
		if (some.length === 0) return {known: true, value: [], from: sockets.from};
		const links = lookAtLinks(look, some);
		const looks = await Promise.all(some.map(pid => lookAtProcess(look, pid, links)));
		const from = [...looks.flatMap(one => one.from), await links];
		const ages = new Map(all.known ? all.value.map(({pid, ageS}) => [pid, ageS]) : []);
		const value = looks.flatMap(({process}) => {
			const ageS = process && ages.get(process.pid);
			return process ? [{...process, ...(ageS !== undefined && {ageS})}] : [];
		});
		if (value.length === 0) {
			return {
				known: false,
				why: unreadable(itsProcess, ...from.slice(0, 1).map(whyNothing)),
				from,
			};
		}

		const blind: readonly Words[] = [
			...(pids.length > mostProcesses ? [onlySome(pids.length)] : []),
			...(value.some(({openFiles}) => !openFiles) ? [filesOnlyAsRoot] : []),
		];
		return {known: true, value, from, ...(blind.length > 0 && {blindTo: sentences(blind)})};
	},
};
