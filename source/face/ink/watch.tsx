import {Box, render, Static, useInput} from 'ink';
import {type JSX, useSyncExternalStore} from 'react';
import {say, speak} from '../../engine/words.ts';
import {otherLanguage} from '../language-key.ts';
import {layout} from '../layout.ts';
import type {Signs} from '../signs.ts';
import type {WatchFace} from '../watch.ts';
import {Rows} from './app.tsx';
import {Boundary, notDrawn} from './boundary.tsx';
import {keysOf} from './keys.ts';
import type {Size} from './live.ts';
import {emptyWatchScreen, reworded, type WatchScreen, watchRows, watchScreen} from './watch-screen.ts';

export type InkWatchOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly signs: Signs;
	/** The person has seen enough: `q`, or Ctrl+C, which is a key here. */
	readonly onClose: (how: 'closed' | 'interrupted') => void;
};

type Store = {
	readonly get: () => WatchScreen;
	readonly subscribe: (listener: () => void) => () => void;
};

const App = ({
	store,
	size,
	signs,
	onClose,
	onLanguage,
}: {readonly store: Store; readonly size: () => Size; readonly onLanguage: () => void} & Pick<
	InkWatchOptions,
	'signs' | 'onClose'
>): JSX.Element => {
	const screen = useSyncExternalStore(store.subscribe, store.get);
	useInput((input, key) => {
		for (const {is, ...rest} of keysOf(input, key)) {
			if (is === 'interrupt') onClose('interrupted');
			else if (is === 'language') onLanguage();
			else if (is === 'end-of-input' || is === 'escape') onClose('closed');
			else if ('text' in rest && rest.text.toLowerCase() === 'q') onClose('closed');
		}
	});
	return (
		<Box flexDirection="column">
			<Static items={[...screen.history]}>
				{(line, index) => <Rows key={index} rows={layout([line], {columns: size().columns, signs})} />}
			</Static>
			<Rows rows={watchRows(screen, size(), signs)} />
		</Box>
	);
};

/** The live screen of a watch, for people at a terminal. */
export const openInkWatch = ({stdin, stdout, signs, onClose}: InkWatchOptions): WatchFace => {
	let screen = emptyWatchScreen;
	let failure: unknown;
	const listeners = new Set<() => void>();
	const set = (next: WatchScreen): void => {
		screen = next;
		for (const listener of listeners) listener();
	};
	const store: Store = {
		get: () => screen,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const size = (): Size => ({columns: stdout.columns || 80, rows: stdout.rows || 24});
	const redraw = (): void => set({...screen});
	const changeLanguage = (): void => {
		const language = otherLanguage(signs);
		if (language === undefined) return;
		speak(language);
		set(reworded(screen));
	};
	const hangUp = (): void => onClose('interrupted');
	const app = render(
		<Boundary
			onError={error => {
				failure = error;
				hangUp();
			}}
		>
			<App store={store} size={size} signs={signs} onClose={onClose} onLanguage={changeLanguage} />
		</Boundary>,
		{stdin, stdout, exitOnCtrlC: false, patchConsole: false},
	);
	stdout.on('resize', redraw);
	for (const name of ['end', 'close', 'error'] as const) stdin.on(name, hangUp);
	return {
		show: event => set(watchScreen(screen, event)),
		close: async () => {
			stdout.off('resize', redraw);
			for (const name of ['end', 'close', 'error'] as const) stdin.off(name, hangUp);
			// React draws what has changed a turn later.
			await new Promise<void>(resolve => setImmediate(resolve));
			app.unmount();
			await app.waitUntilExit();
			if (failure instanceof Error) stdout.write(signs.words(`${say(notDrawn(failure))}\n`));
		},
	};
};
