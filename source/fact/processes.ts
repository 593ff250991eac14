import {command} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';
import {procScript, readProcProcesses} from './proc-processes.ts';

/** One process, as ps shows it. */
export type Process = {
	readonly pid: number;
	readonly parent: number;
	/** R running, S asleep, D waiting for the disk, T stopped, t traced, Z a zombie, I an idle kernel thread (ps(1)). */
	readonly state: string;
	/** For how long it has been running, in seconds; absent where ps can't tell. */
	readonly ageS?: number;
	/** The kernel's short name, at most 15 characters. */
	readonly name: string;
	/** The command line; in square brackets for a kernel thread. */
	readonly line: string;
};

// The short name may hold spaces, so it is read by its width: 15 columns with procps, 16 with busybox.
const rows = {
	age: [
		/^\s*(\d+)\s+(\d+)\s+([A-Za-z])\S*\s+([\d:-]+)\s+(\S.{14}) ?\s(\S.*)?$/,
		/^\s*(\d+)\s+(\d+)\s+([A-Za-z])\S*\s+([\d:-]+)\s+(\S+)\s+(\S.*)?$/,
	],
	ageless: [
		/^\s*(\d+)\s+(\d+)\s+([A-Za-z])\S*\s+()(\S.{14}) ?\s(\S.*)?$/,
		/^\s*(\d+)\s+(\d+)\s+([A-Za-z])\S*\s+()(\S+)\s+(\S.*)?$/,
	],
} as const;

/** Makes a reader of `ps -o pid,ppid,state,[etime(s),]comm,args`, of procps and of busybox, with or without a header. */
const psReader = (shape: keyof typeof rows) => (stdout: string) => {
	const found = stdout.split('\n').flatMap(line => {
		const [exact, loose] = rows[shape];
		const match = exact.exec(line) ?? loose.exec(line);
		if (!match) return [];
		const [, pid, parent, state = '', age = '', name = '', args = name] = match;
		const ageS = readAge(age);
		const process: Process = {
			pid: Number(pid),
			parent: Number(parent),
			state,
			...(ageS !== undefined && {ageS}),
			name: name.trim(),
			line: args.trim(),
		};
		return [process];
	});
	return found.length > 0 ? found : undefined;
};

/** Reads the list with ages. */
export const readPs = psReader('age');

/** Reads the list of a small busybox, which has none. */
export const readAgelessPs = psReader('ageless');

/** Seconds of `[[days-]hours:]minutes:seconds`, or of seconds alone. */
export const readAge = (text: string): number | undefined => {
	const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/.exec(text);
	if (!match) return /^\d+$/.test(text) ? Number(text) : undefined;
	const [, days = 0, hours = 0, minutes, seconds] = match;
	return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
};

/**
 * All processes of the machine. Network namespaces don't part them: whose they are only the owner of a socket tells.
 */
export const processes: Fact<readonly Process[]> = {
	id: 'processes',
	what: {en: 'the processes', zh: '进程'},
	lookUp: ladder({
		what: {en: 'the list of processes', zh: '进程列表'},
		rungs: [
			{command: command('ps', '-eo', 'pid=,ppid=,state=,etimes=,comm=,args='), read: readPs},
			// CentOS 6 (procps 3.2) has no etimes.
			{command: command('ps', '-eo', 'pid=,ppid=,state=,etime=,comm=,args='), read: readPs},
			{command: command('ps', '-o', 'pid,ppid,stat,etime,comm,args'), read: readPs},
			{command: command('sh', '-c', procScript), read: readProcProcesses},
			{
				command: command('ps', '-o', 'pid,ppid,stat,comm,args'),
				read: readAgelessPs,
				blindTo: {
					en: 'This ps does not tell how long a process has been running.',
					zh: '这里的 ps 不显示进程运行了多久。',
				},
			},
		],
	}),
};
