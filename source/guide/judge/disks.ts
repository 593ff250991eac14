import {type CauseFinding, evidence, type Finding, type WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Cpu} from '../../fact/cpu.ts';
import type {DiskSleep} from '../../fact/disk-sleep.ts';
import type {Disk} from '../../fact/disks.ts';
import type {KernelLine} from '../../fact/kernel-log.ts';
import type {ServiceLog} from '../../fact/service-log.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {complaintEvidence, recentComplaint} from './complaints.ts';
import {percent, serviceValues, size} from './service-values.ts';
import {judgeStall} from './stall.ts';
import type {Suffering} from './suffering.ts';

type Facts = {
	readonly disks: Known<readonly Disk[]>;
	readonly serviceLog: Known<ServiceLog>;
	readonly kernelLog: Known<readonly KernelLine[]>;
	readonly cpu: Known<Cpu>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly diskSleep: Known<readonly DiskSleep[]>;
};

/** Judges whether the disks that the service uses take what it writes, and answer in time. */
export const judgeDisks = (facts: Facts, suffering: Suffering): readonly Finding[] => [
	...judgeFull(facts, suffering),
	...judgeReadOnly(facts, suffering),
	...judgeStall(facts, suffering),
];

/** A large disk at 98 % has room for days. */
const amplyFreeKb = 5 * 1024 * 1024;

const isFilling = ({used = 0, freeKb = 0, inodesUsed = 0, readOnly}: Disk): boolean =>
	!readOnly && ((used >= 0.98 && freeKb < amplyFreeKb) || inodesUsed >= 0.98);

/** Whether nothing more fits: a megabyte is less than a log line's safety. */
const isFull = ({used = 0, freeKb = 0, inodesUsed = 0, inodesFree = 1}: Disk): boolean =>
	(used >= 0.98 && freeKb < 1024) || (inodesUsed > 0 && inodesFree < 16);

const isSuffering = (suffering: Suffering): boolean => suffering === 'slow' || suffering === 'failing';

const judgeFull = ({disks, serviceLog, serviceProcess}: Facts, suffering: Suffering): readonly CauseFinding[] => {
	if (!disks.known) return [];
	const said = recentComplaint(serviceLog, 'no-space');
	return disks.value.filter(isFilling).map((disk): CauseFinding => {
		const isFailing = isSuffering(suffering) && isFull(disk);
		const byInodes = (disk.inodesUsed ?? 0) >= 0.98;
		const share = percent((byInodes ? disk.inodesUsed : disk.used) ?? 0);
		const left = byInodes ? disk.inodesFree : size(disk.freeKb ?? 0);
		return {
			is: 'cause',
			code: 'disk-full',
			certainty: isFailing && said ? 'proven' : 'likely',
			// A server that fails for another reason may well have a full disk; the log, or a file of its own, ties them.
			severity: isFailing && (said || disk.written || disk.owned) ? 'failure' : 'risk',
			values: {
				...serviceValues(serviceProcess),
				name: verbatim(disk.point),
				used: byInodes ? {en: `${share} of the inodes`, zh: `${share} 的 inode`} : verbatim(share),
			},
			evidence: [
				...disks.from.slice(byInodes ? 1 : 0, byInodes ? 2 : 1).map(one =>
					evidence<Words>(one, {
						en: `${disk.point}: ${share}${byInodes ? ' of the inodes' : ''} used, ${left} left`,
						zh: `${disk.point}：已用 ${share}${byInodes ? ' 的 inode' : ''}，剩余 ${left}`,
					}),
				),
				...complaintEvidence(said),
			],
		};
	});
};

const judgeReadOnly = (facts: Facts, suffering: Suffering): readonly Finding[] => {
	const {disks, serviceLog, kernelLog, serviceProcess} = facts;
	if (!disks.known) return [];
	const said = recentComplaint(serviceLog, 'read-only');
	const remount = kernelLog.known
		? kernelLog.value.findLast(({complaint}) => complaint === 'remounted-read-only')
		: undefined;
	// Many mounts are read-only by intention. This one isn't: the service writes there, or the kernel said so.
	const broken = disks.value.filter(disk => disk.readOnly && (disk.written || (disk.owned && (said ?? remount))));
	if (suffering === 'none') {
		return broken.map(({point}) => ({
			is: 'note',
			say: {
				en: `${point} is mounted read-only, and the service answers in time`,
				zh: `${point} 以只读方式挂载，服务仍及时应答`,
			},
		}));
	}

	if (!isSuffering(suffering)) return [];
	return broken.map((disk): CauseFinding => {
		const kernelWords: readonly WordedEvidence[] =
			remount && kernelLog.known ? kernelLog.from.slice(0, 1).map(one => evidence(one, remount.line)) : [];
		return {
			is: 'cause',
			code: 'disk-read-only',
			certainty: said ? 'proven' : 'likely',
			severity: 'failure',
			values: {
				...serviceValues(serviceProcess),
				name: verbatim(disk.point),
				...(said && {detail: verbatim(said.line)}),
			},
			evidence: [
				{command: 'cat /proc/mounts', excerpt: `${disk.point} ${disk.type} ro`},
				...complaintEvidence(said),
				...kernelWords,
			],
		};
	});
};
