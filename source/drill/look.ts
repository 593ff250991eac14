import {spawn} from 'node:child_process';
import type {Result} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {targetArguments} from '../engine/target-settings.ts';
import {spoken} from '../engine/words.ts';
import {readResult} from '../form/read-result.ts';
import type {OwnProgram} from './ground.ts';

/** How long a look may take, in milliseconds: every step that waits for something waits its longest. */
const lookMs = 120_000;

/**
 * Has `slb-wizard check` look at a practice backend, by these words before it; undefined where it gives no result, also
 * when the signal ends it.
 */
export const lookAt = (
	target: Target,
	{
		before,
		program,
		signal,
	}: {readonly before: readonly string[]; readonly program: OwnProgram; readonly signal: AbortSignal},
): Promise<Result | undefined> =>
	new Promise(resolve => {
		const [file = '', ...args] = [
			...before,
			...program,
			'check',
			...targetArguments(target),
			'--json',
			'--lang',
			spoken(),
		];
		const child = spawn(file, args, {
			stdio: ['ignore', 'pipe', 'ignore'],
			detached: true,
			timeout: lookMs,
			killSignal: 'SIGKILL',
		});
		const end = (): void => {
			child.kill('SIGKILL');
		};
		signal.addEventListener('abort', end);
		let written = '';
		child.stdout.on('data', words => {
			written += words;
		});
		child.on('error', () => resolve(undefined));
		child.on('close', () => {
			signal.removeEventListener('abort', end);
			const read = readResult(written);
			resolve('result' in read ? read.result : undefined);
		});
	});
