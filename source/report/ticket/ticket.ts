import type {Conclusion} from '../../engine/event.ts';
import type {ResultCause, StepStatus} from '../../engine/result.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import {say, verbatim, type Words} from '../../engine/words.ts';
import type {MadeChange} from '../made-change.ts';
import {plainLine} from '../plain-line.ts';
import type {Report} from '../report.ts';
import {sentences} from '../sentences.ts';
import {timeIn} from '../time.ts';
import {causeSentence} from '../titles.ts';
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
		row(labels.account, server?.region === undefined ? blank : `${blank}, ${server.region}`),
		row(labels.instance, blank),
		row(labels.listener, `${blank}, ${say(backendPort)} ${target.port}`),
		row(labels.backend, `${server?.instanceId ?? blank}, ${target.backend}`),
		row(labels.check, checkWords(target)),
		row(labels.sources, target.sources.join(', ')),
		row(labels.time, `${timeIn(startedAt, timeZone)} (${timeZone}), ${startedAt}`),
		row(labels.since, blank),
		row(labels.verdict, say(verdicts[verdict])),
		...causeLines(result.causes),
		...evidenceLines(result.causes),
		...aboutSteps(conclusion),
		row(labels.changed, inTurn(changes.map(changeWords))),
		row(labels.madeBy, `${tool.name} ${tool.version}; ${repeat}`),
	]
		.map(line => plainLine(line, mostColumns))
		.join('');
};

const row = (label: Words, value: string): string => say({en: `${label.en}: ${value}`, zh: `${label.zh}：${value}`});

/** A row that others follow under. */
const head = (label: Words): string => row(label, '').trimEnd();

/** One after the other, on one line. */
const inTurn = (all: readonly Words[]): string =>
	all.length === 0 ? say(nothing) : say({en: all.map(({en}) => en).join('; '), zh: all.map(({zh}) => zh).join('；')});

const changeWords = ({command, state}: MadeChange): Words => ({
	en: `${command} (${states[state].en})`,
	zh: `${command}（${states[state].zh}）`,
});

const checkWords = ({healthCheck: check, ...target}: Target): string => {
	const http = isLayer7({healthCheck: check, ...target})
		? [
				verbatim(`${check.method.toUpperCase()} ${check.path}`),
				check.domain === null ? domainNotSet : verbatim(check.domain),
				verbatim(check.codes.join(' ')),
			]
		: [];
	const all = [verbatim(`${check.protocol.toUpperCase()} ${check.port}`), ...http, timing(check)];
	return say({en: all.map(({en}) => en).join(', '), zh: all.map(({zh}) => zh).join('，')});
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
	const named = (status: StepStatus): readonly Words[] =>
		result.steps.filter(step => step.status === status).map(({id}) => stepNames[id]);
	const witness = result.steps.find(({id}) => id === 'witness');
	const arrivals = sentences([...(witness?.says ?? []), ...(witness?.reason === undefined ? [] : [witness.reason])]);
	const unseen = [...new Map(notChecked.map(({step, why}) => [step, why]))];
	return [
		...(arrivals === '' ? [] : [row(labels.arrivals, arrivals)]),
		row(labels.ruledOut, inTurn(named('ok'))),
		row(
			labels.notChecked,
			inTurn(
				unseen.map(([step, why]) => ({en: `${stepNames[step].en} (${why})`, zh: `${stepNames[step].zh}（${why}）`})),
			),
		),
	];
};
