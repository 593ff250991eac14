import stringWidth from 'string-width';
import {certaintyNames} from '../engine/code-words.ts';
import type {Conclusion} from '../engine/event.ts';
import type {Remedy, ResultCause} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import {isLayer7, type Target} from '../engine/target.ts';
import {say, verbatim, type Words} from '../engine/words.ts';
import {unicodeSigns} from '../face/signs.ts';
import {verdictLine} from '../face/words/conclusion.ts';
import {safeLine} from '../face/words/safe.ts';
import {cutTo} from './cut-to.ts';
import {plainLine} from './plain-line.ts';
import {timeIn} from './time.ts';
import {causeSentence, reasonSaid} from './titles.ts';

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
	const [first, ...rest] = [...new Map(notChecked.map(({step, why}) => [step, reasonSaid(why)]))];
	const others = rest.map(([step]) => step);
	const [time, by] = [timeIn(startedAt, timeZone), `${tool.name} ${tool.version}`];
	const lines = [
		`${mark === undefined ? '' : `${unicodeSigns.marks[mark]} `}${text}`,
		say({
			en: `${checkWords(target)}; on ${target.host}, ${time}, ${by}`,
			zh: `${checkWords(target)}；主机 ${target.host}，${time}，${by}`,
		}),
		...shown.flatMap((cause, index) => causeLines(cause, index, causes.length)),
		...(more > 0 ? [say({en: `… and ${more} more`, zh: `… 另有 ${more} 个`})] : []),
		...(ruledOut.length === 0 || ok.length === 0
			? []
			: [say({en: `In order: ${ok.join(', ')}`, zh: `正常：${ok.join('、')}`})]),
		...(first === undefined ? [] : [notCheckedLine(first, others)]),
	];
	const again = say({en: `Again: ${repeat}`, zh: `再次运行：${repeat}`});
	return [...lines.map(line => plainLine(line, mostColumns)), wholeLine(again)].join('');
};

const notCheckedLine = ([step, why]: readonly [StepId, string], others: readonly StepId[]): string =>
	say({
		en: `Not checked: ${[`${step} (${why})`, ...others].join(', ')}`,
		zh: `未检查：${[`${step}（${why}）`, ...others].join('、')}`,
	});

const causeLines = (cause: ResultCause, index: number, of: number): readonly string[] => {
	const number = of === 1 ? '' : `${index + 1}. `;
	const [remedy] = cause.remedies;
	const tail = say(about(cause));
	const mend = remedy === undefined ? '' : mending(remedy);
	return [
		`${cutTo(`${number}${safeLine(causeSentence(cause))}`, mostColumns - stringWidth(tail))}${tail}`,
		...(mend === '' ? [] : [`   ${say({en: `To mend it: ${mend}`, zh: `修复：${mend}`})}`]),
	];
};

const about = ({code, certainty, severity, suppressed}: ResultCause): Words => {
	const [how, isRisk] = [certaintyNames[certainty], severity === 'risk'];
	const known: Words =
		suppressed === undefined
			? verbatim('')
			: {en: `, suppressed until ${suppressed.until}`, zh: `，已屏蔽至 ${suppressed.until}`};
	return {
		en: ` (${isRisk ? 'risk, ' : ''}${how.en}, ${code}${known.en})`,
		zh: `（${isRisk ? '风险，' : ''}${how.zh}，${code}${known.zh}）`,
	};
};

// The part of a command would be another command: one that doesn't fit is told in words.
const mending = ({command, summary}: Remedy): string =>
	command === undefined || command.includes('\n') || stringWidth(command) > mostColumns - 20 ? summary : command;

const wholeLine = (text: string): string => plainLine(text, Number.POSITIVE_INFINITY);

/** The check in a few words: `CLB, HEAD http://10.11.192.1:80/ from 100.64.0.0/10`. */
export const checkWords = (target: Target): string => {
	const {healthCheck: check, backend, product, sources} = target;
	const protocol = check.protocol.toUpperCase();
	const what: Words = isLayer7(target)
		? verbatim(`${check.method.toUpperCase()} ${check.protocol}://${backend}:${check.port}${check.path}`)
		: {en: `${protocol} ${backend} port ${check.port}`, zh: `${protocol} ${backend} 端口 ${check.port}`};
	return say({
		en: `${product.toUpperCase()}, ${what.en} from ${sources.join(', ')}`,
		zh: `${product.toUpperCase()}，${what.zh}，来源 ${sources.join('、')}`,
	});
};
