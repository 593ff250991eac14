import type {Exhibit, TimedProbe} from '../../engine/exhibit.ts';
import type {Known} from '../../engine/known.ts';
import type {ProbeObservation, ProbeOutcome} from '../../engine/probe.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import {healthOf} from '../../fact/health.ts';

/** How long the service took to answer the check's own request, each time that it was sent from the host. */
export const latencyExhibits = (known: Known<Answers>, target: Target): readonly Exhibit[] => {
	if (!known.known) return [];
	const {exact, repeats, timeoutMs, isForwarded, isFromLoopback, seat} = known.value;
	const sent = [exact, ...repeats].filter(({reply}) => reply.outcome !== 'cancelled');
	if (sent.length === 0) return [];
	const from = isFromLoopback === true ? 'sent from 127.0.0.1' : 'sent from the host itself';
	const to = isForwarded ? `, straight to ${seat.address} port ${seat.port}` : '';
	return [
		{
			is: 'latency',
			title: `How long ${isLayer7(target) ? 'the answers' : 'the connections'} took (${from}${to})`,
			limitMs: timeoutMs,
			probes: sent.map((observation, index) => timed(observation, index, {target, timeoutMs})),
		},
	];
};

const timed = (
	observation: ProbeObservation,
	index: number,
	{target, timeoutMs}: {readonly target: Target; readonly timeoutMs: number},
): TimedProbe => ({
	name: `Probe ${index + 1}`,
	ms: observation.reply.totalMs,
	is: healthOf(observation, target, timeoutMs) === 'good' ? 'accepted' : 'not-accepted',
	note: observation.reply.status === undefined ? outcomes[observation.reply.outcome] : `${observation.reply.status}`,
});

const outcomes: Readonly<Record<ProbeOutcome, string>> = {
	answered: 'answered',
	silent: 'nothing came back',
	refused: 'refused',
	unreachable: 'unreachable',
	'connect-timeout': 'no connection in time',
	'answer-timeout': 'no answer in time',
	closed: 'closed before an answer',
	'not-http': 'not HTTP',
	'tls-failed': 'the TLS handshake failed',
	cancelled: 'not sent',
};
