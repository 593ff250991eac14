import type {Face} from '../engine/event.ts';
import {beginSession, continueSession} from '../session/begin.ts';
import {answering, remembering} from '../session/remember.ts';
import {sessionsFolder} from '../session/state-folder.ts';
import {version} from '../version.ts';
import {type Found, requestOf, resumeOf, type Taken} from './resume.ts';
import type {RunRequest} from './run-request.ts';

/** What a run of the wizard goes by: a face that remembers, and where there is an earlier session, what it brings along. */
export type Kept = {readonly face: Face; readonly request: RunRequest; readonly taken?: Taken};

/** Has all that is shown written down from now on. Where that can't be, it is said, and the walk goes on. */
export const keepSession = (bare: Face, request: RunRequest, found: Found | undefined): Kept => {
	const folder = sessionsFolder();
	const begun = found
		? continueSession(folder, found.listed, found.session)
		: beginSession(folder, {version, given: request.given, witnessS: request.witnessS});
	const face = 'file' in begun ? remembering(bare, begun.file) : bare;
	if ('problem' in begun) face.show({type: 'not-kept', why: begun.problem});
	if (found === undefined) return {face, request};
	const {target, answers} = found.session;
	return {
		face: answering(face, target === undefined ? answers : []),
		request: {...request, ...requestOf(found)},
		taken: resumeOf(found, new Date()),
	};
};
