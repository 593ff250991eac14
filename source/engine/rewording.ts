import type {StepRecord} from './conclude.ts';
import type {Knowledge} from './diagnose.ts';
import type {Event} from './event.ts';
import {cardOf, reportOf} from './examine.ts';
import type {AnyStep, StepId} from './step.ts';
import type {Target} from './target.ts';
import {spoken} from './words.ts';

/** What a walk goes by, and what it has found so far. */
type SoFar = {
	readonly guide: readonly AnyStep[];
	readonly target: Target;
	readonly knowledge: Knowledge;
	readonly records: ReadonlyMap<StepId, StepRecord>;
};

type Reworded = Extract<Event, {type: 'reworded'}>;

/** Tells what a walk has said so far once more when another language is spoken. Nothing is looked at again for it. */
export class Rewording {
	readonly #soFar: SoFar;
	#language = spoken();

	constructor(soFar: SoFar) {
		this.#soFar = soFar;
	}

	/** All of it in the language that is spoken now. */
	event(): Reworded {
		const {guide, target, knowledge, records} = this.#soFar;
		return {
			type: 'reworded',
			language: spoken(),
			steps: guide.map(step => cardOf(step, target, knowledge)),
			reports: [...records].flatMap(([id, record]) =>
				record.isNotChecked === true ? [] : [reportOf(id, record, target, knowledge)],
			),
		};
	}

	/** The same, where another language is spoken than when this was asked last. */
	due(): Reworded | undefined {
		if (spoken() === this.#language) return undefined;
		this.#language = spoken();
		return this.event();
	}
}
