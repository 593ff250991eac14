import type {Face} from '../engine/event.ts';
import {intake} from '../engine/intake.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {completeTarget, type Settings} from '../engine/settings.ts';
import {run, walk} from '../engine/walk.ts';
import {localHost} from '../host/local.ts';
import {demoWalk} from './demo.ts';
import {detect} from './detect.ts';
import {openFace} from './open-face.ts';
import {platform} from './platform.ts';
import {statusOf} from './status.ts';
import {walkOptions} from './walk-options.ts';

/** `slb-wizard`: asks what it was not told, then walks the guide. Returns the exit status. */
export const wizard = async (given: Settings, wanted: 'plain' | 'any'): Promise<number> => {
	const interrupt = new Interrupt();
	const host = localHost();
	// The look at the host and the loading of the face take about as long.
	const [face, detected] = await Promise.all([
		openFace(wanted, interrupt),
		detect(host, platform, interrupt.walkSignal),
	]);
	const answered = await intake({given, detected, ask: question => ask(face, question)});
	if (answered.is === 'demo') return demoWalk(face, interrupt);
	const complete = answered.is === 'ready' ? completeTarget(answered.settings, platform) : undefined;
	if (answered.is === 'quit' || complete === undefined || !('target' in complete)) {
		await face.close();
		return 130;
	}

	const options = walkOptions({target: complete.target, host, pace: answered.pace, interrupt});
	return statusOf(await run(walk(options), face));
};

/** The questions before the walk are events too, so that every face and every log has them. */
const ask: (face: Face, question: Parameters<Face['ask']>[0]) => ReturnType<Face['ask']> = async (face, question) => {
	face.show({type: 'question', question});
	const answer = await face.ask(question);
	face.show({type: 'answered', answer});
	return answer;
};
