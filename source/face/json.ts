import type {Twin} from '../compare/twin.ts';
import {clean} from '../engine/clean.ts';
import type {Conclusion, Event} from '../engine/event.ts';
import {maskValue} from '../engine/mask.ts';
import type {WatchEvent} from '../watch/event.ts';

/** No text leaves with controls or secrets in it, wherever in an event it stands; how a change is made stays inside. */
const safe = (key: string, value: unknown): unknown => {
	if (key === 'change') return undefined;
	return typeof value === 'string' ? maskValue(key, clean(value)) : value;
};

/** Texts of the result that are one line: the contract wants no control characters in them, not even a line's end. */
const lines = new Set(['excerpt', 'summary', 'reason']);

const onOneLine = (key: string, value: unknown): unknown => {
	const text = safe(key, value);
	return typeof text === 'string' && lines.has(key) ? text.replace(/\s*[\n\t]\s*/g, ' | ') : text;
};

/** The document of `check --json`: section 2 of the contract, with a newline at its end. */
export const resultJson = ({result}: Conclusion): string => `${JSON.stringify(result, onOneLine, 2)}\n`;

/** The same document of the first of two hosts, with its twin's and with their differences beside it. */
export const twinJson = ({result}: Conclusion, {conclusion, differences}: Twin): string =>
	`${JSON.stringify({...result, twin: {result: conclusion.result, differences}}, onOneLine, 2)}\n`;

/** One line of `check --events` or `watch --json`. */
export const eventJson = (event: Event | WatchEvent): string => `${JSON.stringify(event, safe)}\n`;
