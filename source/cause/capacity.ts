import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, sentence, theService} from './check-words.ts';
import {raiseLimit} from './raise-limit.ts';
import {remedy} from './remedy.ts';
import {restartChange} from './service-change.ts';
import {restartCommand} from './service-command.ts';

/** The service listens and has no room for another connection or request. */
export const capacityCauses = {
	'accept-queue-full': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['service-hung', 'response-too-slow', 'http-no-answer', 'intermittent-failures', 'syn-backlog-overflow'],
		title: 'The accept queue is full',
		meaning:
			'The service takes connections more slowly than they come, and the kernel drops the handshakes that do not fit: probes time out, all or some.',
		found: "ss -Hltn 'sport = :80' shows Recv-Q above Send-Q; nstat -az TcpExtListenOverflows grows.",
		source: 'listen(2), backlog; CLB documentation, timeout troubleshooting (no SYN-ACK when the queue is full)',
		summary: (values, target) =>
			`The accept queue of ${theService(values)} on port ${values.port ?? target.healthCheck.port} is full${given(values.used, used => ` (${used}${given(values.limit, limit => ` of ${limit}`)})`)}: new connections are dropped.`,
		remedies: (values, target) => [
			remedy({
				summary:
					'Find out why the service does not accept: a frozen or busy process, a full pool, slow requests. A full queue is usually a symptom.',
				command: `ss -Hltnp 'sport = :${target.healthCheck.port}'; nstat -az TcpExtListenOverflows TcpExtListenDrops`,
				risk: 'low',
			}),
			remedy({
				summary: 'Restart the service to empty the queue; waiting requests are lost.',
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
			changeSettings({
				summary: `If bursts are normal, allow a longer queue: raise net.core.somaxconn, and the service's own backlog (nginx: listen ${target.healthCheck.port} backlog=4096), then restart the service.`,
				to: ['net.core.somaxconn=4096'],
				from:
					values.name === 'net.core.somaxconn' && values.limit !== undefined
						? [`net.core.somaxconn=${values.limit}`]
						: undefined,
			}),
		],
	},
	'file-descriptors-exhausted': {
		place: 'accept',
		step: 'load',
		severity: 'failure',
		explains: [
			'accept-queue-full',
			'service-hung',
			'worker-pool-exhausted',
			'response-too-slow',
			'http-no-answer',
			'http-server-error',
			'intermittent-failures',
		],
		title: 'No file descriptors left',
		meaning:
			'Each connection needs a descriptor. Without one the service cannot accept: a TCP check still passes, because the kernel makes the handshake, and an HTTP check times out.',
		found:
			"ls /proc/PID/fd | wc -l against 'open files' in /proc/PID/limits; for the system, /proc/sys/fs/file-nr; the log says: Too many open files.",
		source: 'getrlimit(2), RLIMIT_NOFILE; accept(2), EMFILE and ENFILE',
		summary: values =>
			`${sentence(theService(values))} has no file descriptors left${given(values.used, used => ` (${used}${given(values.limit, limit => ` of ${limit}`)})`)}, so it cannot accept connections${because(values.detail)}.`,
		remedies: (values, target) => [
			raiseLimit(values),
			remedy({
				summary:
					'See what holds the descriptors: connections that are never closed, files, sockets to a dead dependency.',
				command:
					values.pid === undefined
						? undefined
						: `ls -l /proc/${quoteWord(values.pid)}/fd | awk '{print $NF}' | sed 's/[0-9]\\+/N/g' | sort | uniq -c | sort -rn | head`,
				risk: 'low',
			}),
			remedy({
				summary: 'Restart the service; it comes back with all descriptors free, and leaks again.',
				command: restartCommand(values, target),
				risk: 'medium',
				change: restartChange(values, target),
			}),
		],
	},
	'worker-pool-exhausted': {
		place: 'accept',
		step: 'load',
		severity: 'failure',
		explains: [
			'accept-queue-full',
			'service-hung',
			'response-too-slow',
			'http-no-answer',
			'http-server-error',
			'intermittent-failures',
		],
		title: 'All workers are busy',
		meaning:
			'The server has a fixed number of workers and all of them are taken, so the probe waits behind other requests or is answered with 502, 503 or 504.',
		found:
			'The log says it: pm.max_children (php-fpm), MaxRequestWorkers (Apache), worker_connections are not enough (nginx), WORKER TIMEOUT (gunicorn).',
		source: 'SLB documentation, how to troubleshoot 500, 502 and 504 errors',
		summary: values =>
			`${sentence(theService(values))} says that all its workers are busy${because(values.detail)}${given(values.name, name => ` (${name})`)}.`,
		remedies: (values, target) => [
			remedy({
				summary:
					'Find the slow requests that hold the workers (slow log, database, upstream) and take load off this backend.',
				risk: 'low',
			}),
			remedy({
				summary:
					'Give the health check a path that needs no worker of the pool, such as a static file that the web server itself answers.',
				risk: 'low',
			}),
			remedy({
				summary:
					'Raise the pool as far as memory allows (php-fpm: pm.max_children; Apache: MaxRequestWorkers; Tomcat: maxThreads), then restart the service.',
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
