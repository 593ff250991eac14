import {type CauseFinding, type Evidence, evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {MemoryLimit} from '../../fact/cgroup-memory.ts';
import {type KernelLine, recentLines} from '../../fact/kernel-log.ts';
import type {Memory} from '../../fact/memory.ts';
import type {ServiceLog} from '../../fact/service-log.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {complaintEvidence, recentComplaint} from './complaints.ts';
import {clauses, percent, serviceValues, size} from './service-values.ts';
import type {Suffering} from './suffering.ts';

type Facts = {
	readonly memory: Known<Memory>;
	readonly cgroupMemory: Known<readonly MemoryLimit[]>;
	readonly kernelLog: Known<readonly KernelLine[]>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly serviceLog: Known<ServiceLog>;
};

/** Judges whether the service gets the memory that it needs. */
export const judgeMemory = (facts: Facts, suffering: Suffering): readonly Finding[] => {
	if (suffering === 'none' || suffering === 'unseen') return [];
	const short =
		suffering === 'slow' || suffering === 'failing'
			? [...judgeLimit(facts), ...judgeMachine(facts), ...judgeWords(facts)]
			: [];
	// A refusal is no shortage by itself, but the kernel may just have ended the service.
	return short.length > 0 ? short.slice(0, 1) : judgeKills(facts);
};

const judgeLimit = ({cgroupMemory, serviceProcess}: Facts): readonly CauseFinding[] => {
	if (!cgroupMemory.known) return [];
	const group = cgroupMemory.value.find(
		({used, limit, hitsNow, oomKillsNow}) => oomKillsNow > 0 || (hitsNow > 0 && used >= 0.9 * limit),
	);
	if (!group) return [];
	const [used, limit] = [size(group.used / 1024), size(group.limit / 1024)];
	const observation = cgroupMemory.from.find(({command}) => command.args[0]?.startsWith(`${group.folder}/`));
	return [
		{
			is: 'cause',
			code: 'memory-exhausted',
			certainty: 'likely',
			severity: 'failure',
			values: {
				...serviceValues(serviceProcess),
				name: verbatim(group.folder),
				used: verbatim(used),
				limit: verbatim(limit),
			},
			evidence: observation
				? [
						evidence<Words>(observation, {
							en: `${used} of ${limit}; the limit was hit ${group.hitsNow} times and ${group.oomKillsNow} processes were ended while the service was probed`,
							zh: `已用 ${used}，上限 ${limit}；探测服务期间 ${group.hitsNow} 次达到上限，${group.oomKillsNow} 个进程被终止`,
						}),
					]
				: [],
		},
	];
};

/** Pages of 4 kB; 1000 in a fifth of a second are 20 MB/s, which no machine with enough memory swaps. */
const stormPages = 1000;

const judgeMachine = ({memory, serviceProcess}: Facts): readonly CauseFinding[] => {
	if (!memory.known) return [];
	const {totalKb, availableKb, swappedIn, swappedOut, oomKillsNow = 0, pressure} = memory.value;
	const isShort = availableKb < 0.1 * totalKb;
	const isStorm = isShort && (swappedIn + swappedOut >= stormPages || (pressure?.some ?? 0) >= 0.3);
	if (!isStorm && oomKillsNow === 0 && availableKb >= 0.03 * totalKb) return [];
	const isNow = isStorm || oomKillsNow > 0;
	return [
		{
			is: 'cause',
			code: 'memory-exhausted',
			certainty: isNow ? 'likely' : 'possible',
			...(isNow && {severity: 'failure'}),
			values: {
				...serviceValues(serviceProcess),
				used: verbatim(size(totalKb - availableKb)),
				limit: verbatim(size(totalKb)),
			},
			evidence: memory.from.slice(0, 1).map(one => evidence<Words>(one, memoryWords(memory.value))),
		},
	];
};

// A service can lack memory of its own making: a Java heap, a limit of its process.
const judgeWords = ({serviceLog, serviceProcess}: Facts): readonly CauseFinding[] => {
	const said = recentComplaint(serviceLog, 'no-memory');
	if (!said) return [];
	return [
		{
			is: 'cause',
			code: 'memory-exhausted',
			certainty: 'likely',
			severity: 'failure',
			values: {...serviceValues(serviceProcess), detail: verbatim(said.line)},
			evidence: complaintEvidence(said),
		},
	];
};

const killedWithinS = 600;

const judgeKills = ({kernelLog, serviceProcess}: Facts): readonly CauseFinding[] => {
	if (!kernelLog.known) return [];
	const [line] = recentLines(kernelLog.value, {complaint: 'out-of-memory', withinS: killedWithinS}).slice(-1);
	if (!line) return [];
	const quoted: readonly Evidence[] = kernelLog.from.slice(0, 1).map(one => evidence(one, line.line));
	return [
		{
			is: 'cause',
			code: 'memory-exhausted',
			certainty: 'possible',
			values: {...serviceValues(serviceProcess), detail: verbatim(line.line.replace(/^\[[^\]]*\]\s*/, ''))},
			evidence: quoted,
		},
	];
};

/** The memory in a few words: `61 % of 2.0 GB available`. */
export const memoryWords = ({totalKb, availableKb, swappedIn, swappedOut, swapTotalKb, swapFreeKb}: Memory): Words => {
	const [share, all, swapped] = [percent(availableKb / totalKb), size(totalKb), size(swapTotalKb - swapFreeKb)];
	return clauses([
		{en: `${share} of ${all} memory available`, zh: `${all} 内存中 ${share} 可用`},
		...(swapTotalKb > swapFreeKb ? [{en: `${swapped} swapped out`, zh: `${swapped} 已换出`}] : []),
		...(swappedIn + swappedOut > 0
			? [
					{
						en: `${swappedIn} pages swapped in and ${swappedOut} out in a moment`,
						zh: `片刻之间换入 ${swappedIn} 页、换出 ${swappedOut} 页`,
					},
				]
			: []),
	]);
};
