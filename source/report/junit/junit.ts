import {certaintyNames} from '../../engine/code-words.ts';
import type {Conclusion} from '../../engine/event.ts';
import {notChecked} from '../../engine/not-looked.ts';
import type {ResultCause, ResultStep} from '../../engine/result.ts';
import {say, type Words} from '../../engine/words.ts';
import {verdictLine} from '../../face/words/conclusion.ts';
import type {Report} from '../report.ts';
import {causeSentence, reasonSaid, stepTitle} from '../titles.ts';
import {xmlAttribute, xmlText} from './escape.ts';

type Outcome =
	| {readonly is: 'passed'}
	| {readonly is: 'failure' | 'error'; readonly message: string; readonly type: string; readonly text: string}
	| {readonly is: 'skipped'; readonly message: string};

type Case = {readonly name: string; readonly timeS: number; readonly outcome: Outcome; readonly output: string};

const rule: Words = {
	en: 'The first test case is the verdict, the others are the steps. Unhealthy: the step of each cause fails. Unknown: what could not be looked at is an error. With a verdict, what could not be looked at or did not apply is skipped. So the suite is red exactly when the exit status of check is not 0.',
	zh: '第一个测试用例是结论，其余为各步骤。结论为异常：每个原因所在的步骤失败。结论为无法判断：无法查看的项目为错误。有结论时，无法查看或不适用的项目为跳过。因此，仅当 check 的退出码不为 0 时，测试套件才不通过。',
};

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
	const [backend, port] = [target.backend, target.healthCheck.port];
	const properties: ReadonlyArray<readonly [string, string]> = [
		['verdict', result.verdict],
		['tool', `${tool.name} ${tool.version}`],
		['startedAt', result.startedAt],
		['host', target.host],
		['backend', say({en: `${backend} port ${port}`, zh: `${backend} 端口 ${port}`})],
		['repeat', conclusion.repeat],
		['rule', say(rule)],
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
	const {id, says = [], commands} = step;
	const own = result.causes.filter(cause => cause.step === id);
	const output = [...says, ...commands.map(({command, exitCode}) => `$ ${command}\n${say(exitWords(exitCode))}`)].join(
		'\n',
	);
	const took = commands.reduce((sum, {durationMs}) => sum + durationMs, 0);
	return {
		name: `${id}: ${stepTitle(step)}`,
		timeS: took / 1000,
		outcome: outcomeOf(step, own, countedVerdict(conclusion)),
		output,
	};
};

const outcomeOf = (
	{status, ...step}: ResultStep,
	own: readonly ResultCause[],
	verdict: Conclusion['result']['verdict'],
): Outcome => {
	const reason = step.reason === undefined ? say(notChecked) : reasonSaid(step.reason);
	const known = own.find(({suppressed}) => suppressed !== undefined)?.suppressed;
	const failures = own.filter(
		({severity, certainty, suppressed}) =>
			severity === 'failure' && certainty !== 'possible' && suppressed === undefined,
	);
	const [first] = failures;
	if (first !== undefined)
		return {is: 'failure', message: causeSentence(first), type: first.code, text: failures.map(causeText).join('\n\n')};
	if (status === 'unknown' && verdict === 'unknown')
		return {is: 'error', message: reason, type: 'unknown', text: own.map(causeText).join('\n\n')};
	if (known !== undefined) {
		const {until, reason: because} = known;
		const words = {en: `suppressed until ${until}: ${because}`, zh: `已屏蔽至 ${until}：${because}`};
		return {is: 'skipped', message: say(words)};
	}

	// A symptom of a cause that another step fails for: counted once.
	if (status === 'problem') return {is: 'skipped', message: say(symptom)};
	return status === 'unknown' || status === 'skipped' ? {is: 'skipped', message: reason} : {is: 'passed'};
};

const symptom: Words = {en: 'shows the fault that another step fails for', zh: '表现的是另一个失败步骤中的故障'};

const exitWords = (exitCode: number | null): Words =>
	exitCode === null
		? {en: '(no exit status)', zh: '（无退出码）'}
		: {en: `(exit status ${exitCode})`, zh: `（退出码 ${exitCode}）`};

const causeText = (cause: ResultCause): string => {
	const {code, certainty, evidence, remedies} = cause;
	const [sentence, how] = [causeSentence(cause), certaintyNames[certainty]];
	return [
		say({en: `${sentence} (${code}, ${how.en})`, zh: `${sentence}（${code}，${how.zh}）`}),
		...evidence.map(({command, excerpt}) => `$ ${command}\n${excerpt}`),
		...remedies.flatMap(({summary, command}) => [
			say({en: `To mend it: ${summary}`, zh: `修复：${summary}`}),
			...(command === undefined ? [] : [command]),
		]),
	].join('\n');
};

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
