import {command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {ladder} from './ladder.ts';

/** What a line of the kernel's log tells, where it has to do with a service that doesn't answer. */
export type KernelComplaint =
	| 'conntrack-table-full'
	| 'syn-flooding'
	| 'out-of-memory'
	| 'io-error'
	| 'remounted-read-only'
	| 'open-files-limit'
	| 'time-wait-overflow'
	| 'hung-task';

export type KernelLine = {
	readonly complaint: KernelComplaint;
	/** For how long it has been logged, in seconds; absent where the log gives no time. */
	readonly ageS?: number;
	readonly line: string;
};

const complaints: ReadonlyArray<readonly [KernelComplaint, RegExp]> = [
	['conntrack-table-full', /conntrack: table full/],
	['syn-flooding', /possible SYN flooding on port/i],
	['out-of-memory', /out of memory|oom-kill|invoked oom-killer|memory cgroup out of memory/i],
	['remounted-read-only', /remount(ing|ed)? (filesystem|file system)?.*read-only/i],
	[
		'io-error',
		/I\/O error|blk_update_request: .*error|EXT4-fs error|XFS .*(corruption|shutdown)|nfs: server .* not responding/i,
	],
	['open-files-limit', /file-max limit \d+ reached/],
	['time-wait-overflow', /time wait bucket table overflow/i],
	['hung-task', /blocked for more than \d+ seconds/],
];

/** Reads `dmesg` (times in seconds since the start) and names the lines that matter. */
export const readKernelLog = (text: string, uptimeS: number | undefined): readonly KernelLine[] =>
	text.split('\n').flatMap(line => {
		const complaint = complaints.find(([, words]) => words.test(line))?.[0];
		if (!complaint) return [];
		const at = /^\[\s*(\d+\.\d+)\]/.exec(line)?.[1];
		const ageS = at === undefined || uptimeS === undefined ? undefined : Math.max(0, Math.round(uptimeS - Number(at)));
		return [{complaint, ...(ageS !== undefined && {ageS}), line}];
	});

/** The lines of one kind that were logged within the last so many seconds. One without a time is left out. */
export const recentLines = (
	lines: readonly KernelLine[],
	{complaint, withinS}: {readonly complaint: KernelComplaint; readonly withinS: number},
): readonly KernelLine[] =>
	lines.filter(line => line.complaint === complaint && line.ageS !== undefined && line.ageS <= withinS);

const dmesg = privileged('dmesg');

/** The kernel's own words about what it dropped, killed or couldn't read. */
export const kernelLog: Fact<readonly KernelLine[]> = {
	id: 'kernel-log',
	what: {en: "the kernel's log", zh: '内核日志'},
	lookUp: async look => {
		// Asked for at once: on a host that is far away each turn is a trip.
		const [uptimeRead] = await Promise.all([look.run(command('cat', '/proc/uptime')), look.run(dmesg)]);
		const uptime = Number.parseFloat(uptimeRead.stdout);
		// An emptied log is a log; a command that fails shows none.
		const read = (text: string, observation: Observation) =>
			succeeded(observation) ? readKernelLog(text, Number.isFinite(uptime) ? uptime : undefined) : undefined;
		const fromFile = {
			read,
			blindTo: {en: 'The log in a file is read without its times.', zh: '读取日志文件时不含时间。'},
		};
		return ladder({
			what: {en: "the kernel's log", zh: '内核日志'},
			rungs: [
				{command: dmesg, read},
				{command: privileged('tail', '-n', '400', '/var/log/kern.log'), ...fromFile},
				{command: privileged('tail', '-n', '400', '/var/log/messages'), ...fromFile},
			],
		})(look);
	},
};
