import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Event} from '../../source/engine/event.ts';
import {settingLines} from '../../source/face/plain/setting-lines.ts';
import {asciiSigns, spoken} from '../../source/face/signs.ts';
import {text} from '../../source/face/text.ts';
import {emptyTranscript, tell} from '../../source/face/transcript.ts';
import {introLines} from '../../source/face/words/intro.ts';
import {version} from '../../source/version.ts';

/** The built program. */
export const program = new URL('../../source/bin.mjs', import.meta.url).pathname;

/** When a run is killed: after so many bytes were printed, or after so many milliseconds. */
export type Moment = {readonly afterBytes: number; readonly afterMs: number};

const page = {columns: 100, signs: spoken(asciiSigns)};

/** Runs the wizard line by line, and kills it (SIGKILL) when its moment comes; never without one. */
export const runWizard = async (
	args: readonly string[],
	{state, answers, moment}: {readonly state: string; readonly answers: string; readonly moment?: Moment},
): Promise<{readonly printed: string; readonly errors: string; readonly exitCode: number | null}> =>
	new Promise(resolve => {
		const child = spawn(process.execPath, [program, '--plain', ...args], {
			env: {...process.env, XDG_STATE_HOME: state, LC_ALL: 'C'},
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		let printed = '';
		let errors = '';
		const timer = moment === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), moment.afterMs);
		child.stdout.setEncoding('utf8').on('data', words => {
			printed += words;
			if (moment !== undefined && printed.length >= moment.afterBytes) child.kill('SIGKILL');
		});
		child.stderr.setEncoding('utf8').on('data', words => {
			errors += words;
		});
		child.stdin.on('error', () => {}).end(answers);
		child.on('close', exitCode => {
			clearTimeout(timer);
			resolve({printed, errors, exitCode});
		});
	});

/** The files of the sessions in a state folder. */
export const filesIn = (state: string): readonly string[] => {
	const folder = join(state, 'slb-wizard', 'sessions');
	return readdirSync(folder).map(name => join(folder, name));
};

/**
 * What a run printed of what had happened, line by line: without the intro, what is asked (menus, prompts), and the
 * notes that something takes long.
 */
export const toldIn = (printed: string): readonly string[] => {
	const intro = new Set(text(introLines(version, 'wizard'), page).split('\n'));
	return printed
		.slice(0, printed.lastIndexOf('\n') + 1)
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '' && !intro.has(line) && !isAsked(line));
};

// The menus, and where one is, which stands above them.
const asked = [
	/^(?:Number|Answer)[^:]*:/,
	/^\d [a-z][^|]*(?:, \d|again|output|step|back)/,
	/^(?:step|last step), 7 its|^its whole output, 8/,
	/^\d+ (?:step \d+ |stay here)|^(?:yet|you)?\)$|^\([a-z ]+\)?$/,
	/^Please type a number|^(?:Still w|W)aiting /,
	/^Question \d+ (?:of \d+ )?before the walk|^Step \d+ of \d+ \S [\d.]+:\d+ \S |^At the end \S /,
];

const isAsked = (line: string): boolean => asked.some(pattern => pattern.test(line));

/** The events of a session's file as they were when they were shown, run by run. Read without the program's own reader. */
export const eventsIn = (path: string): readonly (readonly Event[])[] => {
	const content = readFileSync(path, 'utf8');
	const lines = content.slice(0, content.lastIndexOf('\n')).split('\n');
	const observations = new Map<number, unknown>();
	const cards = new Map<string, unknown>();
	const reports = new Map<string, unknown>();
	const runs: Event[][] = [[]];
	for (const line of lines) {
		const {is, event} = JSON.parse(line);
		if (is === 'owner') runs.push([]);
		if (event === undefined) continue;
		if (event.type === 'started') for (const card of event.steps) cards.set(card.id, card);
		if (event.type === 'command-ended') observations.set(event.ref, event.observation);
		if (event.type === 'question' && event.question.ask === 'step')
			event.question.card = cards.get(event.question.card.id);
		if (event.type === 'step-ended') {
			const {report} = event;
			report.observations = report.observations.map((one: {ref?: number}) =>
				one.ref === undefined ? one : observations.get(one.ref),
			);
			reports.set(report.step, report);
		}

		if (event.type === 'resumed') for (const kept of event.resumed.kept) kept.report = reports.get(kept.report);
		runs.at(-1)?.push(event);
	}

	return runs;
};

/** What a face would print of the events of all runs. */
export const retold = (runs: readonly (readonly Event[])[]): readonly string[] => runs.flatMap(oneRetold);

const oneRetold = (events: readonly Event[]): readonly string[] => {
	let transcript = emptyTranscript;
	return events.flatMap(event => {
		const told = tell(transcript, event, 0);
		transcript = told.transcript;
		const setting =
			event.type === 'question' && event.question.ask === 'setting' ? settingLines(event.question.setting) : [];
		return text([...told.lines, ...setting], page)
			.split('\n')
			.map(line => line.trim())
			.filter(line => line !== '' && !isAsked(line));
	});
};

/** The lines that aren't among the others in the same order. */
export const missingFrom = (all: readonly string[], wanted: readonly string[]): readonly string[] => {
	let at = 0;
	return wanted.filter(line => {
		const found = all.indexOf(line, at);
		if (found >= 0) at = found + 1;
		return found < 0;
	});
};
