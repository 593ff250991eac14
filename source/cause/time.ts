import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, checkRequest, given, theService} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';

const timeoutS = (target: Target): number => effectiveTimeoutMs(target) / 1000;

/** The answer is right, and comes too late or not always. */
export const timeCauses = {
	'response-too-slow': {
		place: 'time',
		step: 'answer',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: 'The answer comes after the timeout',
		meaning: 'The service answers, later than the check waits. The load balancer counts a late answer as none.',
		found: "curl -w '%{time_total}' with the check's request takes longer than the effective timeout.",
		source: 'CLB documentation, FAQ about health checks (response timeout)',
		summary: (values, target) =>
			`${checkRequest(target)} is answered${given(values.seconds, seconds => ` after ${seconds} s`)}, later than the check waits (${timeoutS(target)} s).`,
		remedies: (_values, target) => [
			...(isLayer7(target)
				? [
						remedy({
							summary: `Set the check's path to a small static page, which shows whether the server or the page is slow: ${healthCheckPage(target)}. Measure first:`,
							command: sameRequest(target, {patienceS: 60}),
							risk: 'low',
						}),
					]
				: []),
			remedy({
				summary: 'Find out what makes it slow: a dependency, a full pool, load (the step about load names it).',
				risk: 'low',
			}),
			remedy({
				summary: `As a stop-gap, raise the timeout above what was measured (now ${target.healthCheck.timeoutS} s): ${healthCheckPage(target)}. A dead backend is then found later.`,
				risk: 'low',
			}),
		],
	},
	'intermittent-failures': {
		place: 'time',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: 'Some probes pass and some fail',
		meaning:
			'The backend goes up and down: a limit, a full queue, a restart, garbage collection, or one of several servers behind the port that is broken.',
		found: 'The same request, sent at the interval of the check some twenty times, is answered well only in part.',
		source: 'CLB documentation, configure and manage health checks (consecutive results)',
		summary: (values, target) =>
			`${values.share ?? 'Some'} probes of ${checkedAt(target)} fail${because(values.detail)}.`,
		remedies: (values, target) => [
			...(isLayer7(target)
				? [
						remedy({
							summary: 'Repeat the probe and watch what else happens when it fails: load, queue, restarts, bans.',
							command: `for i in $(seq 20); do ${sameRequest(target)}; sleep ${target.healthCheck.intervalS}; done`,
							risk: 'low',
						}),
					]
				: [
						remedy({
							summary: 'Repeat the probe and watch what else happens when it fails: load, queue, restarts, bans.',
							command: `for i in $(seq 20); do nc -z -w ${timeoutS(target)} ${quoteWord(target.backend)} ${target.healthCheck.port}; echo $?; sleep ${target.healthCheck.intervalS}; done`,
							risk: 'low',
						}),
					]),
			remedy({
				summary: `Mend what ${theService(values)} fails at; raising the unhealthy threshold (now ${target.healthCheck.unhealthyThreshold}) only hides it: ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
