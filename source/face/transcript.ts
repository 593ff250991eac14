import {commandLine} from '../engine/command.ts';
import type {Conclusion, Event, Resumed} from '../engine/event.ts';
import type {Question} from '../engine/question.ts';
import {emptySession, fold, type Session} from '../engine/session.ts';
import type {StepId} from '../engine/step.ts';
import type {StepReport} from '../engine/step-report.ts';
import {say} from '../engine/words.ts';
import {jumpWarning} from './jump-list.ts';
import {changeLines} from './words/change.ts';
import {conclusionLines, verdictLine} from './words/conclusion.ts';
import {drillLines} from './words/drill.ts';
import {newsLine, openedLine} from './words/host.ts';
import {blank, indented, type Line} from './words/line.ts';
import {earlierLines, resumedLines} from './words/resumed.ts';
import {safeLine} from './words/safe.ts';
import {cardLines, reportLines, stepHeading, type ToldBefore, toldNothing} from './words/step.ts';
import {targetSentence} from './words/target.ts';

/** What a reader has been told so far, in the order of the events. Both the Ink and the plain face read from it. */
export type Transcript = {
	readonly session: Session;
	/** The step whose card was told and whose report wasn't yet. */
	readonly cardTold?: StepId;
	/** The coming question's step was jumped to. */
	readonly hasJumped?: true;
	/** The coming question is told once more, in another language. */
	readonly again?: 'report' | 'report-and-card';
	/** What need not be told again. */
	readonly before: ToldBefore;
};

export const emptyTranscript: Transcript = {session: emptySession, before: toldNothing};

type Told = {readonly transcript: Transcript; readonly lines: readonly Line[]};

/** The transcript after one more event, and what there is to tell about it. `nowMs` is the reader's clock. */
export const tell = (transcript: Transcript, event: Event, nowMs: number): Told => {
	const next = {...transcript, session: fold(transcript.session, event, nowMs)};
	switch (event.type) {
		case 'started':
			return {transcript: next, lines: [blank, {text: targetSentence(event.target)}]};
		case 'question':
			return event.question.ask === 'step' ? tellQuestion(next, event.question) : {transcript: next, lines: []};
		case 'answered':
			if (event.answer.do === 'language') return {transcript: toldAgain(transcript, next), lines: []};
			if (event.answer.do === 'jump') return tellJump(transcript, next, event.answer.step);
			return event.answer.do === 'skip' ? tellSkipped(transcript, next) : {transcript: next, lines: []};
		case 'recording-opened':
			return {transcript: next, lines: [{text: safeLine(event.note), mark: 'note'}]};
		case 'host-opened':
			return {transcript: next, lines: [openedLine(event.where, event.as)]};
		case 'host-news':
			return {transcript: next, lines: [newsLine(event.news)]};
		case 'change':
			return {transcript: next, lines: changeLines(event.news)};
		case 'drill':
			return {transcript: next, lines: drillLines(event.news)};
		case 'not-kept':
			return {transcript: next, lines: [{text: safeLine(event.why), mark: 'unknown'}]};
		case 'resumed':
			return {
				transcript: {...next, before: keptBefore(next.before, event.resumed)},
				lines: resumedLines(event.resumed, next.session.steps),
			};
		case 'step-ended':
			return tellReport(next, event.report.step);
		case 'concluded':
			return {
				transcript: {...next, before: toldNothing},
				lines: [blank, ...conclusionLines(event.conclusion), ...recap(event.conclusion)],
			};
		default:
			return {transcript: next, lines: []};
	}
};

/** What the question is about: the card, where it wasn't told; in another language the report before it as well. */
const tellQuestion = (transcript: Transcript, question: Extract<Question, {ask: 'step'}>): Told => {
	const {card, number, of, after} = question;
	const {again, hasJumped, ...rest} = transcript;
	const report = again === undefined || after === undefined ? [] : reportAgain(rest, after);
	const isCardDue =
		again === 'report-and-card' ||
		((rest.session.pace === 'guided' || hasJumped === true) && rest.cardTold !== card.id);
	if (!isCardDue) return {transcript: {...rest, ...(hasJumped === undefined ? {} : {hasJumped})}, lines: report};
	return {transcript: {...rest, cardTold: card.id}, lines: [...report, ...cardLines(card, number, of)]};
};

const toldAgain = ({session: {question}, cardTold}: Transcript, next: Transcript): Transcript =>
	question?.ask === 'step' ? {...next, again: question.card.id === cardTold ? 'report-and-card' : 'report'} : next;

/** A report that was told in another language, with all that only it has told. */
const reportAgain = ({session: {steps}, before}: Transcript, report: StepReport): readonly Line[] => {
	const index = steps.findIndex(({card}) => card.id === report.step);
	const card = steps[index]?.card;
	if (card === undefined) return [];
	const elsewhere = {
		commands: before.commands.filter(({step}) => step !== report.step),
		causes: before.causes.filter(({step}) => step !== report.step),
	};
	return [
		blank,
		stepHeading(card, index + 1, steps.length),
		...indented(reportLines(report, {detail: 'full', before: elsewhere}), 2),
	];
};

/** A step that waited for the person is told whole; one that was passed by, in short, unless something is wrong. */
const tellReport = ({cardTold, ...rest}: Transcript, id: StepId): Told => {
	const {steps} = rest.session;
	const index = steps.findIndex(({card}) => card.id === id);
	const {card, report} = steps[index] ?? {};
	if (card === undefined || report === undefined) return {transcript: rest, lines: []};
	const isCalm = report.status === 'ok' || report.status === 'skipped';
	const hasCard = cardTold === id;
	const detail = isCalm && !hasCard ? 'short' : 'full';
	const earlier = rest.session.again?.find(({step}) => step === id);
	const lines = indented([...reportLines(report, {detail, before: rest.before}), ...earlierLines(earlier, report)], 2);
	const transcript = {...rest, before: withReport(rest.before, report, detail)};
	if (hasCard) return {transcript, lines};
	const heading = isCalm
		? [blank, stepHeading(card, index + 1, steps.length)]
		: cardLines(card, index + 1, steps.length);
	return {transcript, lines: [...heading, ...lines]};
};

/** Causes of steps that are kept have been told in the earlier run. */
const keptBefore = (before: ToldBefore, {kept}: Resumed): ToldBefore =>
	kept.reduce((told, {report}) => withReport(told, report, 'short'), before);

/** What a report adds to what was told. */
const withReport = (before: ToldBefore, report: StepReport, detail: 'full' | 'short'): ToldBefore => ({
	commands:
		detail === 'short'
			? before.commands
			: [
					...before.commands,
					...report.observations.map(({command}) => ({line: commandLine(command), step: report.step})),
				],
	causes: [...before.causes, ...report.causes.map(({code, summary}) => ({code, summary, step: report.step}))],
});

const tellSkipped = ({session, cardTold}: Transcript, {cardTold: _told, ...rest}: Transcript): Told => {
	const words: Line = {
		text: say({en: 'Skipped by you: not checked.', zh: '已由你跳过：未检查。'}),
		mark: 'skipped',
		indent: 2,
	};
	const {question} = session;
	if (question?.ask !== 'step' || question.card.id === cardTold) return {transcript: rest, lines: [words]};
	return {transcript: rest, lines: [blank, stepHeading(question.card, question.number, question.of), words]};
};

/** Says what a jump leaves behind; the step that it goes to is told whole, whatever the pace. */
const tellJump = ({session}: Transcript, next: Transcript, step: StepId): Told => {
	const to = session.steps.findIndex(({card}) => card.id === step) + 1;
	const warning = session.question?.ask === 'step' ? jumpWarning(session, session.question.number, to) : undefined;
	const {cardTold: _told, ...rest} = next;
	return {
		transcript: {...rest, hasJumped: true},
		lines: warning === undefined ? [] : [{text: warning, mark: 'skipped', indent: 2}],
	};
};

/** The end of a long conclusion is what a person sees first: there the verdict stands once more. */
const recap = (conclusion: Conclusion): readonly Line[] => {
	const [first] = conclusion.result.causes;
	const cause = first === undefined ? [] : [{text: safeLine(first.summary), indent: 2}];
	return [blank, verdictLine(conclusion), ...cause];
};
