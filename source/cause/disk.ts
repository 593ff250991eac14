import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, given, theService} from './check-words.ts';
import {remedy} from './remedy.ts';

/** Disks. A risk by themselves; the step makes them a failure when the probe suffers. */
export const diskCauses = {
	'disk-full': {
		place: 'load',
		step: 'load',
		severity: 'risk',
		explains: ['http-server-error', 'http-status-not-accepted', 'intermittent-failures'],
		title: 'A disk is full',
		meaning:
			'A service that cannot write its log, session or upload answers with errors or stops. Inodes can be used up as well as bytes.',
		found: 'df -hP and df -iP show 100%.',
		source: 'df(1); SLB documentation, ECS instance exception troubleshooting',
		summary: values =>
			`${values.name ?? 'A disk'} is full${given(values.used, used => ` (${used}${given(values.limit, limit => ` of ${limit}`)})`)}${because(values.detail)}.`,
		remedies: values => {
			const mount = quoteWord(values.name ?? '/');
			return [
				remedy({
					summary: 'Find what fills it; files that are deleted and still open count too.',
					command: `df -hP ${mount}; df -iP ${mount}; du -xh ${mount} 2>/dev/null | sort -rh | head -n 20; lsof +L1 2>/dev/null | head`,
					risk: 'low',
				}),
				remedy({
					summary:
						'Rotate the logs that grew (logrotate keeps a copy), or enlarge the disk in the ECS console. What is deleted by hand is gone.',
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
		title: 'A file system became read-only',
		meaning:
			'The kernel makes a file system read-only when the disk fails or its data are damaged. Everything that writes fails.',
		found: "awk '$4 ~ /^ro/' /proc/mounts; dmesg | grep -iE 'I/O error|remount'.",
		source: 'mount(8), errors=remount-ro',
		summary: values => `${values.name ?? 'A file system'} is mounted read-only${because(values.detail)}.`,
		remedies: values => [
			remedy({
				summary: 'Read why, before anything is written: errors of the disk, a full journal, damage.',
				command: "dmesg -T | grep -iE 'I/O error|remount|EXT4-fs|XFS' | tail -n 20",
				risk: 'low',
			}),
			remedy({
				summary:
					'If the disk is sound, make a snapshot in the ECS console and mount it writable again. Writing to damaged data makes it worse.',
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
		explains: [
			'worker-pool-exhausted',
			'accept-queue-full',
			'service-hung',
			'response-too-slow',
			'http-no-answer',
			'http-server-error',
			'intermittent-failures',
		],
		title: 'Processes wait for the disk',
		meaning:
			'A slow disk, an exhausted quota of operations, or a network file system that does not answer holds processes in state D, and probes with them.',
		found: "/proc/pressure/io; vmstat 1 5 (b, wa); ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'.",
		source: 'psi.rst; proc_pid_status(5), State D',
		summary: values =>
			values.share === undefined
				? `Processes wait for ${values.name ?? 'the disk'}${given(values.used, used => ` (${used})`)}${given(values.process, process => `, among them ${process}`)}${because(values.detail)}.`
				: `${values.share} of the processes of ${theService(values)} ${values.share.startsWith('1 ') ? 'waits' : 'wait'} in the kernel (state D)${given(values.name, name => ` for ${name}`)}${given(values.seconds, seconds => ` and did not run once within ${seconds} s`)}${because(values.detail)}.`,
		remedies: () => [
			remedy({
				summary: 'See who waits, and for what; a dead NFS or NAS mount shows here.',
				command: "ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /^D/'; vmstat 1 5",
				risk: 'low',
			}),
			remedy({
				summary: 'Take load off the disk, or give it a higher performance level in the ECS console.',
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
