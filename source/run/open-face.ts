import {fstatSync} from 'node:fs';
import type {Conclusion, Face} from '../engine/event.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import {chooseFace} from '../face/choose.ts';
import {prepareColour} from '../face/colour.ts';
import {introLines, type Occasion} from '../face/words/intro.ts';
import {version} from '../version.ts';
import {ownSigns} from './own-signs.ts';
import {ownTimeZone} from './time-zone.ts';
import {UsageError} from './usage-error.ts';

/** Opens the face that fits the terminal. Only that one is loaded: Ink takes a quarter of a second. */
export const openFace = async (
	wanted: 'plain' | 'any',
	interrupt: Interrupt,
	what: Occasion = 'wizard',
): Promise<Face> => {
	const {stdin, stdout, env} = process;
	const chosen = chooseFace({
		stdinIsTty: stdin.isTTY === true,
		stdoutIsTty: stdout.isTTY === true,
		stdinHolds: whatStdinHolds(),
		columns: stdout.columns ?? 0,
		rows: stdout.rows ?? 0,
		env,
		wanted,
	});
	if (chosen.face === 'none') throw new UsageError(chosen.problem);
	const signs = ownSigns();
	const intro = introLines(version, what);
	const onInterrupt = (): void => interrupt.press();
	const onEnd = (): void => interrupt.end();
	// With the catalogue's headings: too much to load before the first screen.
	const short = async (conclusion: Conclusion): Promise<string> =>
		(await import('../report/short.ts')).shortForm(conclusion, ownTimeZone());
	if (chosen.face === 'ink') {
		prepareColour(env);
		const {openInkFace} = await import('../face/ink/face.tsx');
		return openInkFace({
			stdin,
			stdout,
			signs,
			intro,
			onInterrupt,
			onEnd,
			shortForm: short,
			env,
			signals: process,
		});
	}

	const {openPlainFace} = await import('../face/plain.ts');
	return openPlainFace({stdin, stdout, signs, intro, onInterrupt, onEnd, shortForm: short, signals: process});
};

/** A pipe, a socket or a file can hold answers; /dev/null and a closed input can't. */
const whatStdinHolds = (): 'answers' | 'nothing' => {
	try {
		const status = fstatSync(0);
		return status.isFIFO() || status.isFile() || status.isSocket() ? 'answers' : 'nothing';
	} catch {
		return 'nothing';
	}
};
