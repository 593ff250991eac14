import type {Host} from '../engine/host.ts';
import {recordingPath} from '../engine/recording-path.ts';
import type {Platform, Target} from '../engine/target.ts';
import {version} from '../version.ts';
import {aside} from './aside.ts';
import type {RunRequest} from './run-request.ts';
import {UsageError} from './usage-error.ts';

/** A recording that a run may write to. */
export type Recorder = {
	/** The host whose answers are written down. */
	readonly of: (host: Host, platform: Platform) => Host;
	/** Notes what is judged. */
	readonly aim: (target: Target, witnessS: number | undefined) => void;
	/** Says on standard error when the recording ended before the run did. */
	readonly end: () => void;
};

/** Writes nothing. A host that is a recording itself goes on to what was judged. */
const noRecorder = (): Recorder => {
	let used: Host | undefined;
	return {
		of: host => {
			used = host;
			return host;
		},
		aim: () => used?.lookAgain?.(),
		end: () => {},
	};
};

/** Prepares the folder of `--record`. One that can't be written is said before anything is looked at. */
export const prepareRecorder = async ({given, record}: RunRequest): Promise<Recorder> => {
	if (record === undefined) return noRecorder();
	if (given.host !== undefined && recordingPath(given.host) !== undefined)
		throw new UsageError({
			en: `--record: ${given.host} is a recording already`,
			zh: `--record：${given.host} 本身就是录制`,
		});
	const [{openRecordingFile}, {RecordingHost}] = await Promise.all([
		import('../host/record/file.ts'),
		import('../host/record/host.ts'),
	]);
	const opened = openRecordingFile(record);
	if ('problem' in opened) {
		const [flag, {problem}] = [`--record ${JSON.stringify(record)}`, opened];
		throw new UsageError({en: `${flag}: ${problem.en}`, zh: `${flag}：${problem.zh}`});
	}

	const {file} = opened;
	let recording: InstanceType<typeof RecordingHost> | undefined;
	return {
		of: (host, platform) => {
			recording = new RecordingHost(host, file, {platform, version});
			return recording;
		},
		aim: (target, witnessS) => recording?.aim(target, witnessS),
		end: () => {
			file.close();
			if (file.problem !== undefined) aside(file.problem);
		},
	};
};
