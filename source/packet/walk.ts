import type {Words} from '../engine/words.ts';
import {doubtWords} from './doubt.ts';
import {effectOf} from './effect.ts';
import {
	type Action,
	type BaseChain,
	type Chain,
	type Hook,
	type IpSets,
	isAction,
	type Rule,
	type Table,
} from './filters.ts';
import {type Answer, changedWords, meets, within} from './match.ts';
import {drawsLots} from './match-doubts.ts';
import type {Moment} from './moment.ts';
import type {RuleRef} from './passage.ts';
import {type Ranges, without} from './ranges.ts';
import {refAt} from './ref-at.ts';
import {rowAnswer} from './rows.ts';
import {
	accepted,
	acceptedByPolicy,
	changeWords,
	dropped,
	droppedByPolicy,
	elementNotRead,
	elementNotTold,
	mapNotRead,
	matchNotTold,
	rejectedWith,
	translated,
	returned as wentBack,
	wentTo,
} from './rule-words.ts';
import {type Fork, merge, type State} from './state.ts';

/** A packet's end: the rule that stops it. */
export type Stopped = {
	readonly state: State;
	readonly how: 'drop' | 'reject';
	readonly with?: string;
	readonly by: RuleRef;
};

/** Where the packets that entered a chain went. */
export type Outcome = {
	readonly accepted: readonly State[];
	readonly stopped: readonly Stopped[];
	/** Came to the chain's end, or were sent back. */
	readonly returned: readonly State[];
};

type Walk = {
	readonly table: Table;
	readonly ipsets: IpSets;
	readonly moment: Moment;
	/** The chains that the walk is in, outermost first. */
	readonly within: readonly string[];
	readonly accepted: State[];
	readonly stopped: Stopped[];
};

/** Walks a base chain and lets its policy decide what is left. Accept ends this chain only. */
export function walkBase(
	base: BaseChain,
	states: readonly State[],
	{table, ipsets, moment}: {readonly table: Table; readonly ipsets: IpSets; readonly moment: Moment},
): Omit<Outcome, 'returned'> {
	const walk: Walk = {table, ipsets, moment, within: [], accepted: [], stopped: []};
	const left = walkChain(table.chains.get(base.chain), states, walk);
	const by = refAt(base, moment.hook);
	if (base.policy === 'accept') {
		const passed = left.map(state => met(state, by, acceptedByPolicy));
		return {accepted: merge([...walk.accepted, ...passed]), stopped: walk.stopped};
	}
	return {
		accepted: merge(walk.accepted),
		stopped: [
			...walk.stopped,
			...left.map((state): Stopped => ({state: met(state, by, droppedByPolicy), how: 'drop', by})),
		],
	};
}

/** Walks a chain; what is accepted or stopped is collected, what returns is the answer. */
function walkChain(chain: Chain | undefined, entering: readonly State[], walk: Walk): readonly State[] {
	// Chains that lead back to themselves can't be loaded; a listing that says so is garbage, and must not hang the walk.
	if (!chain || walk.within.includes(chain.name)) return entering;
	const returned: State[] = [];
	let states = entering;
	const inside = {...walk, within: [...walk.within, chain.name]};
	for (const rule of chain.rules) {
		if (states.length === 0) break;
		const next: State[] = [];
		for (const state of states) applyRule(rule, 0, state, {walk: inside, next, returned});
		states = merge(next);
	}
	return merge([...returned, ...states]);
}

type Ways = {readonly walk: Walk; readonly next: State[]; readonly returned: State[]};

const met = (state: State, rule: RuleRef, did: Words): State => ({
	...state,
	trace: {step: {rule, did}, earlier: state.trace},
});

const narrowed = (state: State, sources: Ranges): State =>
	sources === state.sources || sources.length === 0 ? state : {...state, sources};

/** Works a rule through from one of its parts on. */
function applyRule(rule: Rule, from: number, entering: State, ways: Ways): void {
	let state = entering;
	const {moment, ipsets} = ways.walk;
	for (let at = from; at < rule.parts.length; at++) {
		const part = rule.parts[at];
		if (!part) break;
		if (isAction(part)) {
			act(rule, part, at, state, ways);
			return;
		}
		// A rule without any action changes nothing: what it matches doesn't matter.
		if (!rule.parts.some(isAction)) break;
		const answer = meets(part, state, moment, ipsets);
		if (answer.yes.length === 0 && answer.maybe.length === 0) break;
		const rest = without(without(state.sources, answer.yes), answer.maybe);
		if (rest.length > 0) ways.next.push({...state, sources: rest});
		if (answer.maybe.length > 0) {
			const forked = {...narrowed(state, answer.maybe), fork: forkAt(rule, moment.hook, answer)};
			ways.next.push(forked);
			applyRule(rule, at + 1, forked, ways);
		}
		if (answer.yes.length === 0) return;
		state = narrowed(state, answer.yes);
	}
	ways.next.push(state);
}

const forkAt = (rule: Rule, hook: Hook, {why, limit}: Answer): Fork => ({
	kind: limit ? 'limit' : 'unknown',
	by: refAt(rule, hook),
	why: why ?? matchNotTold,
	...(limit ? {limit} : {}),
});

function act(rule: Rule, action: Action, at: number, state: State, ways: Ways): void {
	const {walk, next, returned} = ways;
	const by = refAt(rule, walk.moment.hook);
	switch (action.do) {
		case 'accept':
			walk.accepted.push({...state, trace: {step: {rule: by, did: accepted, accepts: true}, earlier: state.trace}});
			return;
		case 'drop':
			walk.stopped.push({state: met(state, by, dropped), how: 'drop', by});
			return;
		case 'reject':
			walk.stopped.push({state: met(state, by, rejectedWith(action.with)), how: 'reject', with: action.with, by});
			return;
		case 'continue':
			next.push(state);
			return;
		case 'return':
			returned.push(met(state, by, wentBack));
			return;
		case 'jump':
		case 'goto': {
			const chain = walk.table.chains.get(action.chain);
			const went = met(state, by, wentTo(action));
			const back = walkChain(chain, [went], walk);
			(action.do === 'jump' ? next : returned).push(...back);
			return;
		}
		case 'map':
			followMap(rule, action, at, state, ways);
			return;
		case 'unknown':
			goAnyWay(rule, doubtWords(action), state, ways);
			return;
		case 'dnat':
		case 'snat':
			walk.accepted.push(effectOf(action, met(state, by, translated[action.do]), walk.moment, by));
			return;
		case 'set':
		case 'untrack':
		case 'change-set':
			applyRule(rule, at + 1, effectOf(action, met(state, by, changeWords(action)), walk.moment, by), ways);
	}
}

/** Nobody knows what a rule does to a packet: it may be accepted, dropped, or go on. */
function goAnyWay(rule: Rule, why: Words, state: State, {walk, next}: Ways): void {
	const by = refAt(rule, walk.moment.hook);
	const doubt: State = {...met(state, by, why), fork: {kind: 'unknown', by, why}};
	walk.accepted.push(doubt);
	walk.stopped.push({state: doubt, how: 'drop', by});
	next.push(doubt);
}

/** Sends each part of the sources the way that its element of the map says; what is in none goes on with the next rule. */
function followMap(
	rule: Rule,
	{fields, values, set}: Extract<Action, {readonly do: 'map'}>,
	at: number,
	state: State,
	ways: Ways,
): void {
	const {moment, ipsets} = ways.walk;
	const isChanged = set !== undefined && state.changed?.has(set) === true;
	if (values.kind !== 'rows' || isChanged) {
		const why = isChanged ? changedWords : within(fields, values, state, moment, ipsets).why;
		goAnyWay(rule, why ?? mapNotRead, state, ways);
		return;
	}
	const drawn = fields.some(({of}) => of === 'chance');
	const fork: Fork = drawn
		? {kind: 'limit', by: refAt(rule, moment.hook), why: drawsLots, limit: {what: 'chance', per: 'all'}}
		: {kind: 'unknown', by: refAt(rule, moment.hook), why: elementNotTold};
	let left: Ranges = state.sources;
	for (const row of values.rows) {
		if (left.length === 0) return;
		const {yes, maybe} = rowAnswer(row, fields, {...state, sources: left}, moment);
		const action = row.to ?? unreadElement;
		if (yes.length > 0) {
			follow(rule, action, at, {...state, sources: yes}, ways);
			left = without(left, yes);
		}
		if (maybe.length > 0) follow(rule, action, at, {...state, sources: maybe, fork}, ways);
	}
	if (left.length === 0 || drawn) return;
	const rest: State = {...state, sources: left};
	if (!values.rest) ways.next.push(rest);
	else follow(rule, values.rest.to ?? unreadElement, at, rest, ways);
}

const unreadElement: Action = {do: 'unknown', why: () => elementNotRead};

/** A map's own "go on" goes on with the rule's next part. */
const follow = (rule: Rule, action: Action, at: number, state: State, ways: Ways): void =>
	action.do === 'continue' ? applyRule(rule, at + 1, state, ways) : act(rule, action, at, state, ways);
