import {
	type ChangePlan,
	type Ending,
	makeLines,
	type Proof,
	type Refusal,
	type Stage,
	undoLines,
} from '../engine/change.ts';
import {systemClock} from '../engine/clock.ts';
import type {Host} from '../engine/host.ts';
import type {Result} from '../engine/result.ts';
import {say, type Words} from '../engine/words.ts';
import {prepare, type Said, tell, type Verb} from './host-journal.ts';
import type {OwnJournal} from './own-journal.ts';
import {proofOf} from './proof.ts';

/** keep: for good. undo: at once. leave: until it goes back by itself. */
export type Decision = 'keep' | 'undo' | 'leave';

export type Trial = {
	readonly host: Host;
	readonly plan: ChangePlan;
	/** Who does it: `root@bastion`. */
	readonly who: string;
	readonly before: Result;
	/** Looks at everything anew. */
	readonly look: () => Promise<Result>;
	readonly journal: OwnJournal;
	/** Aborted when the person has had enough: no second try at looking then. */
	readonly signal: AbortSignal;
};

/**
 * Tries a change: the journal first, then the switch that takes it back, the rehearsal, the change, and a second look.
 * After `verified` it wants a decision. Whatever ends it early, the host takes the change back by itself.
 */
export async function* tryChange(trial: Trial): AsyncGenerator<Stage, Ending, Decision | undefined> {
	const {host, plan, who, journal} = trial;
	const record = (status: string, details: Readonly<Record<string, unknown>> = {}): Words | undefined =>
		journal.write({id: plan.id, where: host.where, status, ...details});
	const ask = (verb: Verb): Promise<Said> => tell(host, plan.id, verb, who);
	const giveUp = async ({is, told}: Refusal): Promise<Ending> => {
		record(is, {told});
		if (is !== 'unreachable' && is !== 'broken' && is !== 'not-undone') return {is: 'refused', refusal: {is, told}};
		await ask('undo');
		return {is: 'lost', refusal: {is, told}};
	};

	const began = record('begun', {code: plan.code, title: plan.title, make: makeLines(plan), undo: undoLines(plan)});
	if (began !== undefined) return {is: 'refused', refusal: {is: 'no-place', told: say(began)}};
	const prepared = await prepare(host, plan, who);
	if ('refusal' in prepared) return giveUp(prepared.refusal);
	record('prepared', {folder: prepared.folder, before: prepared.before});
	yield {is: 'prepared', folder: prepared.folder};

	if (plan.isFinal !== true) {
		yield {is: 'armed', by: prepared.by};
		if (plan.unrehearsed === undefined) {
			const rehearsed = await ask('rehearse');
			if ('refusal' in rehearsed) return giveUp(rehearsed.refusal);
			yield {is: 'rehearsed'};
		} else yield {is: 'not-rehearsed', why: plan.unrehearsed};
	}

	const made = await ask('make');
	if ('refusal' in made) return giveUp(made.refusal);
	record('changed');
	yield {is: 'changed', limitS: plan.limitS};

	const {proof, after} = await lookUntilProven(trial);
	const decision = yield {is: 'verified', proof, after};
	if (plan.isFinal === true) {
		record('kept');
		return {is: 'kept'};
	}

	if (decision === 'leave') {
		record('left', {limitS: plan.limitS});
		return {is: 'left'};
	}

	if (decision === 'keep') {
		const kept = await ask('keep');
		if (!('refusal' in kept)) {
			record('kept');
			return {is: 'kept'};
		}

		if (kept.refusal.is !== 'over') return giveUp(kept.refusal);
	}

	return takeBack(await ask('undo'), record);
}

// Handshakes that were half open before the change are tried again after 1, 3 and 7 s (tcp_synack_retries, tcp(7)).
const pauseMs = 2000;
const mostLooks = 4;

/** What began before the change can still fail after it, for a while: looks again, as long as half of the time is left. */
const lookUntilProven = async ({plan, before, look, signal}: Trial): Promise<{proof: Proof; after: Result}> => {
	const began = systemClock.now();
	for (let looks = 1; ; looks++) {
		const after = await look();
		const proof = proofOf(plan.code, before, after);
		const isLate = systemClock.now() - began + pauseMs > (plan.limitS * 1000) / 2;
		if (proof.is === 'fixed' || looks >= mostLooks || isLate || signal.aborted) return {proof, after};
		await systemClock.wait(pauseMs, signal);
	}
};

/** Reads what came of an undo, and notes it here. */
export const takeBack = (said: Said, record: (status: string) => unknown): Ending => {
	if ('refusal' in said) return {is: 'lost', refusal: said.refusal};
	const [first = '', ...differs] = said.text.trimEnd().split('\n');
	const [status = '', by = ''] = first.split(' ');
	record(status);
	return {is: 'undone', by: status === 'gone' ? 'reboot' : by, differs};
};
