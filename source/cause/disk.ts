import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import {verbatim} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {because, given, theService} from './check-words.ts';
import {ofLimit} from './of-limit.ts';
import {remedy} from './remedy.ts';
import {shareInChinese} from './share-words.ts';
import {slowness} from './slowness.ts';

/** Disks. A risk by themselves; the step makes them a failure when the probe suffers. */
export const diskCauses = {
	'disk-full': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['http-server-error', 'http-status-not-accepted', 'intermittent-failures'],
		title: {en: 'A disk is full', zh: '磁盘已满'},
		meaning: {
			en: 'A service that cannot write its log, session or upload answers with errors or stops. Inodes can be used up as well as bytes.',
			zh: '服务无法写入日志、会话或上传文件时，会返回错误或停止。除了字节，inode 也可能用尽。',
		},
		found: {en: 'df -hP and df -iP show 100%.', zh: 'df -hP 和 df -iP 显示 100%。'},
		source: {
			en: 'df(1); SLB documentation, ECS instance exception troubleshooting',
			zh: 'df(1)；SLB 文档，ECS 实例异常排查',
		},
		summary: values => {
			const [amount, reason] = [ofLimit(values), because(values.detail)];
			return {
				en: `${values.name ?? 'A disk'} is full${amount.en}${reason.en}.`,
				zh: chinese`${values.name ?? '磁盘'} 已满${amount.zh}${reason.zh}。`,
			};
		},
		remedies: values => {
			const mount = quoteWord(values.name ?? '/');
			return [
				remedy({
					summary: {
						en: 'Find what fills it; files that are deleted and still open count too.',
						zh: '找出占满磁盘的内容；已删除但仍被打开的文件也计算在内。',
					},
					command: `df -hP ${mount}; df -iP ${mount}; du -xh ${mount} 2>/dev/null | sort -rh | head -n 20; lsof +L1 2>/dev/null | head`,
					risk: 'low',
				}),
				remedy({
					summary: {
						en: 'Rotate the logs that grew (logrotate keeps a copy), or enlarge the disk in the ECS console. What is deleted by hand is gone.',
						zh: '轮转变大的日志（logrotate 会保留副本），或在 ECS 控制台扩容磁盘。手动删除的内容无法恢复。',
					},
					command: 'logrotate -f /etc/logrotate.conf',
					risk: 'medium',
				}),
			];
		},
	},
	'disk-read-only': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['http-server-error', 'http-status-not-accepted', 'intermittent-failures'],
		title: {en: 'A file system became read-only', zh: '文件系统变为只读'},
		meaning: {
			en: 'The kernel makes a file system read-only when the disk fails or its data are damaged. Everything that writes fails.',
			zh: '磁盘故障或数据损坏时，内核会把文件系统改为只读。所有写操作都会失败。',
		},
		found: {
			en: "awk '$4 ~ /^ro/' /proc/mounts; dmesg | grep -iE 'I/O error|remount'.",
			zh: "awk '$4 ~ /^ro/' /proc/mounts 列出只读的文件系统；dmesg | grep -iE 'I/O error|remount' 显示原因。",
		},
		source: verbatim('mount(8), errors=remount-ro'),
		summary: ({name, detail}) => ({
			en: `${name ?? 'A file system'} is mounted read-only${because(detail).en}.`,
			zh: chinese`${name ?? '文件系统'} 以只读方式挂载${because(detail).zh}。`,
		}),
		remedies: values => [
			remedy({
				summary: {
					en: 'Read why, before anything is written: errors of the disk, a full journal, damage.',
					zh: '写入任何内容之前，先查明原因：磁盘错误、文件系统日志已满、数据损坏。',
				},
				command: "dmesg -T | grep -iE 'I/O error|remount|EXT4-fs|XFS' | tail -n 20",
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'If the disk is sound, make a snapshot in the ECS console and mount it writable again. Writing to damaged data makes it worse.',
					zh: '如果磁盘正常，先在 ECS 控制台创建快照，再以可写方式重新挂载。向已损坏的数据写入会加重损坏。',
				},
				command: `mount -o remount,rw ${quoteWord(values.name ?? '/')}`,
				undo: `mount -o remount,ro ${quoteWord(values.name ?? '/')}`,
				risk: 'high',
			}),
		],
	},
	'io-stalled': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: slowness,
		title: {en: 'Processes wait for the disk', zh: '进程在等待磁盘'},
		meaning: {
			en: 'A slow disk, an exhausted quota of operations, or a network file system that does not answer holds processes in state D, and probes with them.',
			zh: '磁盘缓慢、读写次数配额用尽，或网络文件系统不应答，会使进程停在 D 状态，探测也随之停住。',
		},
		found: {
			en: "/proc/pressure/io; vmstat 1 5 (b, wa); ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'.",
			zh: "查看 /proc/pressure/io；vmstat 1 5（b、wa）；ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'。",
		},
		source: verbatim('psi.rst; proc_pid_status(5), State D'),
		summary: values => {
			const {name, used, process, share, seconds} = values;
			const [service, reason] = [theService(values), because(values.detail)];
			return share === undefined
				? {
						en: `Processes wait for ${name ?? 'the disk'}${given(used, amount => ` (${amount})`)}${given(process, who => `, among them ${who}`)}${reason.en}.`,
						zh: chinese`进程在等待 ${name ?? '磁盘'}${given(used, amount => `（${amount}）`)}${given(process, who => `，其中包括 ${who}`)}${reason.zh}。`,
					}
				: {
						en: `${share} of the processes of ${service.en} ${share.startsWith('1 ') ? 'waits' : 'wait'} in the kernel (state D)${given(name, disk => ` for ${disk}`)}${given(seconds, time => ` and did not run once within ${time} s`)}${reason.en}.`,
						zh: chinese`${service.zh} 的进程（${shareInChinese(share, '个', '进程')}）在内核中等待${given(name, disk => ` ${disk}`)}（D 状态）${given(seconds, time => `，${time} 秒内一次也没有运行`)}${reason.zh}。`,
					};
		},
		remedies: () => [
			remedy({
				summary: {
					en: 'See who waits, and for what; a dead NFS or NAS mount shows here.',
					zh: '查看哪些进程在等待，以及在等待什么；失效的 NFS 或 NAS 挂载会显示在这里。',
				},
				command: "ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'; vmstat 1 5",
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Take load off the disk, or give it a higher performance level in the ECS console.',
					zh: '降低磁盘负载，或在 ECS 控制台提升磁盘的性能级别。',
				},
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
