import {render} from 'ink';
import type {Face} from '../../engine/event.ts';
import type {Line} from '../words/line.ts';
import {App} from './app.tsx';
import {Boundary} from './boundary.tsx';
import type {Size} from './live.ts';
import {Store} from './store.ts';

export type InkOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** What stands above everything: the name of the program, and what it is about to do. */
	readonly intro: readonly Line[];
	/** Ctrl+C while something runs: the first time it stops the commands, the second time it ends the walk. */
	readonly onInterrupt: () => void;
	/** The terminal is gone, or drawing broke: the walk has to end now. */
	readonly onEnd: () => void;
	/** Hears the signals that end the program, so that the terminal is restored and the summary printed before. */
	readonly signals: Pick<NodeJS.Process, 'on' | 'off'>;
};

// SIGINT too: here Ctrl+C is a key, so a SIGINT comes from outside.
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The face for people at a terminal. It draws once, and lives until it is closed. */
export const openInkFace = ({stdin, stdout, intro, onInterrupt, onEnd, signals}: InkOptions): Face => {
	const store = new Store({intro, onInterrupt});
	// A terminal without a size (a serial line, `script`) says 0.
	const size = (): Size => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	let state: 'open' | 'ended' = 'open';
	let failure: unknown;

	const end = (): void => {
		if (state === 'ended') return;
		state = 'ended';
		store.end();
		onEnd();
	};

	const app = render(
		<Boundary
			onError={error => {
				failure = error;
				end();
			}}
		>
			<App store={store} size={size} />
		</Boundary>,
		{stdin, stdout, exitOnCtrlC: false, patchConsole: false},
	);
	stdin.on('end', end);
	stdin.on('close', end);
	// A terminal that hangs up answers reads with EIO; there is nobody left to tell.
	stdin.on('error', end);
	stdout.on('resize', store.redraw);
	for (const signal of endSignals) signals.on(signal, end);

	return {
		show: event => store.show(event),
		ask: async question => (state === 'ended' ? {do: 'quit'} : store.ask(question)),
		close: async () => {
			store.close();
			for (const name of ['end', 'close', 'error'] as const) stdin.off(name, end);
			stdout.off('resize', store.redraw);
			for (const signal of endSignals) signals.off(signal, end);
			// React draws what has changed a turn later: the live part would stay behind.
			await new Promise(resolve => setImmediate(resolve));
			app.unmount();
			await app.waitUntilExit();
			if (failure instanceof Error) stdout.write(`The screen could not be drawn: ${failure.message}\n`);
		},
	};
};
