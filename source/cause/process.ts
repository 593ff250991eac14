import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import {verbatim} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, given, sentence, theService} from './check-words.ts';
import {remedy} from './remedy.ts';
import {restartChange} from './service-change.ts';
import {restartCommand} from './service-command.ts';
import {shareInChinese} from './share-words.ts';
import {keptBy, thaw} from './thaw.ts';

/** The service listens, and its process is frozen, stuck, or comes and goes. */
export const processCauses = {
	'service-stopped': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['accept-queue-full', 'service-hung', 'response-too-slow', 'http-no-answer', 'intermittent-failures'],
		title: {en: 'The process is frozen', zh: '监听进程被冻结'},
		meaning: {
			en: 'The process was stopped by a signal (state T), by a debugger (state t), or with its control group (docker pause, systemctl freeze): the kernel still opens connections for it, and nobody ever answers. A TCP check may stay green until the queue is full.',
			zh: '进程被信号（状态 T）、调试器（状态 t）或随控制组（docker pause、systemctl freeze）暂停：内核仍替它建立连接，但始终没有应答。队列占满之前，TCP 检查可能一直显示正常。',
		},
		found: {
			en: 'ps -o pid,stat,comm -C nginx shows a state that begins with T or t; a frozen control group has 1 in cgroup.freeze (version 1: FROZEN in freezer.state), and its processes look as if they slept or waited for a disk; ss -Hltn shows a growing Recv-Q.',
			zh: 'ps -o pid,stat,comm -C nginx 显示的状态以 T 或 t 开头；被冻结的控制组 cgroup.freeze 中为 1（cgroup 第 1 版：freezer.state 中为 FROZEN），其进程看上去像在休眠或等待磁盘；ss -Hltn 显示 Recv-Q 持续增长。',
		},
		source: {
			en: 'proc_pid_status(5), State and TracerPid; signal(7), SIGSTOP; cgroup-v2.rst, cgroup.freeze',
			zh: 'proc_pid_status(5)，State 和 TracerPid；signal(7)，SIGSTOP；cgroup-v2.rst，cgroup.freeze',
		},
		summary: values => {
			const [service, cause] = [theService(values), keptBy(values)];
			return {
				en: `${sentence(service.en)} is frozen${given(values.share, share => ` (${share} of its processes)`)}, ${cause.en}: connections open and nobody answers.`,
				zh: chinese`${service.zh} 被冻结${given(values.share, share => `（${shareInChinese(share, '个', '进程')}）`)}，${cause.zh}：连接能建立，但没有应答。`,
			};
		},
		remedies: (values, target) => [
			thaw(values),
			remedy({
				summary: {en: 'Restart the service.', zh: '重启服务。'},
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
		],
	},
	'service-hung': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: ['response-too-slow', 'http-no-answer', 'intermittent-failures'],
		title: {en: 'Connections open, no answer comes', zh: '服务接受连接，但一直不应答'},
		meaning: {
			en: 'The kernel completes the handshake, so a TCP check passes and an HTTP check times out: the service itself is stuck, on a lock, a dead dependency, or a full pool.',
			zh: '内核完成握手，因此 TCP 检查通过，HTTP 检查超时：服务自身卡住了，例如卡在锁、失效的依赖或占满的工作池上。',
		},
		found: {
			en: "curl with the check's request connects (time_connect > 0) and then times out (exit code 28).",
			zh: '用 curl 发送与健康检查相同的请求，能连接 (time_connect > 0)，随后超时（退出码 28）。',
		},
		source: {
			en: 'CLB documentation, Health check overview (TCP and HTTP checks)',
			zh: 'CLB 文档，健康检查概述（TCP 和 HTTP 检查）',
		},
		summary: (values, target) => {
			const [service, at] = [theService(values), checkedAt(target)];
			return {
				en: `${sentence(service.en)} opens the connection on ${at} and sends nothing${given(values.seconds, seconds => ` for ${seconds} s`)}.`,
				zh: chinese`${service.zh} 在 ${at} 上接受连接，但${given(values.seconds, seconds => ` ${seconds} 秒内`) || '始终'}没有发送任何数据。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Look at what the process waits for before it is restarted (Java: jstack; Python: py-spy dump).',
					zh: '重启之前，先查看进程在等待什么（Java：jstack；Python：py-spy dump）。',
				},
				command:
					target.platform === 'windows' || values.pid === undefined
						? undefined
						: `ps -o pid,stat,wchan:32,nlwp,etime,cmd -p ${quoteWord(values.pid)}; ls /proc/${quoteWord(values.pid)}/fd | wc -l`,
				risk: 'low',
			}),
			remedy({
				summary: {en: 'Restart the service; what it was doing is lost.', zh: '重启服务；正在处理的请求会丢失。'},
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
		],
	},
	'service-restarting': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: [
			'service-not-listening',
			'listening-on-other-port',
			'http-no-answer',
			'intermittent-failures',
			'udp-port-closed',
		],
		title: {en: 'The service keeps restarting', zh: '服务反复重启'},
		meaning: {
			en: 'The process starts, fails and is started again: the port is open for moments only, so the backend goes up and down.',
			zh: '进程启动、失败、再被启动：端口只在短时间内开放，因此后端服务器时而正常、时而异常。',
		},
		found: {
			en: 'systemctl show nginx -p NRestarts,SubState,Result shows auto-restart and a growing number; the listener has another process each time.',
			zh: 'systemctl show nginx -p NRestarts,SubState,Result 显示 auto-restart，且次数持续增长；每次查看，监听端口的进程都不同。',
		},
		source: verbatim('systemd.service(5), Restart=; systemd.unit(5), StartLimitBurst='),
		summary: values => {
			const [service, reason] = [theService(values), because(values.detail)];
			return {
				en: `${sentence(service.en)} keeps restarting${given(values.share, share => ` (${share})`)}${reason.en}.`,
				zh: chinese`${service.zh} 反复重启${given(values.share, share => `（${share}）`)}${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {en: 'Read why it ends, and mend that.', zh: '查明进程为何退出，并修复。'},
				command:
					target.platform === 'windows' || values.unit === undefined
						? undefined
						: `journalctl -u ${quoteWord(values.unit)} -n 50 --no-pager`,
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'When it is mended, clear the start limit and start it.',
					zh: '修复之后，清除启动次数限制并启动服务。',
				},
				command:
					target.platform === 'windows' || values.unit === undefined
						? undefined
						: `systemctl reset-failed ${quoteWord(values.unit)} && systemctl start ${quoteWord(values.unit)}`,
				undo: values.unit === undefined ? undefined : `systemctl stop ${quoteWord(values.unit)}`,
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
