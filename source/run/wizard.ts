import {Interrupt} from '../engine/interrupt.ts';
import {openFace} from './open-face.ts';
import {prepareRecorder} from './record.ts';
import {prepareReporting} from './reporting.ts';
import type {Found} from './resume.ts';
import type {RunRequest} from './run-request.ts';

/** `slb-wizard`: asks what it was not told, then walks the guide. Returns the exit status. */
export const wizard = async (request: RunRequest, wanted: 'plain' | 'any', found?: Found): Promise<number> => {
	const interrupt = new Interrupt();
	const reporting = await prepareReporting(request.reports);
	const recorder = await prepareRecorder(request);
	const bare = reporting.around(await openFace(wanted, interrupt), 'all');
	// Half of the program; the first frame doesn't wait for it.
	const [{askAndWalk}, {keepSession}] = await Promise.all([import('./ask-and-walk.ts'), import('./keep-session.ts')]);
	const {face, request: kept, taken} = keepSession(bare, request, found);
	return askAndWalk(kept, {face, interrupt, recorder, reporting, wanted, taken});
};
