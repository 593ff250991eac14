import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {given} from './check-words.ts';
import {remedy} from './remedy.ts';
import {shareInChinese} from './share-words.ts';
import {slowness} from './slowness.ts';

/** Processor time that is there and isn't given to the service: by a quota, or by the hypervisor. */
export const processorTimeCauses = {
	'cpu-throttled': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['cpu-overloaded', ...slowness],
		title: {en: 'A quota holds the service back', zh: '处理器配额 (cgroup) 限制了服务'},
		meaning: {
			en: 'A cgroup quota (container limit, CPUQuota= of the unit) stops the service for a part of every period, however idle the host is.',
			zh: 'cgroup 配额（容器限制、systemd 单元的 CPUQuota=）使服务在每个周期中有一段时间被暂停，无论主机多么空闲。',
		},
		found: {
			en: 'nr_throttled in cpu.stat of its cgroup grows; systemctl show nginx -p CPUQuotaPerSecUSec.',
			zh: '其 cgroup 的 cpu.stat 中 nr_throttled 持续增长；systemctl show nginx -p CPUQuotaPerSecUSec。',
		},
		source: {
			en: 'cgroup-v2.rst, cpu.max and cpu.stat; systemd.resource-control(5), CPUQuota=',
			zh: 'cgroup-v2.rst，cpu.max 和 cpu.stat；systemd.resource-control(5)，CPUQuota=',
		},
		summary: values => {
			const [who, quota] = [
				(values.process || values.container) ?? values.unit,
				given(values.name, name => ` (${name})`),
			];
			return {
				en: `${who ?? 'The service'} is held back by its processor quota${quota}${given(values.share, share => `: stopped in ${share} periods`)}.`,
				zh: chinese`${who ?? '服务'} 受处理器配额限制${quota}${given(values.share, share => `：${shareInChinese(share, '个', '周期')}被暂停`)}。`,
			};
		},
		remedies: values => [
			remedy({
				summary:
					values.container === undefined
						? {
								en: 'Raise the quota of the running unit. It lasts until reboot.',
								zh: '调大运行中的 systemd 单元的配额。重启主机后失效。',
							}
						: {
								en: 'Raise the quota of the running container; its compose file or pod keeps it.',
								zh: '调大运行中的容器的配额；修改其 compose 文件或 Pod 可使其保留。',
							},
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
		title: {en: 'The hypervisor gives too little processor time', zh: '虚拟化层分配的处理器时间不足'},
		meaning: {
			en: 'A burstable instance without credits runs at its baseline, or neighbours take the time: the host is slow without being busy.',
			zh: '突发性能实例的 CPU 积分耗尽后只能以基准性能运行，或处理器时间被相邻实例占用：主机不忙，却很慢。',
		},
		found: {
			en: 'vmstat 1 5 shows st above 10; CloudMonitor shows no CPU credits left.',
			zh: 'vmstat 1 5 显示 st 大于 10；云监控显示 CPU 积分已耗尽。',
		},
		source: {
			en: 'ECS documentation, burstable instances; proc_stat(5), steal',
			zh: 'ECS 文档，突发性能实例；proc_stat(5)，steal',
		},
		summary: values => ({
			en: `The hypervisor takes ${values.used ?? 'much'} of the processor time (steal).`,
			zh: chinese`虚拟化层占用了 ${values.used === undefined ? '大量' : `${values.used} 的`} 处理器时间 (steal)。`,
		}),
		remedies: () => [
			remedy({
				summary: {
					en: 'For a burstable instance, switch the unlimited mode on or change to another instance type in the ECS console.',
					zh: '若是突发性能实例，在 ECS 控制台打开无性能约束模式，或更换实例规格。',
				},
				risk: 'medium',
			}),
			remedy({
				summary: {
					en: 'Watch it for a minute, to tell a short burst from a lasting shortage.',
					zh: '观察一分钟，以区分短暂突发与持续不足。',
				},
				command: 'vmstat 1 60',
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
