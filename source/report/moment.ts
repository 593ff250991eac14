import type {ChangeNews} from '../engine/change.ts';
import {verdictNames} from '../engine/code-words.ts';
import type {Command} from '../engine/command.ts';
import type {Event} from '../engine/event.ts';
import type {StepStatus} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import {say, type Words} from '../engine/words.ts';
import {endingLines} from '../face/words/change.ts';
import {newsLine, openedLine} from '../face/words/host.ts';
import {safeLine} from '../face/words/safe.ts';
import {stageLine} from '../face/words/stage.ts';
import {cutTo} from './cut-to.ts';
import {sentences} from './sentences.ts';
import {causeSentence, reasonSaid} from './titles.ts';
import {slowMs} from './told.ts';

/** One entry of a report's time line. */
export type Moment = {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly what: string;
	readonly step?: StepId;
};

/** What of an event belongs into a time line: what was looked at, what was found, what happened to the host. */
export const momentsOf = (event: Event, at: Date): readonly Moment[] => {
	const moment = (what: string, step?: StepId): readonly Moment[] => [
		{at: at.toISOString(), what, ...(step === undefined ? {} : {step})},
	];
	switch (event.type) {
		case 'started':
			return moment(say({en: 'The run begins.', zh: '运行开始。'}));
		case 'host-opened':
			return moment(openedLine(event.where, event.as).text);
		case 'recording-opened':
			return moment(safeLine(event.note));
		case 'host-news':
			return moment(newsLine(event.news).text);
		case 'command-ended': {
			const {command, durationMs} = event.observation;
			if (durationMs < slowMs) return [];
			const [line, ms] = [shown(command), Math.round(durationMs)];
			return moment(say({en: `${line} took ${ms} ms.`, zh: `${line} 耗时 ${ms} 毫秒。`}));
		}
		case 'step-ended': {
			const {step, status, causes, reason = ''} = event.report;
			const found = sentences(causes.map(cause => safeLine(causeSentence(cause)))) || safeLine(reasonSaid(reason));
			const came = statusWords[status];
			return moment(
				say(
					found === ''
						? {en: `${came.en}.`, zh: `${came.zh}。`}
						: {en: `${came.en}: ${found}`, zh: `${came.zh}：${found}`},
				),
				step,
			);
		}
		case 'change':
			return changeWords(event.news).flatMap(words => moment(words));
		case 'concluded': {
			const {interrupted, result} = event.conclusion;
			const verdict = verdictNames[result.verdict];
			return moment(
				say({
					en: `${interrupted ? 'The run was stopped' : 'The run ends'}: ${verdict.en}.`,
					zh: `${interrupted ? '运行被中止' : '运行结束'}：${verdict.zh}。`,
				}),
			);
		}
		default:
			return [];
	}
};

const changeWords = (news: ChangeNews): readonly string[] => {
	switch (news.is) {
		case 'looking':
		case 'declined':
		case 'not-planned':
			return [];
		case 'planned': {
			const title = safeLine(news.plan.title);
			return [say({en: `To be tried: ${title}`, zh: `将尝试：${title}`})];
		}

		case 'ended':
			return endingLines(news.ending, news.plan)
				.slice(0, 1)
				.map(({text}) => text);
		default:
			return [stageLine(news).text];
	}
};

const shown = ({file, args}: Command): string => cutTo(safeLine([file, ...args].join(' ')), 80);

const statusWords: Readonly<Record<StepStatus, Words>> = {
	ok: {en: 'In order', zh: '正常'},
	problem: {en: 'A problem', zh: '故障'},
	risk: {en: 'A risk', zh: '风险'},
	unknown: {en: 'Could not be told', zh: '无法判断'},
	skipped: {en: 'Not needed', zh: '无需检查'},
};
