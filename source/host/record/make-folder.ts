import {existsSync, mkdirSync} from 'node:fs';
import {dirname, resolve} from 'node:path';

/**
 * Makes a folder that is nobody else's business (mode 0700), and those above it. Throws what the system says. Node's own way
 * to make the folders above as well never ends in /proc.
 */
export function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(dirname(resolve(folder)));
	mkdirSync(folder, {mode: 0o700});
}
