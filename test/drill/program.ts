import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {OwnProgram} from '../../source/drill/ground.ts';

const file = fileURLToPath(new URL('../../source/bin.mjs', import.meta.url));

/** The built program, as a drill starts it once more. */
export const program: OwnProgram = [process.execPath, file];

/** Builds it where that is needed, so that no test waits for it. */
export const build = async (): Promise<void> => {
	await promisify(execFile)(process.execPath, [file, '--help'], {timeout: 120_000});
};
