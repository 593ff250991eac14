import {Box, Static, Text, useInput} from 'ink';
import {type JSX, useSyncExternalStore} from 'react';
import {layout, type Part, type Row} from '../layout.ts';
import type {Signs} from '../signs.ts';
import type {Mark} from '../words/line.ts';
import {keysOf} from './keys.ts';
import {liveRows, type Size} from './live.ts';
import type {Store} from './store.ts';

type AppProps = {
	readonly store: Store;
	readonly size: () => Size;
	readonly signs: Signs;
	/** How many lines of the history an earlier app has printed, before the terminal was lent. */
	readonly from: number;
};

/** The whole app: what is over, above; the few live rows, below. */
export const App = ({store, size, signs, from}: AppProps): JSX.Element => {
	const {screen, nowMs} = useSyncExternalStore(store.subscribe, store.snapshot);
	// The only listener for keys, for the life of the app: without one, Ctrl+C is a signal to the children too.
	useInput((input, key) => store.press(keysOf(input, key)));
	return (
		<>
			<Static items={screen.history.slice(from)}>
				{(line, index) => (
					<Rows key={index} rows={layout([line], {columns: size().columns, signs, commands: 'fold'})} />
				)}
			</Static>
			<Rows rows={liveRows(screen, nowMs, {...size(), signs})} />
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

const colours: Readonly<Record<Mark, string>> = {
	ok: 'green',
	problem: 'red',
	risk: 'yellow',
	unknown: 'magenta',
	skipped: 'gray',
	note: 'gray',
	item: 'gray',
	ran: 'cyan',
	focus: 'cyan',
};

/** What nobody has looked at yet has no colour: it lights up. */
const isLit = (part: Part): part is Part & {readonly mark: Mark} => part.mark !== undefined && part.mark !== 'note';

const RowView = ({lead, text, mark, tone, parts}: Row): JSX.Element => (
	<Text>
		{mark === undefined ? lead : <Text color={colours[mark]}>{lead}</Text>}
		{parts !== undefined ? (
			parts.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
				<Text key={index} {...(isLit(part) ? {color: colours[part.mark]} : {})}>
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
