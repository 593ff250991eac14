import type {Known} from '../../engine/known.ts';
import type {ProbeObservation} from '../../engine/probe.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FrozenProcess} from '../../fact/frozen.ts';

/**
 * What a shortage would do to the probe, as the probe shows it:
 * - `none`: it is answered well
 * - `slow`: late, silent, or well only now and then
 * - `failing`: a 5xx, or the connection is closed without an answer
 * - `elsewhere`: it fails for a reason that no shortage makes: a 404, a refusal, a process that is stopped
 * - `unseen`: it isn't known how the service answers
 */
export type Suffering = 'none' | 'slow' | 'failing' | 'elsewhere' | 'unseen';

/** Says how the service suffers. A shortage is a cause only where its effect is seen. */
export const sufferingOf = ({
	answers,
	frozenProcesses,
}: {
	readonly answers: Known<Answers>;
	readonly frozenProcesses: Known<readonly FrozenProcess[]>;
}): Suffering => {
	if (!answers.known) return 'unseen';
	const {health, status, exact, repeats} = answers.value;
	const isStopped = frozenProcesses.known && frozenProcesses.value.length > 0;
	switch (health) {
		case 'good':
			return 'none';
		case 'late':
		case 'silent':
			return isStopped ? 'elsewhere' : 'slow';
		case 'mixed':
			return isStopped || [exact, ...repeats].some(isTurnedAway) ? 'elsewhere' : 'slow';
		case 'error':
			return 'failing';
		case 'refused':
			return 'elsewhere';
		case 'other':
			return status === undefined ? 'failing' : 'elsewhere';
	}
};

/** Nobody takes the connection: no shortage does that. */
const isTurnedAway = ({reply: {outcome}}: ProbeObservation): boolean =>
	outcome === 'refused' || outcome === 'unreachable';
