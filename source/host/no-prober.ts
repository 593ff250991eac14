import {equivalentCommand} from '../engine/equivalent.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {probePrograms} from '../probe/remote/choose.ts';

/** What becomes of a probe where there is no program to send it with. */
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
