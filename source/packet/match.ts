import type {Words} from '../engine/words.ts';
import {rangesOfTypes} from './address-types.ts';
import {doubtWords} from './doubt.ts';
import {operandOf} from './field-value.ts';
import type {Condition, Field, IpSets, Values} from './filters.ts';
import {ipsetAnswer, ipsetName} from './ipset/membership.ts';
import {
	aPart,
	drawsLots,
	kindByRoutes,
	nameAgainstOther,
	noComparison,
	numberAgainstName,
	severalFields,
	unknownBits,
	unknownPort,
} from './match-doubts.ts';
import type {Moment} from './moment.ts';
import type {Operand} from './operand.ts';
import type {Limit} from './passage.ts';
import {common, nothing, type Ranges, union, without} from './ranges.ts';
import {routedAnswer} from './route/reverse.ts';
import {rowsAnswer} from './rows.ts';
import type {State} from './state.ts';

/** From which of the sources a match is met, and from which it may be. The rest doesn't meet it. */
export type Answer = {
	readonly yes: Ranges;
	readonly maybe: Ranges;
	readonly why?: Words;
	readonly limit?: Limit;
};

const no: Answer = {yes: nothing, maybe: nothing};
const all = ({sources}: State): Answer => ({yes: sources, maybe: nothing});
const perhaps = ({sources}: State, why: Words): Answer => ({yes: nothing, maybe: sources, why});

/** Whether a match is met: for each part of the state's sources yes, no, or it can't be told. */
export function meets(condition: Condition, state: State, moment: Moment, ipsets: IpSets): Answer {
	switch (condition.is) {
		case 'never':
			return no;
		case 'unknown':
			return perhaps(state, doubtWords(condition));
		case 'routed':
			return routedAnswer(condition, state, moment);
		case 'limit':
			return {yes: nothing, maybe: state.sources, why: aPart, limit: condition.limit};
		case 'either': {
			let answer: Answer = no;
			for (const one of condition.of) {
				const next = meets(one, state, moment, ipsets);
				const yes = union(answer.yes, next.yes);
				const why = answer.why ?? next.why;
				answer = {yes, maybe: without(union(answer.maybe, next.maybe), yes), ...(why === undefined ? {} : {why})};
			}
			return condition.not ? opposite(answer, state) : answer;
		}
		case 'in': {
			// A field that the packet doesn't have matches nothing, negated or not.
			if (condition.fields.some(({of}) => operandOf(of, state, moment).kind === 'absent')) return no;
			const set = condition.set ?? (condition.values.kind === 'ipset' ? ipsetName(condition.values.name) : undefined);
			if (set !== undefined && state.changed?.has(set)) return perhaps(state, changedWords);
			const answer = within(condition.fields, condition.values, state, moment, ipsets);
			return condition.not ? opposite(answer, state) : answer;
		}
	}
}

/** Why membership of a set that rules write into can't be told. */
export const changedWords: Words = {
	en: 'the set is changed by rules while packets pass',
	zh: '报文经过时规则会修改该集合',
};

const opposite = (answer: Answer, {sources}: State): Answer => ({
	...answer,
	yes: without(without(sources, answer.yes), answer.maybe),
});

/** Whether fields are among values. */
export function within(fields: readonly Field[], values: Values, state: State, moment: Moment, ipsets: IpSets): Answer {
	if (values.kind === 'ipset') return ipsetAnswer(values.name, state, moment, ipsets);
	if (values.kind === 'rows') {
		if (!values.rest) return rowsAnswer(fields, values.rows, state, moment);
		// What isn't there is not looked up at all.
		return fields.some(({of}) => operandOf(of, state, moment).kind === 'absent') ? no : all(state);
	}
	const [only] = fields;
	if (!only || fields.length > 1) return perhaps(state, severalFields);
	if (only.of === 'chance')
		return {yes: nothing, maybe: state.sources, why: drawsLots, limit: {what: 'chance', per: 'all'}};
	const operand = operandOf(only.of, state, moment);
	if (values.kind === 'address-types') {
		const ranges = rangesOfTypes(values, moment);
		return ranges ? compare(operand, {kind: 'ranges', ranges}, only, state) : perhaps(state, kindByRoutes);
	}
	return compare(operand, values, only, state);
}

type Plain = Exclude<Values, {readonly kind: 'ipset' | 'rows' | 'address-types'}>;

/** Whether an interface's name fits a pattern: `+` (iptables) or `*` (nft) at its end stands for anything. */
export const fitsName = (name: string, pattern: string): boolean =>
	/[+*]$/.test(pattern) ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

function compare(operand: Operand, values: Plain, {mask}: Field, state: State): Answer {
	switch (operand.kind) {
		case 'absent':
			return no;
		case 'unknown':
			return perhaps(state, operand.why);
		case 'sources': {
			if (values.kind !== 'ranges' || mask !== undefined) return perhaps(state, noComparison);
			return {yes: common(state.sources, values.ranges), maybe: nothing};
		}
		case 'name':
			if (values.kind !== 'names') return perhaps(state, nameAgainstOther);
			return values.names.some(pattern => fitsName(operand.name, pattern)) ? all(state) : no;
		case 'range': {
			const {first, last} = operand;
			if (values.kind === 'names') return perhaps(state, numberAgainstName);
			if (values.kind === 'bits')
				return first !== last || typeof first !== 'number'
					? perhaps(state, unknownBits)
					: (first & values.any) !== 0
						? all(state)
						: no;
			if (mask !== undefined) {
				if (first !== last || typeof first !== 'number') return perhaps(state, unknownBits);
				const bits = (first & mask) >>> 0;
				return common([bits, bits], values.ranges).length > 0 ? all(state) : no;
			}
			const both = common([first, last], values.ranges);
			if (both.length === 0) return no;
			return both.length === 2 && both[0] === first && both[1] === last ? all(state) : perhaps(state, unknownPort);
		}
	}
}
