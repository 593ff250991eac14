import type {Finding} from '../engine/finding.ts';
import {defineStep, type Facts} from '../engine/step.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {answers} from '../fact/answers.ts';
import {cgroupCpu} from '../fact/cgroup-cpu.ts';
import {cgroupMemory} from '../fact/cgroup-memory.ts';
import {connections} from '../fact/connections.ts';
import {cpu} from '../fact/cpu.ts';
import {descriptors} from '../fact/descriptors.ts';
import {diskSleep} from '../fact/disk-sleep.ts';
import {disks} from '../fact/disks.ts';
import {frozenProcesses} from '../fact/frozen.ts';
import {kernelLog} from '../fact/kernel-log.ts';
import {kernelSettings} from '../fact/kernel-settings.ts';
import {memory} from '../fact/memory.ts';
import {serviceLog} from '../fact/service-log.ts';
import {serviceProcess} from '../fact/service-process.ts';
import {serviceWait} from '../fact/service-wait.ts';
import {judgeCapacity} from './judge/capacity.ts';
import {judgeDisks} from './judge/disks.ts';
import {judgeMemory, memoryWords} from './judge/memory.ts';
import {judgeProcessor, loadWords} from './judge/processor.ts';
import {percent} from './judge/service-values.ts';
import {sufferingOf} from './judge/suffering.ts';

const needs = {
	answers,
	serviceProcess,
	frozenProcesses,
	serviceLog,
	serviceWait,
	cpu,
	cgroupCpu,
	memory,
	cgroupMemory,
	disks,
	diskSleep,
	descriptors,
	connections,
	kernelSettings,
	kernelLog,
};

export default defineStep({
	id: 'load',
	title: {
		en: 'Is the backend overloaded?',
		zh: '后端服务器是否过载？',
	},
	why: {
		en: 'A host that lacks processor time, memory, disk space or descriptors answers late or not at all, and the check has a time limit. High load with fast answers harms nothing.',
		zh: '缺少处理器时间、内存、磁盘空间或文件描述符的主机应答很慢或不应答，而健康检查有时间限制。负载高但应答快则没有影响。',
	},
	passage: {
		en: 'Check whether the backend server has a high load. A high load slows down the answers of the services that it offers.',
		zh: '检查后端服务器的负载是否过高。负载过高会使其服务的应答变慢。',
	},
	document: ({platform}) => ({
		command: verbatim(platform === 'windows' ? 'taskmgr' : 'top'),
		but: {
			en: 'A load by itself says nothing of the check: each resource is sampled twice while the service is probed, and judged together with how it answers.',
			zh: '负载本身说明不了健康检查：探测服务的同时对每种资源采样两次，并结合应答情况判断。',
		},
	}),
	needs,
	judge: facts => {
		const suffering = sufferingOf(facts);
		const found = [
			...judgeProcessor(facts, suffering),
			...judgeMemory(facts, suffering),
			...judgeDisks(facts, suffering),
			...judgeCapacity(facts, suffering),
		];
		const unread = [facts.cpu, facts.memory, facts.disks].flatMap(fact => (fact.known ? [] : [fact.why]));
		const unknown: readonly Finding[] = unread.length > 0 ? [{is: 'unknown', why: inTurn(unread), matters: false}] : [];
		const isCause = found.some(({is}) => is === 'cause');
		return [...(isCause ? [] : calm(facts)), ...found, ...unknown];
	},
});

/** Says what was seen, where nothing of it is short. */
const calm = ({cpu: processors, memory: available, disks: used}: Facts<typeof needs>): readonly Finding[] => {
	const fullest = used.known ? Math.max(0, ...used.value.map(disk => disk.used ?? 0)) : undefined;
	const words = [
		...(processors.known ? [loadWords(processors.value)] : []),
		...(available.known ? [memoryWords(available.value)] : []),
		...(fullest === undefined ? [] : [fullestWords(percent(fullest))]),
	];
	const {en, zh} = inTurn(words);
	return words.length > 0 ? [{is: 'ok', say: {en: `No resource is short: ${en}`, zh: `没有资源短缺：${zh}`}}] : [];
};

const fullestWords = (share: string): Words => ({
	en: `the fullest disk that the service uses at ${share}`,
	zh: `服务所用的磁盘中最满的已用 ${share}`,
});

const inTurn = (all: readonly Words[]): Words => ({
	en: all.map(({en}) => en).join('; '),
	zh: all.map(({zh}) => zh).join('；'),
});
