import {type Command, commandLine} from '../../engine/command.ts';
import type {DrillNews, DrillReport} from '../../engine/drill-news.ts';
import {endedLines} from './drill-end.ts';
import {blank, type Line} from './line.ts';
import {safeLine} from './safe.ts';
import {targetSentence} from './target.ts';

type Of<I extends DrillNews['is']> = Extract<DrillNews, {is: I}>;

/** What there is to tell of a drill. */
export const drillLines = (news: DrillNews): readonly Line[] => {
	switch (news.is) {
		case 'begun':
			return begunLines(news);
		case 'checked':
			return [reportLine(news)];
		case 'verdict':
			return verdictLines(news.verdict);
		case 'mended':
			return [{text: 'It stays healthy: you have put it right. What was the cause?', mark: 'ok'}];
		case 'checks':
			return [
				blank,
				{text: news.count === 0 ? 'No health check has ended yet.' : `The last of ${news.count} health checks:`},
				...news.reports.map(report => ({...reportLine(report), indent: 2})),
			];
		case 'hint-step':
			return [
				blank,
				{text: `Hint: step ${news.step} of the guide. ${news.title}`, mark: 'note'},
				{text: news.why, indent: 2},
			];
		case 'hint-command':
			return [blank, {text: `Hint: ${news.words}`, mark: 'note'}];
		case 'hint-output':
			return outputLines(news);
		case 'wrong':
			return [
				blank,
				{text: `It is not ${news.code} (${news.title}).`, mark: 'problem'},
				{text: `That would show like this: ${news.found}`, indent: 2},
			];
		case 'also-true':
			return [
				blank,
				{
					text: `That is so as well (${news.code}), but another cause says more of it. This costs nothing.`,
					mark: 'note',
				},
			];
		case 'looking':
			return [{text: 'slb-wizard is still looking there itself: a moment.', mark: 'note'}];
		case 'ended':
			return endedLines(news);
	}
};

const begunLines = ({target, enter, settingsFile, embeddedBecause, seed}: Of<'begun'>): readonly Line[] => [
	...(embeddedBecause === undefined
		? []
		: [
				{
					text: `Only faults of the service, on this machine itself: ${embeddedBecause}.`,
					mark: 'note',
				} as const,
			]),
	{text: targetSentence(target)},
	...(enter === undefined
		? [
				{
					text: 'Here the checks come from this machine itself. Look from another terminal, with curl, ss and what else you have.',
					indent: 2,
				} as const,
			]
		: [
				{text: 'From another terminal you get in with:', indent: 2} as const,
				{text: enter, indent: 4, tone: 'command'} as const,
				{
					text: `It has a network and processes of its own; files are this machine’s, except ${settingsFile ?? '/run'}, where the service shop is told where to listen (it reads that anew by itself).`,
					indent: 2,
				} as const,
			]),
	...(seed === undefined
		? []
		: [{text: `The same drill again: slb-wizard drill --seed ${seed}`, indent: 2, tone: 'quiet'} as const]),
	blank,
];

const reportLine = ({source, passes, says}: DrillReport): Line => ({
	text: `Health check${source === undefined ? '' : ` from ${source}`}: ${safeLine(says)}`,
	mark: passes ? 'ok' : 'problem',
});

const verdictLines = (verdict: 'healthy' | 'unhealthy'): readonly Line[] =>
	verdict === 'unhealthy'
		? [{text: 'The load balancer takes the backend for unhealthy.', mark: 'problem'}]
		: [{text: 'The load balancer takes the backend for healthy.', mark: 'ok'}];

const outputLines = ({evidence}: Of<'hint-output'>): readonly Line[] => {
	if (evidence.length === 0)
		return [blank, {text: 'Hint: slb-wizard saw nothing of it when it looked; there is no more to say.', mark: 'note'}];
	return [
		blank,
		{text: 'Hint: this is what slb-wizard saw.', mark: 'note'},
		...evidence.slice(0, 2).flatMap(({command, excerpt}): readonly Line[] => [
			{text: safeLine(command), indent: 2, tone: 'command'},
			{text: safeLine(excerpt), indent: 4, tone: 'output'},
		]),
	];
};

/** How another shell gets in, as a person types it: with sudo, or as the user whose namespace it is. */
export const enterWords = ({file, args}: Pick<Command, 'file' | 'args'>, isOwnRoot: boolean): string =>
	commandLine(
		isOwnRoot ? {file, args: ['-U', '--preserve-credentials', ...args]} : {file: 'sudo', args: [file, ...args]},
	);
