import {recordingPath} from '../engine/recording-path.ts';
import {UsageError} from './usage-error.ts';

/** Throws where a change is wanted on a host that is a recording. */
export const refuseRecording = (where: string | undefined): void => {
	if (recordingPath(where ?? '') !== undefined)
		throw new UsageError({en: '--host: a recording can’t be changed', zh: '--host：录制不能改动'});
};
