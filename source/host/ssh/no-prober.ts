import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import {equivalentCommand} from '../../probe/equivalent.ts';
import {probePrograms} from '../../probe/remote/choose.ts';

/** What becomes of a probe where no program could send it. */
export const noProber = (shape: ProbeShape): ProbeObservation => {
	const why = `there is no program that could send it (${probePrograms.join(', ')})`;
	return {
		command: equivalentCommand(shape),
		stdout: '',
		stderr: why,
		durationMs: 0,
		failure: 'not-found',
		shape,
		reply: {outcome: 'cancelled', detail: why, totalMs: 0},
	};
};
