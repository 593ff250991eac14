import type {Face} from '../engine/event.ts';
import {run} from '../engine/run-walk.ts';
import {walk} from '../engine/walk.ts';
import type {WalkOptions} from '../engine/walk-options.ts';
import {statusOf} from './status.ts';

/** Walks, and then watches the backend until it is healthy, if the person wants that at the end. Returns the exit status. */
export const walkAndWatch = async (options: WalkOptions, face: Face, wanted: 'plain' | 'any'): Promise<number> => {
	let wantsWatch = false;
	const noticing: Face = {
		show: event => face.show(event),
		ask: async question => {
			const answer = await face.ask(question);
			wantsWatch = answer.do === 'watch';
			return answer;
		},
		close: () => face.close(),
	};
	const conclusion = await run(walk(options), noticing);
	if (!wantsWatch) return statusOf(conclusion);
	const {watchStatus, watchTarget} = await import('./watch.ts');
	const {target, host, suppressions} = options;
	return watchStatus(await watchTarget({target, host, suppressions, until: 'healthy', form: wanted}), 'healthy');
};
