import type {CauseCode} from '../../engine/cause-code.ts';
import type {Conclusion} from '../../engine/event.ts';
import type {ResultCause, StepStatus} from '../../engine/result.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Language, Words} from '../../engine/words.ts';
import {plainLine} from '../plain-line.ts';
import type {Report} from '../report.ts';
import {timeIn} from '../time.ts';
import {type TicketWords, ticketWords} from './words.ts';

/** To be filled in by the person: nothing here knows it. */
const blank = '________';

const mostColumns = 600;
const mostCauses = 4;
const mostEvidence = 4;

/** The language of a ticket, and what each cause is called. The catalogue of causes fits it. */
export type TicketStyle = {
	readonly language: Language;
	readonly causes: Readonly<Record<CauseCode, {readonly title: Words}>>;
};

/**
 * What Alibaba Cloud's support asks for in every ticket on health checks, as plain text that ends with a newline: which
 * instance, listener and server, how it is checked, when, what was found and with which command, what was ruled out.
 */
export const ticket = ({conclusion, changes, timeZone}: Report, {language, causes: book}: TicketStyle): string => {
	const words = ticketWords[language];
	const {labels} = words;
	const {result} = conclusion;
	const {target, server, tool, startedAt, verdict} = result;
	const place = `${target.backend}:${target.healthCheck.port}`;
	const rows: ReadonlyArray<readonly [string, string]> = [
		[labels.account, server?.region === undefined ? blank : `${blank}, ${server.region}`],
		[labels.instance, blank],
		[labels.listener, `${blank}, ${words.backendPort} ${target.port}`],
		[labels.backend, `${server?.instanceId ?? blank}, ${target.backend}`],
		[labels.check, checkWords(target, words)],
		[labels.sources, target.sources.join(', ')],
		[labels.time, `${timeIn(startedAt, timeZone)} (${timeZone}), ${startedAt}`],
		[labels.since, blank],
		[labels.verdict, words.verdicts[verdict]],
	];
	return [
		words.subject(target.product.toUpperCase(), place),
		...rows.map(([label, value]) => `${label}${words.colon}${value}`),
		...causeLines(result.causes, words, {language, causes: book}),
		...evidenceLines(result.causes, words),
		...aboutSteps(conclusion, words),
		`${labels.changed}${words.colon}${changes.map(({command, state}) => `${command} (${words.states[state]})`).join('; ') || words.nothing}`,
		`${labels.madeBy}${words.colon}${tool.name} ${tool.version}; ${conclusion.repeat}`,
	]
		.map(line => plainLine(line, mostColumns))
		.join('');
};

const checkWords = ({healthCheck: check, ...target}: Target, words: TicketWords): string => {
	const http = isLayer7({healthCheck: check, ...target})
		? [`${check.method.toUpperCase()} ${check.path}`, check.domain ?? words.domainNotSet, check.codes.join(' ')]
		: [];
	return [`${check.protocol.toUpperCase()} ${check.port}`, ...http, words.timing(check)].join(', ');
};

const causeLines = (
	causes: readonly ResultCause[],
	{labels, colon, noCause, certainties}: TicketWords,
	{language, causes: book}: TicketStyle,
): readonly string[] => {
	if (causes.length === 0) return [`${labels.causes}${colon}${noCause}`];
	return [
		`${labels.causes}${colon}`.trimEnd(),
		...causes.slice(0, mostCauses).map(({code, certainty, summary}, index) => {
			// A sentence of the result may be in English: it was made in the language that was spoken then.
			const name = language === 'zh-CN' ? `${book[code].title.zh}。` : '';
			return `  ${index + 1}. ${name}${summary} (${certainties[certainty]}, ${code})`;
		}),
	];
};

const evidenceLines = (causes: readonly ResultCause[], {labels, colon}: TicketWords): readonly string[] => {
	const all = causes.flatMap(({evidence}) => evidence).slice(0, mostEvidence);
	if (all.length === 0) return [];
	const rows = all.flatMap(({command, excerpt}) => [
		`  $ ${command}`,
		...excerpt
			.split('\n')
			.filter(row => row.trim() !== '')
			.slice(0, 3)
			.map(row => `    ${row}`),
	]);
	return [`${labels.evidence}${colon}`.trimEnd(), ...rows];
};

const aboutSteps = (
	{result, notChecked}: Conclusion,
	{labels, colon, steps, nothing}: TicketWords,
): readonly string[] => {
	const named = (status: StepStatus): string =>
		result.steps
			.filter(step => step.status === status)
			.map(({id}) => steps[id])
			.join('; ');
	const witness = result.steps.find(({id}) => id === 'witness');
	const arrivals = [...(witness?.says ?? []), ...(witness?.reason === undefined ? [] : [witness.reason])].join(' ');
	const unseen = new Map(notChecked.map(({step, why}) => [step, why]));
	return [
		...(arrivals === '' ? [] : [`${labels.arrivals}${colon}${arrivals}`]),
		`${labels.ruledOut}${colon}${named('ok') || nothing}`,
		`${labels.notChecked}${colon}${[...unseen].map(([step, why]) => `${steps[step]} (${why})`).join('; ') || nothing}`,
	];
};
