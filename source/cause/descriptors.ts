import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, sentence, theService} from './check-words.ts';
import {ofLimit} from './of-limit.ts';
import {raiseLimit} from './raise-limit.ts';
import {remedy} from './remedy.ts';
import {restartChange} from './service-change.ts';
import {restartCommand} from './service-command.ts';
import {slowness} from './slowness.ts';

/** What a process may hold open. */
export const descriptorCauses = {
	'file-descriptors-exhausted': {
		place: 'accept',
		step: 'load',
		severity: 'failure',
		explains: slowness,
		title: {en: 'No file descriptors left', zh: '文件描述符用尽'},
		meaning: {
			en: 'Each connection needs a descriptor. Without one the service cannot accept: a TCP check still passes, because the kernel makes the handshake, and an HTTP check times out.',
			zh: '每个连接都需要一个文件描述符。描述符用尽后服务无法接受连接：TCP 检查仍会通过，因为握手由内核完成；HTTP 检查则超时。',
		},
		found: {
			en: "ls /proc/PID/fd | wc -l against 'open files' in /proc/PID/limits; for the system, /proc/sys/fs/file-nr; the log says: Too many open files.",
			zh: "将 ls /proc/PID/fd | wc -l 与 /proc/PID/limits 中的 'open files' 比较；系统级用量见 /proc/sys/fs/file-nr；日志中有：Too many open files。",
		},
		source: {
			en: 'getrlimit(2), RLIMIT_NOFILE; accept(2), EMFILE and ENFILE',
			zh: 'getrlimit(2)，RLIMIT_NOFILE；accept(2)，EMFILE 和 ENFILE',
		},
		summary: values => {
			const [service, amount, reason] = [theService(values), ofLimit(values), because(values.detail)];
			return {
				en: `${sentence(service.en)} has no file descriptors left${amount.en}, so it cannot accept connections${reason.en}.`,
				zh: chinese`${service.zh} 的文件描述符已用尽${amount.zh}，因此无法接受连接${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			raiseLimit(values),
			remedy({
				summary: {
					en: 'See what holds the descriptors: connections that are never closed, files, sockets to a dead dependency.',
					zh: '查看哪些对象占用文件描述符：一直不关闭的连接、文件、到失效依赖的套接字。',
				},
				command:
					values.pid === undefined
						? undefined
						: `ls -l /proc/${quoteWord(values.pid)}/fd | awk '{print $NF}' | sed 's/[0-9]\\+/N/g' | sort | uniq -c | sort -rn | head`,
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Restart the service; it comes back with all descriptors free, and leaks again.',
					zh: '重启服务；文件描述符会全部释放，之后仍会继续泄漏。',
				},
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
