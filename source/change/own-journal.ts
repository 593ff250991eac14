import {closeSync, fsyncSync, mkdirSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {systemWords} from '../engine/system-words.ts';
import type {Words} from '../engine/words.ts';

/** What is written here of a change, beside what is on the host: one JSON line for each thing that happened. */
export type OwnRecord = {
	readonly id: string;
	/** Where: `local`, `ssh://web-3`. */
	readonly where: string;
	readonly status: string;
	readonly [detail: string]: unknown;
};

/** The journal on the machine that slb-wizard runs on. */
export class OwnJournal {
	readonly file: string;

	constructor(folder: string) {
		this.file = join(folder, 'changes.jsonl');
	}

	/** Writes a line that a power cut can't take back; a sentence when it can't be written. */
	write(record: OwnRecord): Words | undefined {
		try {
			mkdirSync(join(this.file, '..'), {recursive: true, mode: 0o700});
			const file = openSync(this.file, 'a', 0o600);
			try {
				const line = Buffer.from(`${JSON.stringify({at: new Date().toISOString(), ...record})}\n`);
				if (writeSync(file, line) < line.length)
					return {
						en: `The journal ${this.file} could not be written whole`,
						zh: `日志 ${this.file} 未能完整写入`,
					};
				fsyncSync(file);
			} finally {
				closeSync(file);
			}

			return undefined;
		} catch (error) {
			const why = systemWords(error);
			return {
				en: `The journal ${this.file} can’t be written: ${why.en}`,
				zh: `无法写入日志 ${this.file}：${why.zh}`,
			};
		}
	}
}
