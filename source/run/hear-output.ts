import {systemWords} from '../engine/system-words.ts';
import {aside} from './aside.ts';

/** Ends the program with an exit status. */
export type Exit = (status: number) => void;

// The reader of a pipe has left (`| head`); Windows and sockets have words of their own for it.
const left: readonly unknown[] = ['EPIPE', 'EOF', 'ECONNRESET'];

/** Whether there is nobody any more who could read: EIO is a terminal that has hung up (termios(3)). */
const isGone = (error: Error, {isTTY}: NodeJS.WriteStream): boolean =>
	'code' in error && (left.includes(error.code) || (error.code === 'EIO' && isTTY));

/**
 * Hears that the answer can't be written. The program isn't ended at once: a change that is in force has to be put back first.
 * For what hears hang-ups it is one; what doesn't is short, and goes on to its end. There a full disk is an exit status of 3,
 * because what was found is lost; a reader who has left is none. Whoever doesn't read stderr still wants the answer.
 */
export const hearOutput = (): Exit => {
	const {stdout, stderr} = process;
	let isLost = false;
	const hear = (error: Error | null | undefined): void => {
		if (!error || isLost || isGone(error, stdout)) return;
		isLost = true;
		const {en, zh} = systemWords(error);
		aside({en: `the output can’t be written: ${en}`, zh: `无法写出输出：${zh}`});
	};
	stdout.on('error', error => {
		hear(error);
		process.emit('SIGHUP');
	});
	stderr.on('error', () => {});

	// Everything is written first; probes and commands that were given up must not keep the program alive.
	return status => {
		process.exitCode = status;
		stdout.write('', error => {
			hear(error);
			stderr.write('', () => process.exit(isLost ? 3 : status));
		});
	};
};
