import {closeSync, fsyncSync, mkdirSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';

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
	write(record: OwnRecord): string | undefined {
		try {
			mkdirSync(join(this.file, '..'), {recursive: true, mode: 0o700});
			const file = openSync(this.file, 'a', 0o600);
			try {
				const line = Buffer.from(`${JSON.stringify({at: new Date().toISOString(), ...record})}\n`);
				if (writeSync(file, line) < line.length) return `The journal ${this.file} could not be written whole`;
				fsyncSync(file);
			} finally {
				closeSync(file);
			}

			return undefined;
		} catch (error) {
			return `The journal ${this.file} can’t be written: ${error instanceof Error ? error.message : String(error)}`;
		}
	}
}
