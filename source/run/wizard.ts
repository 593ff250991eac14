import {Interrupt} from '../engine/interrupt.ts';
import {openFace} from './open-face.ts';
import {prepareRecorder} from './record.ts';
import {Reporting} from './reporting.ts';
import type {RunRequest} from './run-request.ts';

/** `slb-wizard`: asks what it was not told, then walks the guide. Returns the exit status. */
export const wizard = async (request: RunRequest, wanted: 'plain' | 'any'): Promise<number> => {
	const interrupt = new Interrupt();
	const reporting = new Reporting(request.reports ?? {files: []});
	const recorder = await prepareRecorder(request);
	const face = reporting.around(await openFace(wanted, interrupt), 'all');
	// Half of the program; the first frame doesn't wait for it.
	const {askAndWalk} = await import('./ask-and-walk.ts');
	return askAndWalk(request, {face, interrupt, recorder, reporting, wanted});
};
