import type {DrillNews} from '../../engine/drill-news.ts';
import {say} from '../../engine/words.ts';
import {blank, type Line} from './line.ts';
import {targetSentence} from './target.ts';

type Begun = Extract<DrillNews, {is: 'begun'}>;

/** The beginning of a drill: what is checked, how one gets in, and how the same drill is had again. */
export const begunLines = ({target, enter, settingsFile, embeddedBecause, seed}: Begun): readonly Line[] => [
	...(embeddedBecause === undefined
		? []
		: [
				{
					text: say({
						en: `Only faults of the service, on this machine itself: ${embeddedBecause}.`,
						zh: `只有服务本身的故障，就在本机上：${embeddedBecause}。`,
					}),
					mark: 'note',
				} as const,
			]),
	{text: targetSentence(target)},
	...(enter === undefined
		? [
				{
					text: say({
						en: 'Here the checks come from this machine itself. Look from another terminal, with curl, ss and what else you have.',
						zh: '这里的健康检查由本机自己发送。请在另一个终端中用 curl、ss 等工具查看。',
					}),
					indent: 2,
				} as const,
			]
		: [
				{
					text: say({en: 'From another terminal you get in with:', zh: '在另一个终端中用以下命令进入：'}),
					indent: 2,
				} as const,
				{text: enter, indent: 4, tone: 'command'} as const,
				{
					text: say({
						en: `It has a network and processes of its own; files are this machine’s, except ${settingsFile ?? '/run'}, where the service shop is told where to listen (it reads that anew by itself).`,
						zh: `它有自己的网络和进程；文件与本机相同，但 ${settingsFile ?? '/run'} 除外，其中写着服务 shop 的监听位置（服务会自动重新读取）。`,
					}),
					indent: 2,
				} as const,
			]),
	...(seed === undefined
		? []
		: [
				{
					text: say({
						en: `The same drill again: slb-wizard drill --seed ${seed}`,
						zh: `再做一次同样的练习：slb-wizard drill --seed ${seed}`,
					}),
					indent: 2,
					tone: 'quiet',
				} as const,
			]),
	blank,
];
