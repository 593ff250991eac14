import type {Session} from '../../engine/session.ts';
import {soFar} from '../../engine/so-far.ts';
import type {Lead, StepCard} from '../../engine/step-report.ts';
import {listed, say, type Words} from '../../engine/words.ts';
import {blank, type Line} from './line.ts';
import {cardLines} from './step.ts';

type Place = {readonly number: number; readonly of: number};

/** What a step is, why it is taken and why now, and what each result of it leads to. */
export const explainLines = (card: StepCard, {number, of}: Place, session: Session): readonly Line[] => [
	...cardLines(card, number, of),
	{text: say({en: `Why: ${card.why}`, zh: `为什么：${card.why}`}), indent: 2},
	{text: say(whyNow(number, session)), indent: 2},
	blank,
	{text: say({en: 'What it leads to:', zh: '各种结果意味着什么：'}), indent: 2},
	{text: say(nothingWrong({number, of})), indent: 4, mark: 'ok'},
	...leads({en: 'One of these makes the check fail', zh: '以下任何一个都会使健康检查失败'}, 'problem', card, 'failure'),
	...leads({en: 'Passes now, breaks later', zh: '目前通过，以后会失败'}, 'risk', card, 'risk'),
	{
		text: say({
			en: 'It can’t be told: the command that would tell is shown, and where it matters the verdict is not healthy.',
			zh: '无法判断：会显示能判断的命令；如果影响结论，结论就不会是正常。',
		}),
		indent: 4,
		mark: 'unknown',
	},
];

const leads = (
	title: Words,
	mark: 'problem' | 'risk',
	{leadsTo = []}: StepCard,
	severity: Lead['severity'],
): readonly Line[] => {
	const titles = leadsTo.filter(lead => lead.severity === severity).map(lead => lead.title);
	const text = say({en: `${title.en}: ${titles.join('; ')}.`, zh: `${title.zh}：${titles.join('；')}。`});
	return titles.length === 0 ? [] : [{text, indent: 4, mark}];
};

const nothingWrong = ({number, of}: Place): Words =>
	number === of
		? {en: 'Nothing wrong: the verdict comes next.', zh: '没有问题：接下来是结论。'}
		: {en: `Nothing wrong: step ${number + 1} is next.`, zh: `没有问题：接下来是步骤 ${number + 1}。`};

const whyNow = (number: number, session: Session): Words => {
	const {ok, problems, risks, notChecked} = soFar(session);
	const counts: ReadonlyArray<readonly [number, Words]> = [
		[ok, {en: `${ok} ok`, zh: `${ok} 步正常`}],
		[problems, {en: `${problems} ${problems === 1 ? 'problem' : 'problems'}`, zh: `${problems} 步有问题`}],
		[risks, {en: `${risks} ${risks === 1 ? 'risk' : 'risks'}`, zh: `${risks} 步有风险`}],
		[notChecked, {en: `${notChecked} not checked`, zh: `${notChecked} 步未检查`}],
	];
	const so = listed(counts.flatMap(([count, words]) => (count === 0 ? [] : [words])));
	const order =
		number === 1
			? {en: 'the document begins with it', zh: '文档从这一步开始'}
			: {en: `the document comes to it after step ${number - 1}`, zh: `文档在步骤 ${number - 1} 之后到这一步`};
	return {
		en: `Why now: ${order.en}${so.en === '' ? '' : `; so far: ${so.en}`}.`,
		zh: `为什么是现在：${order.zh}${so.zh === '' ? '' : `；目前：${so.zh}`}。`,
	};
};
