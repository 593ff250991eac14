import type {Host} from '../engine/host.ts';
import {completeTarget, type Settings} from '../engine/settings.ts';
import type {Target} from '../engine/target.ts';
import {unreachedHost} from '../host/unreached.ts';

/**
 * A host that could not be reached, for a document in which nothing is known; `why` is a sentence. Undefined where the target
 * isn't known well enough for one.
 */
export const unreached = (given: Settings, why: string): {readonly host: Host; readonly target: Target} | undefined => {
	const complete = completeTarget(given, 'linux');
	return 'target' in complete ? {host: unreachedHost(complete.target.host, why), target: complete.target} : undefined;
};
