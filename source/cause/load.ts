import type {CauseCode} from '../engine/cause-code.ts';
import {verbatim, type Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {because, given} from './check-words.ts';
import {remedy} from './remedy.ts';
import {restartCommand} from './service-command.ts';
import {slowness} from './slowness.ts';

const seed: Words = {
	en: 'SLB documentation, ECS instance exception troubleshooting (high load slows the answers)',
	zh: 'SLB 文档，ECS 实例异常排查（负载过高使应答变慢）',
};

const watchLinux = 'vmstat 1 5; ps -eo pid,stat,pcpu,pmem,etime,comm --sort=-pcpu | head -n 12';

const busiest = (platform: 'linux' | 'windows'): string =>
	platform === 'windows' ? 'Get-Process | Sort-Object CPU -Descending | Select-Object -First 10' : watchLinux;

/** Processor and memory. A risk by themselves; the step makes them a failure when the probe suffers. */
export const loadCauses = {
	'cpu-overloaded': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: slowness,
		title: {en: 'The processor is overloaded', zh: '处理器过载'},
		meaning: {
			en: 'More work is ready to run than there are processors, so answers take longer and probes time out. High load with fast answers harms nothing.',
			zh: '等待运行的任务多于处理器，因此应答变慢，探测超时。负载高但应答快则没有影响。',
		},
		found: {
			en: 'cat /proc/loadavg against nproc; /proc/pressure/cpu; vmstat 1 5 (r, us, sy).',
			zh: '比较 cat /proc/loadavg 与 nproc；/proc/pressure/cpu；vmstat 1 5（r、us、sy）。',
		},
		source: seed,
		summary: values => {
			const load = values.limit ?? values.used;
			return {
				en: `The processors are overloaded${given(load, text => ` (${text})`)}${given(values.process, process => `, mostly by ${process}`)}.`,
				zh: `处理器过载${given(load, text => `（${text}）`)}${given(values.process, process => `，主要由 ${process} 造成`)}。`,
			};
		},
		remedies: (_values, {platform}) => [
			remedy({
				summary: {
					en: 'See which processes use the processors. One that nobody knows may be malware: do not just restart it away.',
					zh: '查看哪些进程占用处理器。没有人认识的进程可能是恶意软件：不要只是重启了事。',
				},
				command: busiest(platform),
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Take load off: lower the weight of this backend, add backends, or use a larger instance type.',
					zh: '降低负载：调低这台后端服务器的权重，增加后端服务器，或使用更大的实例规格。',
				},
				risk: 'medium',
			}),
		],
	},
	'memory-exhausted': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['io-stalled', ...slowness],
		title: {en: 'Memory is used up', zh: '内存耗尽'},
		meaning: {
			en: 'The host swaps, or the kernel ends processes to get memory back: answers become slow, or the service disappears.',
			zh: '主机在使用交换空间，或内核为回收内存终止进程：应答变慢，或服务消失。',
		},
		found: {
			en: 'free -m; /proc/pressure/memory; dmesg | grep -i "out of memory"; oom_kill in memory.events of the cgroup.',
			zh: 'free -m；/proc/pressure/memory；dmesg | grep -i "out of memory"；cgroup 的 memory.events 中的 oom_kill。',
		},
		source: verbatim('proc_meminfo(5), MemAvailable; cgroup-v2.rst, memory.events'),
		summary: values => {
			const reason = because(values.detail);
			return {
				en: `Memory is used up${given(values.used, used => ` (${used}${given(values.limit, limit => ` of ${limit}`)})`)}${given(values.name, name => ` in ${name}`)}${reason.en}.`,
				zh: `${given(values.name, name => `${name} 中的`)}内存耗尽${given(values.used, used => `（已用 ${used}${given(values.limit, limit => `，共 ${limit}`)}）`)}${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'See what holds the memory, and what the kernel has ended.',
					zh: '查看哪些进程占用内存，内核终止了哪些进程。',
				},
				command:
					target.platform === 'windows'
						? 'Get-Process | Sort-Object WorkingSet64 -Descending | Select-Object -First 10'
						: "free -m; ps -eo pid,rss,comm --sort=-rss | head -n 10; dmesg -T | grep -iE 'out of memory|oom-kill' | tail -n 5",
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Restart the service that grows; then cap it (MemoryMax=) or give the host more memory.',
					zh: '重启内存不断增长的服务；然后限制其内存 (MemoryMax=)，或为主机增加内存。',
				},
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
