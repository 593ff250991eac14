import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, given} from './check-words.ts';
import {remedy} from './remedy.ts';
import {restartCommand} from './service-command.ts';

/** What a host that is too slow shows. */
const slowness = [
	'worker-pool-exhausted',
	'accept-queue-full',
	'service-hung',
	'response-too-slow',
	'http-no-answer',
	'http-server-error',
	'intermittent-failures',
] as const satisfies readonly CauseCode[];

const seed = 'SLB documentation, ECS instance exception troubleshooting (high load slows the answers)';

const watchLinux = 'vmstat 1 5; ps -eo pid,stat,pcpu,pmem,etime,comm --sort=-pcpu | head -n 12';

const busiest = (platform: 'linux' | 'windows'): string =>
	platform === 'windows' ? 'Get-Process | Sort-Object CPU -Descending | Select-Object -First 10' : watchLinux;

/** Processor, memory and their quotas. A risk by themselves; the step makes them a failure when the probe suffers. */
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
			const load = given(values.limit ?? values.used, text => ` (${text})`);
			return {
				en: `The processors are overloaded${load}${given(values.process, process => `, mostly by ${process}`)}.`,
				zh: `处理器过载${load}${given(values.process, process => `，主要由 ${process} 造成`)}。`,
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
	'cpu-throttled': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['cpu-overloaded', ...slowness],
		title: 'A quota holds the service back',
		meaning:
			'A cgroup quota (container limit, CPUQuota= of the unit) stops the service for a part of every period, however idle the host is.',
		found: 'nr_throttled in cpu.stat of its cgroup grows; systemctl show nginx -p CPUQuotaPerSecUSec.',
		source: 'cgroup-v2.rst, cpu.max and cpu.stat; systemd.resource-control(5), CPUQuota=',
		summary: values =>
			`${(values.process || values.container) ?? values.unit ?? 'The service'} is held back by its processor quota${given(values.name, name => ` (${name})`)}${given(values.share, share => `: stopped in ${share} periods`)}.`,
		remedies: values => [
			remedy({
				summary:
					values.container === undefined
						? 'Raise the quota of the running unit. It lasts until reboot.'
						: 'Raise the quota of the running container; its compose file or pod keeps it.',
				command:
					values.container !== undefined
						? `docker update --cpus 2 ${quoteWord(values.container)}`
						: values.unit === undefined
							? undefined
							: `systemctl set-property --runtime ${quoteWord(values.unit)} CPUQuota=200%`,
				undo:
					values.container === undefined &&
					values.unit !== undefined &&
					values.limit !== undefined &&
					/^\d+%$/.test(values.limit)
						? `systemctl set-property --runtime ${quoteWord(values.unit)} CPUQuota=${values.limit}`
						: undefined,
				keep:
					values.container === undefined && values.unit !== undefined
						? {
								command: `systemctl set-property ${quoteWord(values.unit)} CPUQuota=200%`,
								...(values.limit !== undefined &&
									/^\d+%$/.test(values.limit) && {
										undo: `systemctl set-property ${quoteWord(values.unit)} CPUQuota=${values.limit}`,
									}),
							}
						: undefined,
				risk: 'low',
			}),
		],
	},
	'cpu-steal': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['cpu-overloaded', ...slowness],
		title: 'The hypervisor gives too little processor time',
		meaning:
			'A burstable instance without credits runs at its baseline, or neighbours take the time: the host is slow without being busy.',
		found: 'vmstat 1 5 shows st above 10; CloudMonitor shows no CPU credits left.',
		source: 'ECS documentation, burstable instances; proc_stat(5), steal',
		summary: values => `The hypervisor takes ${values.used ?? 'much'} of the processor time (steal).`,
		remedies: () => [
			remedy({
				summary:
					'For a burstable instance, switch the unlimited mode on or change to another instance type in the ECS console.',
				risk: 'medium',
			}),
			remedy({
				summary: 'Watch it for a minute, to tell a short burst from a lasting shortage.',
				command: 'vmstat 1 60',
				risk: 'low',
			}),
		],
	},
	'memory-exhausted': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['io-stalled', ...slowness],
		title: 'Memory is used up',
		meaning:
			'The host swaps, or the kernel ends processes to get memory back: answers become slow, or the service disappears.',
		found: 'free -m; /proc/pressure/memory; dmesg | grep -i "out of memory"; oom_kill in memory.events of the cgroup.',
		source: 'proc_meminfo(5), MemAvailable; cgroup-v2.rst, memory.events',
		summary: values =>
			`Memory is used up${given(values.used, used => ` (${used}${given(values.limit, limit => ` of ${limit}`)})`)}${given(values.name, name => ` in ${name}`)}${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'See what holds the memory, and what the kernel has ended.',
				command:
					target.platform === 'windows'
						? 'Get-Process | Sort-Object WorkingSet64 -Descending | Select-Object -First 10'
						: "free -m; ps -eo pid,rss,comm --sort=-rss | head -n 10; dmesg -T | grep -iE 'out of memory|oom-kill' | tail -n 5",
				risk: 'low',
			}),
			remedy({
				summary: 'Restart the service that grows; then cap it (MemoryMax=) or give the host more memory.',
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
