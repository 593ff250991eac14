import type {CauseCode} from '../engine/cause-code.ts';
import type {Severity, Values} from '../engine/finding.ts';
import type {Place} from '../engine/place.ts';
import type {Remedy} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';

/** One entry of the catalogue. */
export type Cause = {
	readonly place: Place;
	/** The step that the result names for it. */
	readonly step: StepId;
	readonly severity: Severity;
	/**
	 * The causes that are only symptoms when this one was observed (proven or likely): they are folded under it.
	 * Only what this cause makes happen to the very evidence that shows them: a filter that drops the balancer's packets
	 * doesn't explain a 404 that the host gave itself.
	 */
	readonly explains: readonly CauseCode[];
	/** A few words, as a heading: "Bound to loopback only". */
	readonly title: Words;
	/** What it means for the load balancer's check: one or two sentences. */
	readonly meaning: Words;
	/** How it is found, with the command that a person would use. */
	readonly found: Words;
	/** The official documentation's section, RFC or man page that the entry rests on, by its own name. */
	readonly source: Words;
	/** One sentence with this host's own values. `values` may lack any key: then more general words are used. */
	readonly summary: (values: Values, target: Target) => Words;
	/** What can be done, the least dangerous and most likely first. At least one. */
	readonly remedies: (values: Values, target: Target) => readonly Remedy[];
};
