import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, given, sentence, theService} from './check-words.ts';
import {remedy} from './remedy.ts';
import {restartChange} from './service-change.ts';
import {restartCommand} from './service-command.ts';
import {keptBy, thaw} from './thaw.ts';

/** The service listens, and its process is frozen, stuck, or comes and goes. */
export const processCauses = {
	'service-stopped': {
		place: 'accept',
		step: 'accept-queue',
		severity: 'failure',
		explains: ['accept-queue-full', 'service-hung', 'response-too-slow', 'http-no-answer', 'intermittent-failures'],
		title: 'The process is frozen',
		meaning:
			'The process was stopped by a signal (state T), by a debugger (state t), or with its control group (docker pause, systemctl freeze): the kernel still opens connections for it, and nobody ever answers. A TCP check may stay green until the queue is full.',
		found:
			'ps -o pid,stat,comm -C nginx shows a state that begins with T or t; a frozen control group has 1 in cgroup.freeze (version 1: FROZEN in freezer.state), and its processes look as if they slept or waited for a disk; ss -Hltn shows a growing Recv-Q.',
		source: 'proc_pid_status(5), State and TracerPid; signal(7), SIGSTOP; cgroup-v2.rst, cgroup.freeze',
		summary: values =>
			`${sentence(theService(values))} is frozen${given(values.share, share => ` (${share} of its processes)`)}, ${keptBy(values)}: connections open and nobody answers.`,
		remedies: (values, target) => [
			thaw(values),
			remedy({
				summary: 'Restart the service.',
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
		title: 'Connections open, no answer comes',
		meaning:
			'The kernel completes the handshake, so a TCP check passes and an HTTP check times out: the service itself is stuck, on a lock, a dead dependency, or a full pool.',
		found: "curl with the check's request connects (time_connect > 0) and then times out (exit code 28).",
		source: 'CLB documentation, Health check overview (TCP and HTTP checks)',
		summary: (values, target) =>
			`${sentence(theService(values))} opens the connection on ${checkedAt(target)} and sends nothing${given(values.seconds, seconds => ` for ${seconds} s`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'Look at what the process waits for before it is restarted (Java: jstack; Python: py-spy dump).',
				command:
					target.platform === 'windows' || values.pid === undefined
						? undefined
						: `ps -o pid,stat,wchan:32,nlwp,etime,cmd -p ${quoteWord(values.pid)}; ls /proc/${quoteWord(values.pid)}/fd | wc -l`,
				risk: 'low',
			}),
			remedy({
				summary: 'Restart the service; what it was doing is lost.',
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
		title: 'The service keeps restarting',
		meaning:
			'The process starts, fails and is started again: the port is open for moments only, so the backend goes up and down.',
		found:
			'systemctl show nginx -p NRestarts,SubState,Result shows auto-restart and a growing number; the listener has another process each time.',
		source: 'systemd.service(5), Restart=; systemd.unit(5), StartLimitBurst=',
		summary: values =>
			`${sentence(theService(values))} keeps restarting${given(values.share, share => ` (${share})`)}${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'Read why it ends, and mend that.',
				command:
					target.platform === 'windows' || values.unit === undefined
						? undefined
						: `journalctl -u ${quoteWord(values.unit)} -n 50 --no-pager`,
				risk: 'low',
			}),
			remedy({
				summary: 'When it is mended, clear the start limit and start it.',
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
