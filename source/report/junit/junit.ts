import type {Conclusion} from '../../engine/event.ts';
import {notChecked} from '../../engine/not-looked.ts';
import type {ResultCause, ResultStep} from '../../engine/result.ts';
import {say} from '../../engine/words.ts';
import {verdictLine} from '../../face/words/conclusion.ts';
import type {Report} from '../report.ts';
import {xmlAttribute, xmlText} from './escape.ts';

type Outcome =
	| {readonly is: 'passed'}
	| {readonly is: 'failure' | 'error'; readonly message: string; readonly type: string; readonly text: string}
	| {readonly is: 'skipped'; readonly message: string};

type Case = {readonly name: string; readonly timeS: number; readonly outcome: Outcome; readonly output: string};

const rule =
	'The first test case is the verdict, the others are the steps. Unhealthy: the step of each cause fails. Unknown: what could not be looked at is an error. With a verdict, what could not be looked at or did not apply is skipped. So the suite is red exactly when the exit status of check is not 0.';

/** A report in the XML of JUnit, as CI systems read it. */
export const junit = ({conclusion}: Report): string => {
	const {result} = conclusion;
	const cases = [verdictCase(conclusion), ...result.steps.map(step => stepCase(step, conclusion))];
	const count = (what: Outcome['is']): number => cases.filter(({outcome}) => outcome.is === what).length;
	const attributes = [
		'name="slb-wizard"',
		`tests="${cases.length}"`,
		`failures="${count('failure')}"`,
		`errors="${count('error')}"`,
		`skipped="${count('skipped')}"`,
		`time="${seconds(result.durationMs)}"`,
		`timestamp="${xmlAttribute(result.startedAt.replace(/(?:\.\d+)?Z$/, ''))}"`,
	];
	const {target, tool} = result;
	const properties: ReadonlyArray<readonly [string, string]> = [
		['verdict', result.verdict],
		['tool', `${tool.name} ${tool.version}`],
		['startedAt', result.startedAt],
		['host', target.host],
		['backend', `${target.backend} port ${target.healthCheck.port}`],
		['repeat', conclusion.repeat],
		['rule', rule],
	];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites>\n<testsuite ${attributes.join(' ')}>`,
		'<properties>',
		...properties.map(([name, value]) => `<property name="${name}" value="${xmlAttribute(value)}"/>`),
		'</properties>',
		...cases.map(written),
		'</testsuite>\n</testsuites>\n',
	].join('\n');
};

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const verdictCase = (conclusion: Conclusion): Case => {
	const {causes, durationMs} = conclusion.result;
	const verdict = countedVerdict(conclusion);
	const message = verdictLine(conclusion).text;
	const text = causes.map(causeText).join('\n\n');
	const outcomes: Record<typeof verdict, Outcome> = {
		healthy: {is: 'passed'},
		unhealthy: {is: 'failure', message, type: 'unhealthy', text},
		unknown: {is: 'error', message, type: 'unknown', text},
	};
	const output = verdict === 'healthy' ? [message, text].filter(Boolean).join('\n\n') : '';
	return {name: 'verdict', timeS: durationMs / 1000, outcome: outcomes[verdict], output};
};

/** What counts for the exit status: the verdict without what is suppressed. */
const countedVerdict = ({counts, result}: Conclusion): Conclusion['result']['verdict'] => counts ?? result.verdict;

const stepCase = (step: ResultStep, conclusion: Conclusion): Case => {
	const {result} = conclusion;
	const {id, title, says = [], commands} = step;
	const own = result.causes.filter(cause => cause.step === id);
	const output = [
		...says,
		...commands.map(
			({command, exitCode}) => `$ ${command}\n(${exitCode === null ? 'no exit status' : `exit status ${exitCode}`})`,
		),
	].join('\n');
	const took = commands.reduce((sum, {durationMs}) => sum + durationMs, 0);
	return {
		name: `${id}: ${title}`,
		timeS: took / 1000,
		outcome: outcomeOf(step, own, countedVerdict(conclusion)),
		output,
	};
};

const outcomeOf = (
	{status, reason = say(notChecked)}: ResultStep,
	own: readonly ResultCause[],
	verdict: Conclusion['result']['verdict'],
): Outcome => {
	const known = own.find(({suppressed}) => suppressed !== undefined)?.suppressed;
	const failures = own.filter(
		({severity, certainty, suppressed}) =>
			severity === 'failure' && certainty !== 'possible' && suppressed === undefined,
	);
	const [first] = failures;
	if (first !== undefined)
		return {is: 'failure', message: first.summary, type: first.code, text: failures.map(causeText).join('\n\n')};
	if (status === 'unknown' && verdict === 'unknown')
		return {is: 'error', message: reason, type: 'unknown', text: own.map(causeText).join('\n\n')};
	if (known !== undefined) return {is: 'skipped', message: `suppressed until ${known.until}: ${known.reason}`};
	// A symptom of a cause that another step fails for: counted once.
	if (status === 'problem') return {is: 'skipped', message: 'shows the fault that another step fails for'};
	return status === 'unknown' || status === 'skipped' ? {is: 'skipped', message: reason} : {is: 'passed'};
};

const causeText = ({summary, code, certainty, evidence, remedies}: ResultCause): string =>
	[
		`${summary} (${code}, ${certainty})`,
		...evidence.map(({command, excerpt}) => `$ ${command}\n${excerpt}`),
		...remedies.map(({summary: what, command}) => `To mend it: ${what}${command === undefined ? '' : `\n${command}`}`),
	].join('\n');

const written = ({name, timeS, outcome, output}: Case): string => {
	const start = `<testcase classname="slb-wizard" name="${xmlAttribute(name)}" time="${timeS.toFixed(3)}">`;
	return `${start}${outcomeXml(outcome)}${output === '' ? '' : `<system-out>${xmlText(output)}</system-out>`}</testcase>`;
};

const outcomeXml = (outcome: Outcome): string => {
	if (outcome.is === 'passed') return '';
	const message = `message="${xmlAttribute(outcome.message)}"`;
	if (outcome.is === 'skipped') return `<skipped ${message}/>`;
	return `<${outcome.is} ${message} type="${xmlAttribute(outcome.type)}">${xmlText(outcome.text)}</${outcome.is}>`;
};
