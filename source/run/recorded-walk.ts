import type {Host} from '../engine/host.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {completeTarget} from '../engine/settings.ts';
import {type Walk, walk} from '../engine/walk.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {openReplay} from './replay.ts';
import {UsageError} from './usage-error.ts';
import {walkOptions} from './walk-options.ts';
import {withRecorded} from './with-recorded.ts';

/**
 * The walk through a recording (`replay:<file>`), with what was asked for when it was made; `note` says of what it is.
 * Throws where it can't be read, or ends before its target was known; `who` is the command that asks.
 */
export const recordedWalk = async (
	where: string,
	who: string,
): Promise<{readonly walk: Walk; readonly host: Host; readonly note: Words}> => {
	const opened = await openReplay(where);
	if ('unreached' in opened) {
		const {unreached} = opened;
		throw new UsageError({en: `${who}: ${unreached.en}`, zh: `${who}：${unreached.zh}`});
	}

	const {given, witnessS, note = verbatim('')} = withRecorded({given: {}}, opened);
	const complete = completeTarget(given, opened.platform);
	if (!('target' in complete))
		throw new UsageError({
			en: `${who}: ${where}: the recording ended before it was known what is checked`,
			zh: `${who}：${where}：录制在检查目标确定之前就结束了`,
		});
	const {host} = opened;
	// What was looked at to find the target is another round.
	host.lookAgain?.();
	const {target} = complete;
	return {walk: walk(walkOptions({target, host, pace: 'all', interrupt: new Interrupt(), witnessS})), host, note};
};
