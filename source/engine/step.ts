import type {Exhibit} from './exhibit.ts';
import type {Fact} from './fact.ts';
import type {Finding} from './finding.ts';
import type {Known} from './known.ts';
import type {Target} from './target.ts';
import type {Words} from './words.ts';

/** The steps of the guide, in the order of the document. A step's id is its file's name and its key in JSON. */
export const stepIds = [
	'reachable',
	'port',
	'sources',
	'parameters',
	'health-page',
	'load',
	'listening',
	'firewall',
	'answer',
	'return-route',
	'reverse-path',
	'accept-queue',
	'witness',
] as const;

export type StepId = (typeof stepIds)[number];

/** The facts that a step needs, by the names that it uses for them. */
export type Needs = Readonly<Record<string, Fact<unknown>>>;

/** The same names with what became known. */
export type Facts<N extends Needs> = {
	readonly [name in keyof N]: N[name] extends Fact<infer T> ? Known<T> : never;
};

/** One statement of the troubleshooting document. It can be read aloud, and it is pure: facts in, findings out. */
export type Step<N extends Needs = Needs> = {
	readonly id: StepId;
	/** A question. */
	readonly title: Words;
	/** One or two sentences: why it matters to the load balancer's check. */
	readonly why: Words;
	/** The document's own statement, in corrected words. */
	readonly passage: Words;
	/** The document's literal command (or action) with this host's values, and why another one is run. */
	readonly document: (target: Target) => {readonly command: Words; readonly but?: Words};
	/** Says why the step doesn't apply to this target; undefined when it does. */
	readonly skipWhy?: (target: Target) => Words | undefined;
	readonly needs: N;
	readonly judge: (facts: Facts<N>, target: Target) => readonly Finding[];
	/** What of it is worth a picture in a report. */
	readonly exhibits?: (facts: Facts<N>, target: Target) => readonly Exhibit<Words>[];
};

/** A step with the types of its own facts forgotten, as the table of contents and the walk hold it. */
export type AnyStep = Omit<Step, 'judge' | 'exhibits'> & {
	readonly judge: (facts: AnyFacts, target: Target) => readonly Finding[];
	readonly exhibits?: (facts: AnyFacts, target: Target) => readonly Exhibit<Words>[];
};

type AnyFacts = Readonly<Record<string, Known<unknown>>>;

/** Declares a step, with the facts given to `judge` typed after `needs`. */
export const defineStep = <N extends Needs>({exhibits, ...step}: Step<N>): AnyStep => {
	// The walk hands over exactly the facts that `needs` names: the one place where the types can't say so.
	const typed = (facts: AnyFacts): Facts<N> => facts as Facts<N>;
	return {
		...step,
		judge: (facts, target) => step.judge(typed(facts), target),
		...(exhibits === undefined ? {} : {exhibits: (facts, target) => exhibits(typed(facts), target)}),
	};
};
