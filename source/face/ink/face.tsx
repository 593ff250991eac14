import {render} from 'ink';
import type {Conclusion, Face} from '../../engine/event.ts';
import {say} from '../../engine/words.ts';
import {otherLanguage} from '../language-key.ts';
import type {Signs} from '../signs.ts';
import type {Line} from '../words/line.ts';
import {App} from './app.tsx';
import {Boundary, notDrawn} from './boundary.tsx';
import {clipboardSequence, copiedLine} from './clipboard.ts';
import type {Size} from './live.ts';
import {type Drawn, eraseReflowed} from './reflow.ts';
import {Store} from './store.ts';

export type InkOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly signs: Signs;
	/** What stands above everything: the name of the program, and what it is about to do. */
	readonly intro: readonly Line[];
	/** Ctrl+C while something runs: the first time it stops the commands, the second time it ends the walk. */
	readonly onInterrupt: () => void;
	/** The terminal is gone, or drawing broke: the walk has to end now. */
	readonly onEnd: () => void;
	/** What is copied to the clipboard at the end, as text. */
	readonly shortForm: (conclusion: Conclusion) => Promise<string>;
	/** The environment, which tells whether tmux or screen stands between. */
	readonly env: NodeJS.ProcessEnv;
	/** Hears the signals that end the program, so that the terminal is restored and the summary printed before. */
	readonly signals: Pick<NodeJS.Process, 'on' | 'off'>;
};

// SIGINT too: here Ctrl+C is a key, so a SIGINT comes from outside.
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The face for people at a terminal. It draws once, and lives until it is closed. */
export const openInkFace = ({
	stdin,
	stdout,
	signs,
	intro,
	onInterrupt,
	onEnd,
	shortForm,
	env,
	signals,
}: InkOptions): Face => {
	const copy = async (conclusion: Conclusion) => {
		const text = await shortForm(conclusion);
		const sequence = clipboardSequence(text, env);
		// It moves no cursor, so that it may stand between two frames.
		if (sequence !== undefined) stdout.write(sequence);
		return copiedLine(text, sequence);
	};
	const store = new Store({intro, onInterrupt, copy, otherLanguage: () => otherLanguage(signs)});
	// A terminal without a size (a serial line, `script`) says 0.
	const size = (): Size => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	let state: 'open' | 'ended' = 'open';
	let failure: unknown;
	let drawn: Drawn = {rows: [], columns: 0};
	const onDraw = (now: Drawn): void => {
		drawn = now;
	};
	let isMounted = false;

	const end = (): void => {
		if (state === 'ended') return;
		state = 'ended';
		store.end();
		onEnd();
	};

	let printed = 0;
	const tree = () => (
		<Boundary
			onError={error => {
				failure = error;
				end();
			}}
		>
			<App store={store} size={size} signs={signs} from={printed} onDraw={onDraw} />
		</Boundary>
	);
	// Before Ink hears of it: then it finds what it erases, and rows that fit. Rows that it breaks itself could reach the
	// height of the screen, and it would wipe the scrollback.
	const beforeInk = (): void => {
		const erase = eraseReflowed(drawn, size().columns);
		if (erase !== '') stdout.write(erase);
		if (isMounted) app.rerender(tree());
	};
	stdout.on('resize', beforeInk);
	const mount = (from: number) => {
		printed = from;
		isMounted = true;
		return render(tree(), {stdin, stdout, exitOnCtrlC: false, patchConsole: false});
	};
	let app = mount(0);

	/** Leaves the terminal as it was found, so that another program can ask on it. */
	const unmount = async (): Promise<void> => {
		// React draws what has changed a turn later: the live part would stay behind.
		await turn();
		isMounted = false;
		drawn = {rows: [], columns: 0};
		app.unmount();
		await app.waitUntilExit();
	};

	/** Ink's last read would eat what is typed for the other program: it is over a turn after the input is paused. */
	const lend = async (): Promise<void> => {
		store.rest();
		await unmount();
		await turn();
		stdin.pause();
		await turn();
		// Ink took the input off the list of what keeps the program alive, and now nothing else may be on it.
		stdin.ref();
	};

	stdin.on('end', end);
	stdin.on('close', end);
	// A terminal that hangs up answers reads with EIO; there is nobody left to tell.
	stdin.on('error', end);
	stdout.on('resize', store.redraw);
	for (const signal of endSignals) signals.on(signal, end);

	return {
		show: event => {
			if (event.type === 'terminal-returned') app = mount(store.wake());
			store.show(event);
		},
		ask: async question => {
			if (state === 'ended') return {do: 'quit'};
			const answer = await store.ask(question);
			if (question.ask === 'terminal' && answer.do === 'go') await lend();
			return answer;
		},
		close: async () => {
			store.close();
			for (const name of ['end', 'close', 'error'] as const) stdin.off(name, end);
			for (const listener of [store.redraw, beforeInk]) stdout.off('resize', listener);
			for (const signal of endSignals) signals.off(signal, end);
			await unmount();
			if (failure instanceof Error) stdout.write(signs.words(`${say(notDrawn(failure))}\n`));
		},
	};
};

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
