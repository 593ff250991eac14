import {type Command, commandLine} from '../../engine/command.ts';
import type {DrillNews, DrillReport} from '../../engine/drill-news.ts';
import {say} from '../../engine/words.ts';
import {begunLines} from './drill-begin.ts';
import {endedLines} from './drill-end.ts';
import {blank, type Line} from './line.ts';
import {safeLine} from './safe.ts';

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
			return [
				{
					text: say({
						en: 'It stays healthy: you have put it right. What was the cause?',
						zh: '它保持正常：你已修好。原因是什么？',
					}),
					mark: 'ok',
				},
			];
		case 'checks':
			return [
				blank,
				{
					text:
						news.count === 0
							? say({en: 'No health check has ended yet.', zh: '还没有健康检查完成。'})
							: say({en: `The last of ${news.count} health checks:`, zh: `共 ${news.count} 次健康检查，最近的是：`}),
				},
				...news.reports.map(report => ({...reportLine(report), indent: 2})),
			];
		case 'hint-step':
			return [
				blank,
				{
					text: say({
						en: `Hint: step ${news.step} of the guide. ${news.title}`,
						zh: `提示：查看步骤 ${news.step}。${news.title}`,
					}),
					mark: 'note',
				},
				{text: news.why, indent: 2},
			];
		case 'hint-command':
			return [blank, {text: say({en: `Hint: ${news.words}`, zh: `提示：${news.words}`}), mark: 'note'}];
		case 'hint-output':
			return outputLines(news);
		case 'wrong':
			return [
				blank,
				{
					text: say({en: `It is not ${news.code} (${news.title}).`, zh: `不是 ${news.code}（${news.title}）。`}),
					mark: 'problem',
				},
				{
					text: say({en: `That would show like this: ${news.found}`, zh: `那种原因应这样查看：${news.found}`}),
					indent: 2,
				},
			];
		case 'also-true':
			return [
				blank,
				{
					text: say({
						en: `That is so as well (${news.code}), but another cause says more of it. This costs nothing.`,
						zh: `这也属实 (${news.code})，但另一个原因更能说明问题。不扣分。`,
					}),
					mark: 'note',
				},
			];
		case 'looking':
			return [
				{
					text: say({
						en: 'slb-wizard is still looking there itself: a moment.',
						zh: 'slb-wizard 自己还在那里查看：请稍候。',
					}),
					mark: 'note',
				},
			];
		case 'ended':
			return endedLines(news);
	}
};

const reportLine = ({source, passes, says}: DrillReport): Line => ({
	text: say({
		en: `Health check${source === undefined ? '' : ` from ${source}`}: ${safeLine(says)}`,
		zh: `${source === undefined ? '' : `来自 ${source} 的`}健康检查：${safeLine(says)}`,
	}),
	mark: passes ? 'ok' : 'problem',
});

const verdictLines = (verdict: 'healthy' | 'unhealthy'): readonly Line[] =>
	verdict === 'unhealthy'
		? [
				{
					text: say({
						en: 'The load balancer takes the backend for unhealthy.',
						zh: '负载均衡认为该后端服务器异常。',
					}),
					mark: 'problem',
				},
			]
		: [
				{
					text: say({en: 'The load balancer takes the backend for healthy.', zh: '负载均衡认为该后端服务器正常。'}),
					mark: 'ok',
				},
			];

const outputLines = ({evidence}: Of<'hint-output'>): readonly Line[] => {
	if (evidence.length === 0)
		return [
			blank,
			{
				text: say({
					en: 'Hint: slb-wizard saw nothing of it when it looked; there is no more to say.',
					zh: '提示：slb-wizard 查看时没有看到相关迹象；没有更多可说的。',
				}),
				mark: 'note',
			},
		];
	return [
		blank,
		{text: say({en: 'Hint: this is what slb-wizard saw.', zh: '提示：slb-wizard 看到的是这些。'}), mark: 'note'},
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
