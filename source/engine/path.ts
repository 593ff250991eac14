import type {CauseCode} from './cause-code.ts';
import type {Conclusion} from './event.ts';
import type {Place} from './place.ts';
import type {ResultCause, ResultStep} from './result.ts';
import type {Session, SessionStep} from './session.ts';
import type {StepId} from './step.ts';
import type {Target} from './target.ts';

/** The stations of the probe's path, as a person thinks of them, in the order in which a probe meets them. */
export const stationNames = ['balancer', 'route', 'filter', 'listener', 'load', 'queue', 'answer', 'time'] as const;

export type StationName = (typeof stationNames)[number];

/**
 * - `coming`: what tells of it was not looked at yet
 * - `passes`, `risk`: in order; in order now, and something can break it
 * - `fails`: a cause there was observed
 * - `unknown`: it could not be told, or was passed over; the code of what may be there stands with it
 * - `not-needed`: it doesn't apply to this host
 */
export type StationState = 'coming' | 'passes' | 'risk' | 'fails' | 'unknown' | 'not-needed';

export type PathStation = {readonly name: StationName; readonly state: StationState; readonly code?: CauseCode};

/** Which steps tell of a station: all of them have to find it in order. */
const tellers: Readonly<Record<StationName, readonly StepId[]>> = {
	// Its settings are the person's words; that it sends at all, only its own probes show.
	balancer: ['parameters', 'witness'],
	route: ['return-route', 'reverse-path'],
	filter: ['sources', 'firewall'],
	listener: ['port', 'listening'],
	load: ['load'],
	queue: ['accept-queue'],
	answer: ['answer'],
	time: ['answer'],
};

const stationOf: Readonly<Record<Place, StationName>> = {
	balancer: 'balancer',
	link: 'route',
	route: 'route',
	filter: 'filter',
	listener: 'listener',
	load: 'load',
	accept: 'queue',
	answer: 'answer',
	time: 'time',
};

/**
 * The stations of a check, by what it speaks. At layer 4 over TCP a connection within the timeout is all that is asked
 * for. A UDP check makes no connection, so there is no queue, and silence passes, so there is nothing to be in time.
 */
const stationsFor = ({healthCheck}: Target): readonly StationName[] => {
	const before = ['balancer', 'route', 'filter', 'listener'] as const;
	if (healthCheck.protocol === 'udp') return [...before, 'answer'];
	return healthCheck.protocol === 'tcp' ? [...before, 'queue', 'time'] : [...before, 'queue', 'answer', 'time'];
};

type Cause = Pick<ResultCause, 'code' | 'certainty' | 'severity' | 'place'>;

/** What a step came to: whether it found something in order, and whether it left something open. */
type Look =
	| {readonly is: 'coming' | 'not-needed'}
	| {readonly is: 'done'; readonly found: 'order' | 'nothing'; readonly left: 'unknown' | 'nothing'};

/** The path as far as the walk has come; empty before there is a target. */
export const pathSoFar = ({target, steps}: Session): readonly PathStation[] =>
	target === undefined
		? []
		: pathOf(target, {
				looks: new Map(steps.map(step => [step.card.id, lookOf(step)])),
				causes: steps.flatMap(({report}) => report?.causes ?? []),
			});

/** The path as a whole run shows it: what is only a symptom of another cause is no cause any more. */
export const pathAtEnd = (conclusion: Conclusion): readonly PathStation[] => {
	const {target, steps, causes} = conclusion.result;
	return pathOf(target, {looks: new Map(steps.map(step => [step.id, lookAtEnd(step, conclusion)])), causes});
};

const pathOf = (
	target: Target,
	{looks, causes}: {readonly looks: ReadonlyMap<StepId, Look>; readonly causes: readonly Cause[]},
): readonly PathStation[] => {
	const usual = stationsFor(target);
	return stationNames.flatMap((name): readonly PathStation[] => {
		const here = causes.filter(({place}) => place !== undefined && stationOf[place] === name);
		// What lies beside the path is on it only where it gets in the way.
		return usual.includes(name) || here.length > 0 ? [station(name, here, looks)] : [];
	});
};

const station = (name: StationName, here: readonly Cause[], looks: ReadonlyMap<StepId, Look>): PathStation => {
	const failing = here.find(({severity, certainty}) => severity === 'failure' && certainty !== 'possible');
	if (failing !== undefined) return {name, state: 'fails', code: failing.code};
	const state = stateBySteps(name, looks);
	const [first] = here;
	if (first === undefined || state === 'coming') return {name, state};
	const isPossible = here.some(({severity}) => severity === 'failure');
	const isTold = state !== 'unknown' && !isPossible;
	return {name, state: isTold ? 'risk' : 'unknown', code: first.code};
};

/** What the steps say that tell of a station, whatever causes are there. */
const stateBySteps = (name: StationName, looks: ReadonlyMap<StepId, Look>): StationState => {
	const all = tellers[name].map(id => looks.get(id) ?? notLooked);
	if (all.some(({is}) => is === 'coming')) return 'coming';
	// Where probes can't be watched, nobody knows whether any are sent.
	if (name === 'balancer' && looks.get('witness')?.is !== 'done') return 'unknown';
	const looked = all.filter(look => look.is === 'done');
	if (looked.length === 0) return 'not-needed';
	return looked.every(({found, left}) => found === 'order' && left === 'nothing') ? 'passes' : 'unknown';
};

const notNeeded: Look = {is: 'not-needed'};

/** Passed over by the person, or no step of the run that is told of. */
const notLooked: Look = {is: 'done', found: 'nothing', left: 'unknown'};

const lookOf = ({card, state, report}: SessionStep): Look => {
	if (state === 'skipped') return notLooked;
	if (report === undefined) return {is: 'coming'};
	const {status, findings} = report;
	if (status === 'skipped') return notNeeded;
	return done(card.id, {
		isInOrder: findings.some(({is}) => is === 'ok'),
		isSaid: findings.length > 0,
		isOpen: findings.some(({is}) => is === 'unknown'),
	});
};

const lookAtEnd = ({id, status, says = []}: ResultStep, {ruledOut, notChecked}: Conclusion): Look => {
	const isOpen = notChecked.some(({step}) => step === id);
	if (status === 'skipped' && !isOpen) return notNeeded;
	return done(id, {
		isInOrder: says.some(words => ruledOut.includes(words)),
		isSaid: says.length > 0 || status === 'problem' || status === 'risk',
		isOpen,
	});
};

const done = (
	id: StepId,
	{isInOrder, isSaid, isOpen}: {readonly isInOrder: boolean; readonly isSaid: boolean; readonly isOpen: boolean},
): Look => {
	// Whatever is said of the load balancer's own probes, served, refused or stopped: they were sent.
	const isSent = id === 'witness' && isSaid;
	return {is: 'done', found: isInOrder || isSent ? 'order' : 'nothing', left: isOpen ? 'unknown' : 'nothing'};
};
