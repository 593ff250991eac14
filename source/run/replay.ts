import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {recordingPath} from '../engine/recording-path.ts';
import {systemWords} from '../engine/system-words.ts';
import {settingsOf} from '../engine/target-settings.ts';
import type {OpenedHost} from './open-host.ts';

/** Opens a recording (`replay:<folder>`, or one file of it) as the host that it is of. */
export const openReplay = async (where: string): Promise<OpenedHost> => {
	const path = recordingPath(where) ?? '';
	const [{ReplayHost}, {readRecording}, {fileName}] = await Promise.all([
		import('../host/replay/host.ts'),
		import('../host/recording/read.ts'),
		import('../host/recording/format.ts'),
	]);
	let text: string;
	try {
		text = await readFile((await stat(path)).isDirectory() ? join(path, fileName) : path, 'utf8');
	} catch (error) {
		return {unreached: `${where}: the recording can’t be read (${systemWords(error)})`, isBadUsage: true};
	}

	const read = readRecording(text);
	if ('problem' in read) return {unreached: `${where} ${read.problem}`, isBadUsage: true};
	const {header, target, witnessS, isCut} = read.recording;
	const {startedAt, tool, platform} = header;
	const cut = isCut ? ' It was cut off before its end: what is missing is unknown.' : '';
	return {
		host: new ReplayHost(where, read.recording),
		platform,
		recorded: {
			settings: {...(target === undefined ? {} : settingsOf(target)), host: header.where},
			...(witnessS === undefined ? {} : {witnessS}),
			note: `Nothing is run: this is the recording of ${header.where} from ${startedAt}, made by slb-wizard ${tool.version}.${cut}`,
		},
	};
};
