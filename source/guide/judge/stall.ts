import type {CauseFinding, Values, WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Cpu} from '../../fact/cpu.ts';
import type {DiskSleep} from '../../fact/disk-sleep.ts';
import type {Disk} from '../../fact/disks.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {percent, serviceValues} from './service-values.ts';
import type {Suffering} from './suffering.ts';

type Facts = {
	readonly disks: Known<readonly Disk[]>;
	readonly cpu: Known<Cpu>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly diskSleep: Known<readonly DiskSleep[]>;
};

/** Judges whether the service waits for a disk (state D) instead of answering. */
export const judgeStall = (
	{cpu, serviceProcess, disks, diskSleep}: Facts,
	suffering: Suffering,
): readonly CauseFinding[] => {
	if (suffering !== 'slow' || !serviceProcess.known) return [];
	const {iowait = 0, ioPressure} = cpu.known ? cpu.value : {};
	const busyFor = percent(Math.max(iowait, ioPressure?.some ?? 0));
	const isBusy = (ioPressure?.some ?? 0) >= 0.3 || iowait >= 0.3;
	const waiting = diskSleep.known ? diskSleep.value : [];
	const [first] = waiting;
	if (first === undefined && !isBusy) return [];
	const workers = workersOf(serviceProcess.value);
	const stuck = waiting.filter(({hasRun}) => !hasRun);
	const areAllStuck = stuck.length > 0 && workers.every(({pid}) => stuck.some(({process}) => process.pid === pid));
	const isSure = first !== undefined && (areAllStuck || isBusy || stuck.length > 0 || isNetworkDisk(first));
	const network = disks.known ? disks.value.find(({type}) => /^(nfs|cifs|fuse|ceph)/.test(type))?.point : undefined;
	return [
		{
			is: 'cause',
			code: 'io-stalled',
			certainty: areAllStuck ? 'proven' : isSure ? 'likely' : 'possible',
			...(isSure && {severity: 'failure'}),
			values: {
				...(first !== undefined && serviceValues(serviceProcess, first.process.pid)),
				...(first !== undefined && {
					share: verbatim(`${waiting.length} of ${workers.length}`),
					...(stuck.length > 0 && {seconds: first.forS.toFixed(1)}),
					...placeOf(first),
				}),
				...(isNetworkDisk(first) && network !== undefined && {name: verbatim(network)}),
				...(isBusy && {used: {en: `${busyFor} of the time`, zh: `${busyFor} 的时间`}}),
			},
			evidence: [
				...waiting.slice(0, 2).flatMap(stallEvidence),
				...(ioPressure ? [{command: 'cat /proc/pressure/io', excerpt: pressed(percent(ioPressure.some))}] : []),
			],
		},
	];
};

const pressed = (share: string): Words => ({
	en: `some ${share} of the last ten seconds`,
	zh: `some：最近十秒的 ${share}`,
});

/** Those that serve: a master, which only starts the others, isn't asked for anything. */
const workersOf = (all: readonly ServiceProcess[]): readonly ServiceProcess[] => {
	const masters = new Set(all.map(({parent}) => parent));
	const workers = all.filter(({pid}) => !masters.has(pid));
	return workers.length === 0 ? all : workers;
};

const isNetworkDisk = (sleep: DiskSleep | undefined): boolean =>
	/nfs|rpc_|cifs|fuse|ceph/.test([sleep?.process.waitsIn, ...(sleep?.stack ?? [])].join(' '));

/** The place in the kernel where it waits. */
const placeOf = ({process, stack}: DiskSleep): Values<Words> => {
	const place = stack[0] ?? process.waitsIn;
	return place === undefined ? {} : {detail: verbatim(place)};
};

const stallEvidence = ({process, stack, forS, hasRun}: DiskSleep): readonly WordedEvidence[] => [
	{
		command: `cat /proc/${process.pid}/status`,
		excerpt: hasRun
			? 'State: D (disk sleep)'
			: {
					en: `State: D (disk sleep); it did not run once within ${forS.toFixed(1)} s`,
					zh: `State: D (disk sleep)；${forS.toFixed(1)} 秒内一次也没有运行`,
				},
	},
	...(stack.length > 0
		? [{command: `cat /proc/${process.pid}/stack`, excerpt: stack.slice(0, 5).join('\n')}]
		: process.waitsIn === undefined
			? []
			: [{command: `cat /proc/${process.pid}/wchan`, excerpt: process.waitsIn}]),
];
