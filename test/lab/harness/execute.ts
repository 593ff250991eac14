import {execFile} from 'node:child_process';

export type Outcome = {readonly stdout: string; readonly stderr: string; readonly exitCode: number};

/** Runs a command to its end, at most 60 s. A status other than 0 is data. */
export const execute = (file: string, args: readonly string[], options: {readonly stdin?: string} = {}) =>
	new Promise<Outcome>(resolve => {
		const child = execFile(file, args, {timeout: 60_000, maxBuffer: 64e6}, (error, stdout, stderr) => {
			resolve({stdout, stderr, exitCode: error === null ? 0 : typeof error.code === 'number' ? error.code : 124});
		});
		child.stdin?.on('error', () => {});
		child.stdin?.end(options.stdin ?? '');
	});

/** Runs a command that the lab can't do without; its failure is the lab's. Resolves to its standard output. */
export const must = async (file: string, args: readonly string[], options: {readonly stdin?: string} = {}) => {
	const {stdout, stderr, exitCode} = await execute(file, args, options);
	if (exitCode !== 0) {
		throw new Error(`The lab could not run ${[file, ...args].join(' ')} (status ${exitCode}): ${stderr || stdout}`);
	}

	return stdout;
};

export const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

/** Asks again every 30 ms until the answer is neither undefined nor false; `what` says, at the end, what was waited for. */
export const waitFor = async <T>(
	what: string | (() => string),
	ask: () => Promise<T | undefined | false> | T | undefined | false,
	limitMs = 20_000,
): Promise<T> => {
	const end = Date.now() + limitMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) {
			return answer;
		}

		if (Date.now() > end) {
			throw new Error(`The lab waited ${limitMs} ms in vain for ${typeof what === 'string' ? what : what()}.`);
		}

		await sleep(30);
	}
};
