import {chmodSync, closeSync, existsSync, openSync, readdirSync, readSync, renameSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {systemWords} from '../../engine/system-words.ts';
import type {Words} from '../../engine/words.ts';
import {type Entry, fileName, type Header} from '../recording/format.ts';
import {recordingLine} from '../recording/line.ts';
import {makeFolder} from './make-folder.ts';

/** A recording's file that is being written, line by line, as things happen. */
export class RecordingFile {
	readonly path: string;
	readonly #file: number;
	#problem: Words | undefined;
	#isClosed = false;

	/** Throws what the system says where the file can't be made. */
	constructor(folder: string) {
		this.path = join(folder, fileName);
		this.#file = openSync(this.path, 'wx', 0o600);
	}

	/** Why nothing is written any more: a sentence; undefined as long as all is well. */
	get problem(): Words | undefined {
		return this.#problem;
	}

	/** Writes a line at once. What can't be written ends the recording, and nothing else. */
	write(entry: Header | Entry): void {
		// What was given up may still come to an end, after everything.
		if (this.#isClosed || this.#problem !== undefined) return;
		try {
			const bytes = Buffer.from(recordingLine(entry));
			for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
		} catch (error) {
			const why = systemWords(error);
			this.#problem = {
				en: `the recording ends early: ${this.path} can’t be written (${why.en}); what is in it can still be replayed`,
				zh: `录制提前结束：无法写入 ${this.path}（${why.zh}）；已录制的内容仍可回放`,
			};
		}
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		closeSync(this.#file);
	}
}

/** Makes a folder for a recording, or says why it can't be one. What is there already is never written over. */
export function openRecordingFile(folder: string): {readonly file: RecordingFile} | {readonly problem: Words} {
	try {
		makeFolder(folder);
		const there = readdirSync(folder);
		if (there.length > 0 && !isRecording(join(folder, fileName)))
			return {
				problem: {
					en: 'there is something else in that folder; name a new or an empty one',
					zh: '该目录中有其他内容；请指定新的或空的目录',
				},
			};
		// The commands of a host are nobody else's business.
		chmodSync(folder, 0o700);
		if (there.length > 0) keepEarlier(folder);
		return {file: new RecordingFile(folder)};
	} catch (error) {
		const why = systemWords(error);
		return {
			problem: {en: `the recording can’t be written there (${why.en})`, zh: `无法在该处写入录制（${why.zh}）`},
		};
	}
}

/** Puts the recording that is there out of the way: recording-1.jsonl, recording-2.jsonl, … */
function keepEarlier(folder: string): void {
	let number = 1;
	const name = (): string => join(folder, fileName.replace('.', `-${number}.`));
	while (existsSync(name())) number++;
	renameSync(join(folder, fileName), name());
}

function isRecording(path: string): boolean {
	if (!existsSync(path)) return false;
	const file = openSync(path, 'r');
	try {
		const bytes = Buffer.alloc(20);
		readSync(file, bytes, 0, bytes.length, 0);
		return bytes.toString().startsWith('{"is":"recording"');
	} finally {
		closeSync(file);
	}
}
