import type {Exhibit} from '../engine/exhibit.ts';
import type {StepStatus} from '../engine/result.ts';

/** How something is marked. Each form of a report has its own sign for it; it always comes with words. */
export type Sign = StepStatus;

export type ListItem = {readonly text: string; readonly sign?: Sign; readonly command?: string};

/** A cell of a table; a command is told from words. */
export type Cell = {readonly text: string; readonly is?: 'command'};

/** A part of a report, as each form can write it. Texts are plain: every form escapes them in its own way. */
export type Block =
	| {readonly is: 'heading'; readonly text: string; readonly sign?: Sign}
	| {readonly is: 'text'; readonly text: string; readonly tone?: 'quiet'}
	| {readonly is: 'list'; readonly items: readonly ListItem[]}
	/** What can be pasted into a shell. */
	| {readonly is: 'command'; readonly text: string}
	/** What a command printed. */
	| {readonly is: 'output'; readonly text: string}
	| {readonly is: 'table'; readonly head: readonly string[]; readonly rows: ReadonlyArray<readonly Cell[]>}
	| {readonly is: 'exhibit'; readonly exhibit: Exhibit};

export type Section = {readonly title: string; readonly blocks: readonly Block[]};

/** A report's content, in order. */
export type Document = {
	readonly title: string;
	readonly sign: Sign;
	readonly verdict: string;
	readonly lead: readonly Block[];
	readonly sections: readonly Section[];
};
