import {equivalentCommand} from '../engine/equivalent.ts';
import type {ProbeObservation, ProbeShape} from '../engine/probe.ts';
import {noProgram} from '../engine/prober-words.ts';
import {say} from '../engine/words.ts';
import {probePrograms} from '../probe/remote/choose.ts';

/** What becomes of a probe where there is no program to send it with. */
export const noProber = (shape: ProbeShape): ProbeObservation => {
	const why = noProgram(probePrograms);
	return {
		command: equivalentCommand(shape),
		stdout: '',
		stderr: say(why),
		durationMs: 0,
		failure: 'not-found',
		shape,
		reply: {outcome: 'cancelled', detail: why.en, totalMs: 0},
	};
};
