import type {ChangeNews, ChangePlan, Ending, Proof, Stage} from '../../engine/change.ts';
import {blank, type Line} from './line.ts';
import {commandBlock, planLines} from './plan.ts';
import {refusalLine} from './refusal.ts';
import {safeLine} from './safe.ts';

/** One thing that happened while a change is tried. */
export const stageLine = (stage: Stage): Line => {
	switch (stage.is) {
		case 'prepared':
			return {
				text: `Written down: what it does, its undo, and the state before (${safeLine(stage.folder)}).`,
				mark: 'ok',
			};
		case 'armed':
			return {
				text: `The host takes it back by itself from now on, whatever happens here (${stage.by === 'systemd' ? 'a unit of systemd' : 'a process of its own'}).`,
				mark: 'ok',
			};
		case 'rehearsed':
			return {text: 'Rehearsed: made and taken back once, and everything was as before.', mark: 'ok'};
		case 'not-rehearsed':
			return {text: `Not rehearsed: ${stage.why}.`, mark: 'note'};
		case 'changed':
			return {text: 'Changed. Looking at everything again.', mark: 'ok'};
		case 'verified':
			return proofLine(stage.proof);
	}
};

const proofLine = (proof: Proof): Line => {
	switch (proof.is) {
		case 'fixed':
			return {text: 'Fixed: the same looks as before now find the check passing.', mark: 'ok', tone: 'heading'};
		case 'others':
			return {
				text: `That cause is gone, and the check still fails for another reason: ${proof.codes.join(', ')}.`,
				mark: 'risk',
				tone: 'heading',
			};
		case 'still':
			return {text: 'It did not help: the same cause is still found.', mark: 'problem', tone: 'heading'};
		case 'unproven':
			return {
				text: `Not proven: what could tell before can't tell now (${safeLine(proof.why)}).`,
				mark: 'unknown',
				tone: 'heading',
			};
	}
};

/** How a change ended, and what there is to do now. */
export const endingLines = (ending: Ending, plan: ChangePlan): readonly Line[] => {
	switch (ending.is) {
		case 'kept':
			return plan.isFinal === true
				? [{text: 'Done.', mark: 'ok', tone: 'heading'}]
				: [
						{text: `Kept. To take it back later: slb-wizard undo ${plan.id}`, mark: 'ok', tone: 'heading'},
						...(plan.keep === undefined
							? [{text: safeLine(plan.title), indent: 2, tone: 'quiet'} as const]
							: commandBlock('It lasts until the next reboot, or until the tool starts again. This makes it last:', [
									plan.keep.command,
								])),
					];
		case 'left':
			return [
				{
					text: `In force for now: the host takes it back ${plan.limitS} s after it was made. To keep it: slb-wizard keep ${plan.id}`,
					mark: 'note',
					tone: 'heading',
				},
			];
		case 'undone':
			return [undoneLine(ending.by), ...differenceLines(ending.differs)];
		case 'refused':
			return [refusalLine(ending.refusal), {text: 'Nothing on the host is changed.', indent: 2}];
		case 'lost':
			return [
				refusalLine(ending.refusal),
				{
					text: `What was changed goes back by itself after ${plan.limitS} s. To see that: slb-wizard undo`,
					indent: 2,
				},
			];
	}
};

/** Who took it back. */
export const undoneLine = (by: string): Line => ({
	text:
		by === 'itself'
			? 'Taken back by the host itself: nobody had kept it in time.'
			: by === 'reboot'
				? 'Gone with the reboot: nothing of it was left.'
				: 'Taken back: the host is as it was before.',
	mark: 'ok',
	tone: 'heading',
});

/** What is not as it was before the change, because somebody else changed it meanwhile. */
export const differenceLines = (differs: readonly string[]): readonly Line[] =>
	differs.length === 0
		? []
		: [
				{text: 'Somebody else changed something meanwhile; that was left as it is:', mark: 'risk'},
				...differs.map(row => ({text: safeLine(row), indent: 4, tone: 'output'}) as const),
				blank,
			];

/** What a walk tells of a change. */
export const changeLines = (news: ChangeNews): readonly Line[] => {
	switch (news.is) {
		case 'looking':
			return [blank, {text: 'Looking at everything first, so that there is something to compare with.', mark: 'note'}];
		case 'not-planned':
			return [{text: safeLine(news.why), mark: 'note'}];
		case 'planned':
			return [blank, ...planLines(news.plan), blank];
		case 'declined':
			return [{text: 'Nothing is changed.', mark: 'ok'}];
		case 'ended':
			return [...endingLines(news.ending, news.plan), blank];
		default:
			return [stageLine(news)];
	}
};

/** Whether to keep it; `leftMs` until it goes back by itself. */
export const keepQuestion = (leftMs: number): string =>
	`Keep this change? It goes back by itself in ${Math.max(0, Math.ceil(leftMs / 1000))} s.`;
