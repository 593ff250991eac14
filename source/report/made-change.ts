import {type ChangeNews, type ChangePlan, makeLines, undoLines} from '../engine/change.ts';

/** A change that was made to the host, as the one who made it knows it. */
export type MadeChange = {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly summary: string;
	/** What was run, line by line. */
	readonly command: string;
	/** What takes it back. */
	readonly undo?: string;
	/** goes-back: in force, and the host takes it back by itself. */
	readonly state: 'in-force' | 'goes-back' | 'undone';
	/** When it was taken back. ISO 8601, UTC. */
	readonly undoneAt?: string;
};

/** The changes so far, and the plan that is being tried. */
export type Changes = {readonly made: readonly MadeChange[]; readonly plan?: ChangePlan};

export const noChanges: Changes = {made: []};

/** The changes after one more piece of news. */
export const afterNews = (changes: Changes, news: ChangeNews, at: Date): Changes => {
	const {made, plan} = changes;
	switch (news.is) {
		case 'planned':
			return {made, plan: news.plan};
		case 'changed':
			return plan === undefined ? changes : {made: [...made, madeOf(plan, at)], plan};
		case 'ended': {
			const last = made.at(-1);
			return plan === undefined || last === undefined ? {made} : {made: [...made.slice(0, -1), ended(last, news, at)]};
		}
		default:
			return changes;
	}
};

const madeOf = (plan: ChangePlan, at: Date): MadeChange => {
	const undo = undoLines(plan);
	return {
		at: at.toISOString(),
		summary: plan.title,
		command: makeLines(plan).join('\n'),
		...(undo.length === 0 ? {} : {undo: undo.join('\n')}),
		state: plan.isFinal === true ? 'in-force' : 'goes-back',
	};
};

const ended = (
	change: MadeChange,
	{ending, plan}: Extract<ChangeNews, {readonly is: 'ended'}>,
	at: Date,
): MadeChange => {
	// News of another change, which was refused before it was made.
	if (change.summary !== plan.title || change.state === 'undone') return change;
	if (ending.is === 'kept') return {...change, state: 'in-force'};
	return ending.is === 'undone' ? {...change, state: 'undone', undoneAt: at.toISOString()} : change;
};
