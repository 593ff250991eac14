import {Box, Static, Text, useInput} from 'ink';

import {type JSX, useLayoutEffect, useSyncExternalStore} from 'react';
import {layout, type Part, type Row} from '../layout.ts';
import type {Signs} from '../signs.ts';

import type {Mark} from '../words/line.ts';
import {keysOf} from './keys.ts';
import {liveRows, type Size} from './live.ts';
import type {Drawn} from './reflow.ts';
import type {Store} from './store.ts';

type AppProps = {
	readonly store: Store;
	readonly size: () => Size;
	readonly signs: Signs;
	/** How many lines of the history an earlier app has printed, before the terminal was lent. */
	readonly from: number;
	/** Hears what the live part is drawn as. */
	readonly onDraw: (drawn: Drawn) => void;
};

/** The whole app: what is over, above; the few live rows, below. */
export const App = ({store, size, signs, from, onDraw}: AppProps): JSX.Element => {
	const {screen, nowMs} = useSyncExternalStore(store.subscribe, store.snapshot);
	// The only listener for keys, for the life of the app: without one, Ctrl+C is a signal to the children too.
	useInput((input, key) => store.press(keysOf(input, key)));
	const {columns, rows: height} = size();
	const rows = liveRows(screen, nowMs, {columns, rows: height, signs});
	useLayoutEffect(() => onDraw({rows, columns}));
	return (
		<>
			<Static items={screen.history.slice(from)}>
				{(line, index) => <Rows key={index} rows={layout([line], {columns, signs, commands: 'fold'})} />}
			</Static>
			<Rows rows={rows} />
		</>
	);
};

/** Rows of the screen, one under the other. */
export const Rows = ({rows}: {readonly rows: readonly Row[]}): JSX.Element => (
	<Box flexDirection="column">
		{rows.map((row, index) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
			<RowView key={index} {...row} />
		))}
	</Box>
);

// Of the sixteen names, those that can be read on light and on dark backgrounds; gray (bright black) can't on some.
const colours: Readonly<Partial<Record<Mark, string>>> = {
	ok: 'green',
	problem: 'red',
	risk: 'yellow',
	unknown: 'magenta',
	ran: 'cyan',
	focus: 'cyan',
};

/** A mark that has no colour of its own is dim. */
const styleOf = (mark: Mark): {readonly color: string} | {readonly dimColor: true} => {
	const color = colours[mark];
	return color === undefined ? {dimColor: true} : {color};
};

/** What nobody has looked at yet has no colour: it lights up. */
const isLit = (part: Part): part is Part & {readonly mark: Mark} => part.mark !== undefined && part.mark !== 'note';

const RowView = ({lead, text, mark, tone, parts}: Row): JSX.Element => (
	<Text>
		{mark === undefined ? lead : <Text {...styleOf(mark)}>{lead}</Text>}
		{parts !== undefined ? (
			parts.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
				<Text key={index} {...(isLit(part) ? styleOf(part.mark) : {})}>
					{part.text}
				</Text>
			))
		) : tone === 'command' ? (
			<Text color="cyan">{text}</Text>
		) : (
			<Text bold={tone === 'heading'} dimColor={tone === 'quiet' || tone === 'output'}>
				{text === '' ? ' ' : text}
			</Text>
		)}
	</Text>
);
