import type {Lead, StepCard} from '../../engine/event.ts';
import type {Session} from '../../engine/session.ts';
import {soFar} from '../../engine/so-far.ts';
import {blank, type Line} from './line.ts';
import {cardLines} from './step.ts';

type Place = {readonly number: number; readonly of: number};

/** What a step is, why it is taken and why now, and what each result of it leads to. */
export const explainLines = (card: StepCard, {number, of}: Place, session: Session): readonly Line[] => [
	...cardLines(card, number, of),
	{text: `Why: ${card.why}`, indent: 2},
	{text: `Why now: ${whyNow(number, session)}`, indent: 2},
	blank,
	{text: 'What it leads to:', indent: 2},
	{text: `Nothing wrong: ${after({number, of})}.`, indent: 4, mark: 'ok'},
	...leads('One of these makes the check fail', 'problem', card, 'failure'),
	...leads('Passes now, breaks later', 'risk', card, 'risk'),
	{
		text: 'It can’t be told: the command that would tell is shown, and where it matters the verdict is not healthy.',
		indent: 4,
		mark: 'unknown',
	},
];

const leads = (
	title: string,
	mark: 'problem' | 'risk',
	{leadsTo = []}: StepCard,
	severity: Lead['severity'],
): readonly Line[] => {
	const titles = leadsTo.filter(lead => lead.severity === severity).map(lead => lead.title);
	return titles.length === 0 ? [] : [{text: `${title}: ${titles.join('; ')}.`, indent: 4, mark}];
};

const after = ({number, of}: Place): string =>
	number === of ? 'the verdict comes next' : `step ${number + 1} is next`;

const whyNow = (number: number, session: Session): string => {
	const {ok, problems, risks, notChecked} = soFar(session);
	const counts = [
		[ok, 'ok'],
		[problems, problems === 1 ? 'problem' : 'problems'],
		[risks, risks === 1 ? 'risk' : 'risks'],
		[notChecked, 'not checked'],
	].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
	const order = number === 1 ? 'the document begins with it' : `the document comes to it after step ${number - 1}`;
	return counts.length === 0 ? `${order}.` : `${order}; so far: ${counts.join(', ')}.`;
};
