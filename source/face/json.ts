import {clean} from '../engine/clean.ts';
import type {Conclusion, Event} from '../engine/event.ts';
import {mask} from '../engine/mask.ts';

/** No text leaves with controls or secrets in it, wherever in an event it stands. */
const safe = (_key: string, value: unknown): unknown => (typeof value === 'string' ? mask(clean(value)) : value);

/** The document of `check --json`: section 2 of the contract, with a newline at its end. */
export const resultJson = ({result}: Conclusion): string => `${JSON.stringify(result, safe, 2)}\n`;

/** One line of `check --events`. */
export const eventJson = (event: Event): string => `${JSON.stringify(event, safe)}\n`;
