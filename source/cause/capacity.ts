import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, sentence, theService} from './check-words.ts';
import {ofLimit} from './of-limit.ts';
import {remedy} from './remedy.ts';
import {restartChange} from './service-change.ts';
import {restartCommand} from './service-command.ts';
import {waiting} from './slowness.ts';

/** The service listens and has no room for another connection or request. */
export const capacityCauses = {
	'accept-queue-full': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['service-hung', 'response-too-slow', 'http-no-answer', 'intermittent-failures', 'syn-backlog-overflow'],
		title: {en: 'The accept queue is full', zh: '全连接队列已满'},
		meaning: {
			en: 'The service takes connections more slowly than they come, and the kernel drops the handshakes that do not fit: probes time out, all or some.',
			zh: '服务接受连接的速度慢于连接到达的速度，放不下的握手被内核丢弃：全部或部分探测超时。',
		},
		found: {
			en: "ss -Hltn 'sport = :80' shows Recv-Q above Send-Q; nstat -az TcpExtListenOverflows grows.",
			zh: "ss -Hltn 'sport = :80' 显示 Recv-Q 大于 Send-Q；nstat -az TcpExtListenOverflows 持续增长。",
		},
		source: {
			en: 'listen(2), backlog; CLB documentation, timeout troubleshooting (no SYN-ACK when the queue is full)',
			zh: 'listen(2)，backlog；CLB 文档，超时问题排查（队列已满时没有 SYN-ACK）',
		},
		summary: (values, target) => {
			const [service, port, amount] = [theService(values), values.port ?? target.healthCheck.port, ofLimit(values)];
			return {
				en: `The accept queue of ${service.en} on port ${port} is full${amount.en}: new connections are dropped.`,
				zh: chinese`${service.zh} 在端口 ${port} 上的全连接队列已满${amount.zh}：新连接被丢弃。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Find out why the service does not accept: a frozen or busy process, a full pool, slow requests. A full queue is usually a symptom.',
					zh: '查明服务为何不接受连接：进程卡住或繁忙、工作池占满、请求缓慢。队列已满通常只是表象。',
				},
				command: `ss -Hltnp 'sport = :${target.healthCheck.port}'; nstat -az TcpExtListenOverflows TcpExtListenDrops`,
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Restart the service to empty the queue; waiting requests are lost.',
					zh: '重启服务以清空队列；等待中的请求会丢失。',
				},
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
			changeSettings({
				summary: {
					en: `If bursts are normal, allow a longer queue: raise net.core.somaxconn, and the service's own backlog (nginx: listen ${target.healthCheck.port} backlog=4096), then restart the service.`,
					zh: `若突发流量属于正常情况，允许更长的队列：调大 net.core.somaxconn 和服务自身的 backlog (nginx: listen ${target.healthCheck.port} backlog=4096)，然后重启服务。`,
				},
				to: ['net.core.somaxconn=4096'],
				from:
					values.name === 'net.core.somaxconn' && values.limit !== undefined
						? [`net.core.somaxconn=${values.limit}`]
						: undefined,
			}),
		],
	},
	'worker-pool-exhausted': {
		place: 'accept',
		step: 'load',
		severity: 'failure',
		explains: waiting,
		title: {en: 'All workers are busy', zh: '工作进程全部占满'},
		meaning: {
			en: 'The server has a fixed number of workers and all of them are taken, so the probe waits behind other requests or is answered with 502, 503 or 504.',
			zh: '服务的工作进程（或线程）数量固定，且已全部占用，因此探测排在其他请求之后，或收到 502、503、504。',
		},
		found: {
			en: 'The log says it: pm.max_children (php-fpm), MaxRequestWorkers (Apache), worker_connections are not enough (nginx), WORKER TIMEOUT (gunicorn).',
			zh: '日志中有：pm.max_children (php-fpm)、MaxRequestWorkers (Apache)、"worker_connections are not enough" (nginx)、WORKER TIMEOUT (gunicorn)。',
		},
		source: {
			en: 'SLB documentation, how to troubleshoot 500, 502 and 504 errors',
			zh: 'SLB 文档，500、502 和 504 错误排查',
		},
		summary: values => {
			const [service, reason] = [theService(values), because(values.detail)];
			const file = given(values.name, name => ` (${name})`);
			return {
				en: `${sentence(service.en)} says that all its workers are busy${reason.en}${file}.`,
				zh: chinese`${service.zh} 报告其工作进程全部占满${reason.zh}${file}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Find the slow requests that hold the workers (slow log, database, upstream) and take load off this backend.',
					zh: '找出占用工作进程的慢请求（慢日志、数据库、上游），并降低这台后端服务器的负载。',
				},
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Give the health check a path that needs no worker of the pool, such as a static file that the web server itself answers.',
					zh: '为健康检查提供一个不占用工作池的路径，例如由 Web 服务器自己应答的静态文件。',
				},
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Raise the pool as far as memory allows (php-fpm: pm.max_children; Apache: MaxRequestWorkers; Tomcat: maxThreads), then restart the service.',
					zh: '在内存允许的范围内调大工作池（php-fpm：pm.max_children；Apache：MaxRequestWorkers；Tomcat：maxThreads），然后重启服务。',
				},
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
