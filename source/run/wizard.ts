import {Interrupt} from '../engine/interrupt.ts';
import {beginSession, continueSession} from '../session/begin.ts';
import {answering, remembering} from '../session/remember.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {version} from '../version.ts';
import {openFace} from './open-face.ts';
import {prepareRecorder} from './record.ts';
import {type Found, requestOf, resumeOf} from './resume.ts';
import type {RunRequest} from './run-request.ts';

/** `slb-wizard`: asks what it was not told, then walks the guide. Returns the exit status. */
export const wizard = async (request: RunRequest, wanted: 'plain' | 'any', found?: Found): Promise<number> => {
	const interrupt = new Interrupt();
	const recorder = await prepareRecorder(request);
	const bare = await openFace(wanted, interrupt);
	const folder = sessionsFolder();
	const begun = found
		? continueSession(folder, found.listed, found.session)
		: beginSession(folder, {version, given: request.given, witnessS: request.witnessS});
	const face = 'file' in begun ? remembering(bare, begun.file) : bare;
	if ('problem' in begun) face.show({type: 'not-kept', why: begun.problem});
	// Half of the program; the first frame doesn't wait for it.
	const {askAndWalk} = await import('./ask-and-walk.ts');
	if (found === undefined) return askAndWalk(request, {face, interrupt, recorder, wanted});
	return askAndWalk(
		{...requestOf(found), record: request.record, suppressions: request.suppressions},
		{
			face: answering(face, found.session.target === undefined ? found.session.answers : []),
			interrupt,
			recorder,
			wanted,
			taken: resumeOf(found, new Date()),
		},
	);
};
