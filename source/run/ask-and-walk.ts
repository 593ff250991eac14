import type {Face} from '../engine/event.ts';
import {intake} from '../engine/intake.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import {completeTarget} from '../engine/settings.ts';
import {run, walk} from '../engine/walk.ts';
import {localHost} from '../host/local.ts';
import {demoWalk} from './demo.ts';
import {detect} from './detect.ts';
import {platform} from './platform.ts';
import type {RunRequest} from './run-request.ts';
import {statusOf} from './status.ts';
import {walkOptions} from './walk-options.ts';

/** The wizard on a face that is already open. Returns the exit status. */
export const askAndWalk = async ({given, witnessS}: RunRequest, face: Face, interrupt: Interrupt): Promise<number> => {
	const host = localHost();
	const detected = await detect(host, platform, interrupt.walkSignal);
	const answered = await intake({given, detected, ask: question => ask(face, question)});
	if (answered.is === 'demo') return demoWalk(face, interrupt);
	const complete = answered.is === 'ready' ? completeTarget(answered.settings, platform) : undefined;
	if (answered.is === 'quit' || complete === undefined || !('target' in complete)) {
		await face.close();
		return 130;
	}

	const options = walkOptions({target: complete.target, host, pace: answered.pace, interrupt, witnessS});
	return statusOf(await run(walk(options), face));
};

/** The questions before the walk are events too, so that every face and every log has them. */
const ask: (face: Face, question: Parameters<Face['ask']>[0]) => ReturnType<Face['ask']> = async (face, question) => {
	face.show({type: 'question', question});
	const answer = await face.ask(question);
	face.show({type: 'answered', answer});
	return answer;
};
