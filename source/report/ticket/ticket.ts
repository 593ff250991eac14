import type {Conclusion} from '../../engine/event.ts';
import type {ResultCause, StepStatus} from '../../engine/result.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import {say, type Words} from '../../engine/words.ts';
import type {MadeChange} from '../made-change.ts';
import {plainLine} from '../plain-line.ts';
import type {Report} from '../report.ts';
import {sentences} from '../sentences.ts';
import {timeIn} from '../time.ts';
import {causeSentence, reasonSaid} from '../titles.ts';
import {
	backendPort,
	certainties,
	domainNotSet,
	labels,
	noCause,
	nothing,
	states,
	steps as stepNames,
	subject,
	timing,
	verdicts,
} from './words.ts';

/** To be filled in by the person: nothing here knows it. */
const blank = '________';

const mostColumns = 600;
const mostCauses = 4;
const mostEvidence = 4;

/**
 * What Alibaba Cloud's support asks for in every ticket on health checks, as plain text that ends with a newline: which
 * instance, listener and server, how it is checked, when, what was found and with which command, what was ruled out.
 */
export const ticket = ({conclusion, changes, timeZone}: Report): string => {
	const {result, repeat} = conclusion;
	const {target, server, tool, startedAt, verdict} = result;
	const place = `${target.backend}:${target.healthCheck.port}`;
	return [
		say(subject(target.product.toUpperCase(), place)),
		row(labels.account, parts([blank, server?.region])),
		row(labels.instance, blank),
		row(labels.listener, parts([blank, `${say(backendPort)} ${target.port}`])),
		row(labels.backend, parts([server?.instanceId ?? blank, target.backend])),
		row(labels.check, checkWords(target)),
		row(labels.sources, target.sources.join(', ')),
		row(labels.time, parts([`${timeIn(startedAt, timeZone)} (${timeZone})`, startedAt])),
		row(labels.since, blank),
		row(labels.verdict, say(verdicts[verdict])),
		...causeLines(result.causes),
		...evidenceLines(result.causes),
		...aboutSteps(conclusion),
		row(labels.changed, inTurn(changes.map(changeWords))),
		row(labels.madeBy, inTurn([`${tool.name} ${tool.version}`, repeat])),
	]
		.map(line => plainLine(line, mostColumns))
		.join('');
};

const row = (label: Words, value: string): string => say({en: `${label.en}: ${value}`, zh: `${label.zh}：${value}`});

/** A row that others follow under. */
const head = (label: Words): string => row(label, '').trimEnd();

/** The parts of one thing. */
const parts = (all: ReadonlyArray<string | undefined>): string =>
	all.filter(part => part !== undefined).join(say({en: ', ', zh: '，'}));

/** Several things, one after the other. */
const inTurn = (all: readonly string[]): string =>
	all.length === 0 ? say(nothing) : all.join(say({en: '; ', zh: '；'}));

const changeWords = ({command, state}: MadeChange): string =>
	say({en: `${command} (${states[state].en})`, zh: `${command}（${states[state].zh}）`});

const checkWords = ({healthCheck: check, ...target}: Target): string => {
	const http = isLayer7({healthCheck: check, ...target})
		? [`${check.method.toUpperCase()} ${check.path}`, check.domain ?? say(domainNotSet), check.codes.join(' ')]
		: [];
	return parts([`${check.protocol.toUpperCase()} ${check.port}`, ...http, say(timing(check))]);
};

const causeLines = (causes: readonly ResultCause[]): readonly string[] =>
	causes.length === 0
		? [row(labels.causes, say(noCause))]
		: [
				head(labels.causes),
				...causes.slice(0, mostCauses).map((cause, index) => {
					const [sentence, how] = [causeSentence(cause), certainties[cause.certainty]];
					return `  ${index + 1}. ${say({en: `${sentence} (${how.en}, ${cause.code})`, zh: `${sentence}（${how.zh}，${cause.code}）`})}`;
				}),
			];

const evidenceLines = (causes: readonly ResultCause[]): readonly string[] => {
	const all = causes.flatMap(({evidence}) => evidence).slice(0, mostEvidence);
	if (all.length === 0) return [];
	const rows = all.flatMap(({command, excerpt}) => [
		`  $ ${command}`,
		...excerpt
			.split('\n')
			.filter(line => line.trim() !== '')
			.slice(0, 3)
			.map(line => `    ${line}`),
	]);
	return [head(labels.evidence), ...rows];
};

const aboutSteps = ({result, notChecked}: Conclusion): readonly string[] => {
	const named = (status: StepStatus): readonly string[] =>
		result.steps.filter(step => step.status === status).map(({id}) => say(stepNames[id]));
	const witness = result.steps.find(({id}) => id === 'witness');
	const arrivals = sentences([...(witness?.says ?? []), ...(witness?.reason === undefined ? [] : [witness.reason])]);
	const unseen = [...new Map(notChecked.map(({step, why}) => [step, reasonSaid(why)]))];
	return [
		...(arrivals === '' ? [] : [row(labels.arrivals, arrivals)]),
		row(labels.ruledOut, inTurn(named('ok'))),
		row(
			labels.notChecked,
			inTurn(
				unseen.map(([step, why]) => say({en: `${stepNames[step].en} (${why})`, zh: `${stepNames[step].zh}（${why}）`})),
			),
		),
	];
};
