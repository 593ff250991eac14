import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {recordingPath} from '../engine/recording-path.ts';
import {systemWords} from '../engine/system-words.ts';
import {settingsOf} from '../engine/target-settings.ts';
import {composed, verbatim, type Words} from '../engine/words.ts';
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
		const why = systemWords(error);
		return {
			unreached: {
				en: `${where}: the recording can’t be read (${why.en})`,
				zh: `${where}：无法读取录制（${why.zh}）`,
			},
			isBadUsage: true,
		};
	}

	const read = readRecording(text);
	if ('problem' in read) return {unreached: composed(pick => `${where} ${pick(read.problem)}`), isBadUsage: true};
	const {header, target, witnessS, isCut} = read.recording;
	return {
		host: new ReplayHost(where, read.recording),
		platform: header.platform,
		recorded: {
			settings: {...(target === undefined ? {} : settingsOf(target)), host: header.where},
			...(witnessS === undefined ? {} : {witnessS}),
			note: noteOf(header, isCut),
		},
	};
};

type Header = {readonly where: string; readonly startedAt: string; readonly tool: {readonly version: string}};

const noteOf = ({where, startedAt, tool: {version}}: Header, isCut: boolean): Words => {
	const cut = isCut ? cutOff : verbatim('');
	return {
		en: `Nothing is run: this is the recording of ${where} from ${startedAt}, made by slb-wizard ${version}.${cut.en}`,
		zh: `不会执行任何命令：这是 ${where} 在 ${startedAt} 的录制，由 slb-wizard ${version} 生成。${cut.zh}`,
	};
};

const cutOff: Words = {
	en: ' It was cut off before its end: what is missing is unknown.',
	zh: '录制在结束前中断：缺失的部分未知。',
};
