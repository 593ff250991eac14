import type {ChangeNews, ChangePlan, Ending} from '../../engine/change.ts';
import {say, type Words} from '../../engine/words.ts';
import {blank, type Line} from './line.ts';
import {commandBlock, planLines} from './plan.ts';
import {refusalLine} from './refusal.ts';
import {safeLine} from './safe.ts';
import {stageLine} from './stage.ts';

/** How a change ended, and what there is to do now. */
export const endingLines = (ending: Ending, plan: ChangePlan): readonly Line[] => {
	switch (ending.is) {
		case 'kept':
			return plan.isFinal === true
				? [{text: say({en: 'Done.', zh: '完成。'}), mark: 'ok', tone: 'heading'}]
				: [
						{
							text: say({
								en: `Kept. To take it back later: slb-wizard undo ${plan.id}`,
								zh: `已保留。以后要撤销：slb-wizard undo ${plan.id}`,
							}),
							mark: 'ok',
							tone: 'heading',
						},
						...(plan.keep === undefined
							? [{text: safeLine(plan.title), indent: 2, tone: 'quiet'} as const]
							: commandBlock(
									say({
										en: 'It lasts until the next reboot, or until the tool starts again. This makes it last:',
										zh: '它只持续到下次重启主机或重启该工具。用以下命令使其长期有效：',
									}),
									[plan.keep.command],
								)),
					];
		case 'left':
			return [
				{
					text: say({
						en: `In force for now: the host takes it back ${plan.limitS} s after it was made. To keep it: slb-wizard keep ${plan.id}`,
						zh: `目前有效：改动后 ${plan.limitS} 秒由主机自动撤销。要保留：slb-wizard keep ${plan.id}`,
					}),
					mark: 'note',
					tone: 'heading',
				},
			];
		case 'undone':
			return [undoneLine(ending.by), ...differenceLines(ending.differs)];
		case 'refused':
			return [
				refusalLine(ending.refusal),
				{text: say({en: 'Nothing on the host is changed.', zh: '主机没有任何改动。'}), indent: 2},
			];
		case 'lost':
			return [
				refusalLine(ending.refusal),
				{
					text: say({
						en: `What was changed goes back by itself after ${plan.limitS} s. To see that: slb-wizard undo`,
						zh: `已做的改动会在 ${plan.limitS} 秒后自动撤销。查看：slb-wizard undo`,
					}),
					indent: 2,
				},
			];
	}
};

/** Who took it back. */
export const undoneLine = (by: string): Line => ({
	text: say(undoneWords(by)),
	mark: 'ok',
	tone: 'heading',
});

const undoneWords = (by: string): Words => {
	if (by === 'itself')
		return {
			en: 'Taken back by the host itself: nobody had kept it in time.',
			zh: '已由主机自动撤销：没有人及时保留它。',
		};
	return by === 'reboot'
		? {en: 'Gone with the reboot: nothing of it was left.', zh: '已随重启消失：没有任何残留。'}
		: {en: 'Taken back: the host is as it was before.', zh: '已撤销：主机恢复原样。'};
};

/** What is not as it was before the change, because somebody else changed it meanwhile. */
export const differenceLines = (differs: readonly string[]): readonly Line[] =>
	differs.length === 0
		? []
		: [
				{
					text: say({
						en: 'Somebody else changed something meanwhile; that was left as it is:',
						zh: '期间有其他人做了改动；这些保持不动：',
					}),
					mark: 'risk',
				},
				...differs.map(row => ({text: safeLine(row), indent: 4, tone: 'output'}) as const),
				blank,
			];

/** What a walk tells of a change. */
export const changeLines = (news: ChangeNews): readonly Line[] => {
	switch (news.is) {
		case 'looking':
			return [
				blank,
				{
					text: say({
						en: 'Looking at everything first, so that there is something to compare with.',
						zh: '先检查一遍，以便改动后对比。',
					}),
					mark: 'note',
				},
			];
		case 'not-planned':
			return [{text: safeLine(news.why), mark: 'note'}];
		case 'planned':
			return [blank, ...planLines(news.plan), blank];
		case 'declined':
			return [{text: say({en: 'Nothing is changed.', zh: '没有做任何改动。'}), mark: 'ok'}];
		case 'ended':
			return [...endingLines(news.ending, news.plan), blank];
		default:
			return [stageLine(news)];
	}
};

/** Whether to keep it; `leftMs` until it goes back by itself. */
export const keepQuestion = (leftMs: number): string => {
	const leftS = Math.max(0, Math.ceil(leftMs / 1000));
	return say({
		en: `Keep this change? It goes back by itself in ${leftS} s.`,
		zh: `保留这个改动吗？${leftS} 秒后自动撤销。`,
	});
};
