import {chinese} from '../../engine/chinese.ts';
import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {CpuQuota, Throttling} from '../../fact/cgroup-cpu.ts';
import type {Cpu} from '../../fact/cpu.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import type {ServiceWait} from '../../fact/service-wait.ts';
import {clauses, percent, serviceValues} from './service-values.ts';
import type {Suffering} from './suffering.ts';

type Facts = {
	readonly answers: Known<Answers>;
	readonly cpu: Known<Cpu>;
	readonly cgroupCpu: Known<readonly CpuQuota[]>;
	readonly serviceWait: Known<ServiceWait>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
};

const stoppedShare = ({periods, throttled}: Throttling): number => (periods > 0 ? throttled / periods : 0);

/** Judges whether the service gets the processor time that it needs. Only a slow service can lack it. */
export const judgeProcessor = (facts: Facts, suffering: Suffering): readonly Finding[] => {
	if (suffering === 'none') return busyNote(facts);
	if (suffering !== 'slow') return [];
	const throttled = judgeQuota(facts);
	return throttled.length > 0 ? throttled : [...judgeSteal(facts), ...judgeBusy(facts)];
};

const judgeQuota = ({cgroupCpu, serviceProcess}: Facts): readonly Finding[] => {
	if (!cgroupCpu.known) return [];
	// A quota now and then reached is normal; a quarter of the periods is half as slow, or worse.
	const worst = cgroupCpu.value.toSorted((one, other) => stoppedShare(other.now) - stoppedShare(one.now))[0];
	if (!worst) return [];
	const isNow = stoppedShare(worst.now) >= 0.25;
	if (!isNow && !(stoppedShare(worst.ever) >= 0.5 && worst.ever.periods >= 20)) return [];
	const {periods, throttled} = isNow ? worst.now : worst.ever;
	const observation = cgroupCpu.from.find(({command}) => command.args[0] === `${worst.folder}/cpu.stat`);
	return [
		{
			is: 'cause',
			code: 'cpu-throttled',
			certainty: isNow ? 'likely' : 'possible',
			severity: isNow ? 'failure' : 'risk',
			values: {
				...serviceValues(serviceProcess),
				name: verbatim(worst.folder),
				share: verbatim(`${throttled} of ${periods}`),
				limit: verbatim(`${Math.round(worst.cores * 100)}%`),
			},
			evidence: observation
				? [evidence<Words>(observation, quotaWords(worst, observation.stdout.trim().split('\n').slice(-6).join('\n')))]
				: [],
		},
	];
};

/** The quota, what the kernel counted meanwhile, and its own list. */
const quotaWords = ({cores, now}: CpuQuota, shown: string): Words => {
	const counted = `nr_periods +${now.periods}, nr_throttled +${now.throttled}`;
	return {
		en: `quota: ${cores} processors\n${counted} while the service was probed\n${shown}`,
		zh: `配额：${cores} 个处理器\n探测服务期间 ${counted}\n${shown}`,
	};
};

const judgeSteal = ({cpu, serviceWait}: Facts): readonly Finding[] => {
	if (!cpu.known || cpu.value.steal < 0.15) return [];
	// A service that neither ran nor wanted to while it was probed had no time stolen from it.
	const {waitedMs = 0, ranMs = 0, duringMs = 0} = serviceWait.known ? serviceWait.value : {};
	if (serviceWait.known && waitedMs + ranMs < 0.3 * duringMs) return [];
	return [
		{
			is: 'cause',
			code: 'cpu-steal',
			certainty: cpu.value.steal >= 0.3 ? 'likely' : 'possible',
			...(cpu.value.steal >= 0.3 && {severity: 'failure'}),
			values: {used: verbatim(percent(cpu.value.steal))},
			evidence: cpu.from.slice(0, 1).map(one => evidence<Words>(one, loadWords(cpu.value))),
		},
	];
};

/** Whether more is ready to run than there are processors, now and not only for the moment of this check. */
const isOverloaded = ({busy, steal, cores, runnable = 0, load1 = 0, pressure}: Cpu): boolean =>
	busy + steal >= 0.9 && (runnable >= 2 * cores || load1 >= 1.5 * cores || (pressure?.some ?? 0) >= 0.3);

const judgeBusy = ({answers, cpu, serviceWait, serviceProcess}: Facts): readonly Finding[] => {
	if (!cpu.known || !isOverloaded(cpu.value)) return [];
	const {waitedMs = 0, ranMs = 0, duringMs = 0} = serviceWait.known ? serviceWait.value : {};
	const exchangeMs = answers.known ? answers.value.exact.reply.totalMs : 0;
	const load = loadWords(cpu.value);
	// A service that sleeps while the machine is busy isn't slow for want of a processor. When the probe was sent before
	// the samples, the time between them has to stand for it.
	const isStarved = waitedMs >= 100 && waitedMs >= 0.3 * Math.min(exchangeMs, duringMs);
	// Watched for long enough, or silent altogether: then the machine's load is no reason for it.
	const isAnswered = answers.known && answers.value.health !== 'silent';
	const isSeen = serviceWait.known && duringMs >= Math.min(1000, 0.5 * exchangeMs);
	if (!isStarved && (isSeen || !isAnswered))
		return [
			{
				is: 'note',
				say: {
					en: `The load is high (${load.en}), but the service itself was not seen to wait for a processor: it is no cause`,
					zh: `负载较高（${load.zh}），但没有看到服务本身在等待处理器：这不是原因`,
				},
			},
		];
	const who = serviceValues(serviceProcess).process ?? {en: 'the service', zh: '服务'};
	const [ran, waited, during] = [Math.round(ranMs), Math.round(waitedMs), Math.round(duringMs)];
	return [
		{
			is: 'cause',
			code: 'cpu-overloaded',
			certainty: isStarved ? 'likely' : 'possible',
			...(isStarved && {severity: 'failure'}),
			values: {used: busyWords(cpu.value), limit: load},
			evidence: [
				...cpu.from.slice(0, 1).map(one => evidence<Words>(one, load)),
				...(serviceWait.known
					? serviceWait.from.slice(0, 1).map(one =>
							evidence<Words>(one, {
								en: `${who.en} ran for ${ran} ms and waited ${waited} ms for a processor, of ${during} ms`,
								zh: chinese`${during} 毫秒中，${who.zh} 运行了 ${ran} 毫秒，等待处理器 ${waited} 毫秒`,
							}),
						)
					: []),
			],
		},
	];
};

/** The load in a few words: `2 processors, 12 % busy, load average 0.4`. */
export const loadWords = ({cores, busy, iowait, steal, load1}: Cpu): Words =>
	clauses([
		{en: `${cores} ${cores === 1 ? 'processor' : 'processors'}`, zh: `${cores} 个处理器`},
		busyWords({busy}),
		...(iowait >= 0.05 ? [{en: `${percent(iowait)} waiting for disks`, zh: `${percent(iowait)} 等待磁盘`}] : []),
		...(steal >= 0.05 ? [{en: `${percent(steal)} stolen`, zh: `${percent(steal)} 被虚拟化层占用 (steal)`}] : []),
		...(load1 === undefined ? [] : [{en: `load average ${load1}`, zh: `平均负载 ${load1}`}]),
	]);

const busyWords = ({busy}: Pick<Cpu, 'busy'>): Words => ({en: `${percent(busy)} busy`, zh: `${percent(busy)} 繁忙`});

const busyNote = ({cpu}: Facts): readonly Finding[] => {
	if (!cpu.known) return [];
	const {busy, steal, cores, load1 = 0} = cpu.value;
	if (busy + steal < 0.9 && load1 < 2 * cores) return [];
	const load = loadWords(cpu.value);
	return [
		{
			is: 'note',
			say: {
				en: `The load is high (${load.en}), and the service answers in time: it is no cause`,
				zh: `负载较高（${load.zh}），而服务应答及时：这不是原因`,
			},
		},
	];
};
