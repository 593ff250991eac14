import type {ChangeNews} from '../engine/change.ts';
import type {Command} from '../engine/command.ts';
import type {Event} from '../engine/event.ts';
import type {StepId} from '../engine/step.ts';
import {endingLines, stageLine} from '../face/words/change.ts';
import {newsLine, openedLine} from '../face/words/host.ts';
import {safeLine} from '../face/words/safe.ts';

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
			return moment('The run begins.');
		case 'host-opened':
			return moment(openedLine(event.where, event.as).text);
		case 'recording-opened':
			return moment(safeLine(event.note));
		case 'host-news':
			return moment(newsLine(event.news).text);
		case 'command-ended': {
			const {command, durationMs} = event.observation;
			return durationMs < slowMs ? [] : moment(`${shown(command)} took ${Math.round(durationMs)} ms.`);
		}
		case 'step-ended': {
			const {step, status, causes, reason = ''} = event.report;
			const found = causes.map(({summary}) => safeLine(summary)).join(' ') || safeLine(reason);
			return moment(found === '' ? `${statusWords[status]}.` : `${statusWords[status]}: ${found}`, step);
		}
		case 'change':
			return changeWords(event.news).flatMap(words => moment(words));
		case 'concluded': {
			const {interrupted, result} = event.conclusion;
			return moment(`${interrupted ? 'The run was stopped' : 'The run ends'}: ${result.verdict}.`);
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
		case 'planned':
			return [`To be tried: ${safeLine(news.plan.title)}`];
		case 'ended':
			return endingLines(news.ending, news.plan)
				.slice(0, 1)
				.map(({text}) => text);
		default:
			return [stageLine(news).text];
	}
};

// Quick commands are in the list of commands; what took this long may have changed what came after it.
const slowMs = 3000;

const shown = ({file, args}: Command): string => {
	const words = safeLine([file, ...args].join(' '));
	return words.length > 80 ? `${words.slice(0, 79)}…` : words;
};

const statusWords = {
	ok: 'In order',
	problem: 'A problem',
	risk: 'A risk',
	unknown: 'Could not be told',
	skipped: 'Not needed',
} as const;
