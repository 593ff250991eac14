import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Why no browser can be started; undefined when one can. */
export const whyNoBrowser: string | undefined =
	spawnSync('chromium', ['--version']).status === 0
		? undefined
		: 'chromium is not installed (test/report/packages.txt)';

const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--hide-scrollbars',
	'--enable-logging=stderr',
	'--log-level=0',
];

export type View = {readonly width: number; readonly height: number; readonly scheme: 'light' | 'dark'};

/** Opens a file in a browser of its own; what it printed, and what pages said on their consoles. */
export const browse = (
	args: readonly string[],
	{width, height, scheme}: View,
): {readonly stdout: string; readonly console: string} => {
	const profile = mkdtempSync(join(tmpdir(), 'slbw-browser-'));
	try {
		const {stdout, stderr} = spawnSync(
			'chromium',
			[
				...flags,
				`--user-data-dir=${profile}`,
				`--window-size=${width},${height}`,
				...(scheme === 'dark'
					? ['--blink-settings=preferredColorScheme=0']
					: ['--blink-settings=preferredColorScheme=1']),
				...args,
			],
			{encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 1024 * 1024},
		);
		return {
			stdout,
			console: stderr
				.split('\n')
				.filter(line => line.includes('CONSOLE'))
				.join('\n'),
		};
	} finally {
		rmSync(profile, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
	}
};

/** Takes a picture (PNG) of a page. */
export const takePicture = (page: string, picture: string, view: View): {readonly console: string} =>
	browse([`--screenshot=${picture}`, `file://${page}`], view);

/** Whether a program is there. */
export const isInstalled = (program: string): boolean => {
	try {
		execFileSync(program, ['--version'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};
