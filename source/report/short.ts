import type {Conclusion} from '../engine/event.ts';
import type {Remedy, ResultCause} from '../engine/result.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {unicodeSigns} from '../face/signs.ts';
import {verdictLine} from '../face/words/conclusion.ts';
import {safeLine} from '../face/words/safe.ts';
import {cutTo} from './cut-to.ts';
import {plainLine} from './plain-line.ts';
import {timeIn} from './time.ts';

/** The most lines of the short form: more is scrolled past in a chat. */
export const mostLines = 15;

const mostColumns = 200;
const mostCauses = 3;

/** What happened, for a chat: at most 15 lines of plain text; ends with a newline. */
export const shortForm = (conclusion: Conclusion, timeZone: string): string => {
	const {result, ruledOut, notChecked, repeat} = conclusion;
	const {target, causes, steps, startedAt, tool} = result;
	const {mark, text} = verdictLine(conclusion);
	const shown = causes.slice(0, mostCauses);
	const more = causes.length - shown.length;
	const ok = steps.filter(({status}) => status === 'ok').map(({id}) => id);
	const [first, ...others] = [...new Map(notChecked.map(({step, why}) => [step, why]))];
	const lines = [
		`${mark === undefined ? '' : `${unicodeSigns.marks[mark]} `}${text}`,
		`${checkWords(target)}; on ${target.host}, ${timeIn(startedAt, timeZone)}, ${tool.name} ${tool.version}`,
		...shown.flatMap((cause, index) => causeLines(cause, index, causes.length)),
		...(more > 0 ? [`… and ${more} more`] : []),
		...(ruledOut.length === 0 || ok.length === 0 ? [] : [`In order: ${ok.join(', ')}`]),
		...(first === undefined
			? []
			: [`Not checked: ${[`${first[0]} (${first[1]})`, ...others.map(([step]) => step)].join(', ')}`]),
	];
	return [...lines.map(line => plainLine(line, mostColumns)), wholeLine(`Again: ${repeat}`)].join('');
};

const causeLines = (
	{summary, code, certainty, severity, remedies, suppressed}: ResultCause,
	index: number,
	of: number,
): readonly string[] => {
	const number = of === 1 ? '' : `${index + 1}. `;
	const risk = severity === 'risk' ? 'risk, ' : '';
	const [remedy] = remedies;
	const known = suppressed === undefined ? '' : `, suppressed until ${suppressed.until}`;
	const tail = ` (${risk}${certainty}, ${code}${known})`;
	return [
		`${cutTo(`${number}${safeLine(summary)}`, mostColumns - tail.length)}${tail}`,
		...(remedy === undefined ? [] : [`   To mend it: ${mending(remedy)}`]),
	];
};

// The part of a command would be another command: one that doesn't fit is told in words.
const mending = ({command, summary}: Remedy): string =>
	command === undefined || command.includes('\n') || command.length > mostColumns - 20 ? summary : command;

const wholeLine = (text: string): string => plainLine(text, Number.POSITIVE_INFINITY);

/** The check in a few words: `CLB, HEAD http://10.11.192.1:80/ from 100.64.0.0/10`. */
export const checkWords = (target: Target): string => {
	const {healthCheck: check, backend, product, sources} = target;
	const what = isLayer7(target)
		? `${check.method.toUpperCase()} ${check.protocol}://${backend}:${check.port}${check.path}`
		: `${check.protocol.toUpperCase()} ${backend} port ${check.port}`;
	return `${product.toUpperCase()}, ${what} from ${sources.join(', ')}`;
};
