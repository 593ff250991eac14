import type {Words} from '../../engine/words.ts';
import {operandOf} from '../field-value.ts';
import type {Field, FieldName, IpSet, IpSets} from '../filters.ts';
import type {Answer} from '../match.ts';
import type {Moment} from '../moment.ts';
import {common, holds, nothing, type Ranges, union, without} from '../ranges.ts';
import {rowsAnswer} from '../rows.ts';
import type {State} from '../state.ts';

const addressFields = fieldsBy('source', 'destination');
const portFields = fieldsBy('source-port', 'destination-port');
const interfaceFields = fieldsBy('in', 'out');

function fieldsBy(src: FieldName, dst: FieldName): ReadonlyMap<string, FieldName> {
	return new Map([
		['src', src],
		['dst', dst],
	]);
}

/** The fields that a set's dimensions stand for with the rule's directions; undefined when one can't be looked at. */
function fieldsOf(set: IpSet, directions: readonly string[], {packet}: Moment): readonly Field[] | undefined {
	const fields: Field[] = [];
	for (const [index, dimension] of set.dimensions.entries()) {
		const direction = directions[index] ?? '';
		const port = portFields.get(direction);
		const of =
			dimension === 'ip' || dimension === 'net'
				? addressFields.get(direction)
				: dimension === 'iface'
					? interfaceFields.get(direction)
					: dimension === 'mark'
						? 'mark'
						: undefined;
		if (dimension === 'port' && port)
			fields.push({of: 'protocol'}, {of: packet.protocol === 'icmp' ? 'icmp-port' : port});
		else if (of) fields.push({of});
		else return undefined;
	}
	return fields;
}

/** The set's name in `family/name/directions`, as it is told apart from sets of nft. */
export const ipsetName = (reference: string): string => `ipset ${reference.split('/')[1] ?? ''}`;

/** Whether the packet is in the IP set `family/name/directions`, as `-m set --match-set name directions` asks. */
export function ipsetAnswer(reference: string, state: State, moment: Moment, sets: IpSets): Answer {
	const [, name = '', words = ''] = reference.split('/');
	return ask(name, words.split(','), {state, moment, sets, depth: 0});
}

type Question = {readonly state: State; readonly moment: Moment; readonly sets: IpSets; readonly depth: number};

function ask(name: string, directions: readonly string[], question: Question): Answer {
	const {state, moment, sets, depth} = question;
	const perhaps = (why: Words): Answer => ({yes: nothing, maybe: state.sources, why});
	if (!sets.known) return perhaps(sets.why);
	const set = sets.sets.get(name);
	if (!set)
		return perhaps({en: `the set ${name} is not in the listing of ipset`, zh: `ipset 的列表中没有集合 ${name}`});
	if (set.unread !== undefined) return perhaps(set.unread);
	if (set.type === 'list:set') {
		let answer: Answer = {yes: nothing, maybe: nothing};
		for (const member of depth > 3 ? [] : set.members) {
			const next = ask(member, directions, {...question, depth: depth + 1});
			const yes = union(answer.yes, next.yes);
			const why = answer.why ?? next.why;
			answer = {yes, maybe: without(union(answer.maybe, next.maybe), yes), ...(why === undefined ? {} : {why})};
		}
		return answer;
	}
	// The kernel doesn't look into a set with more dimensions than the rule names.
	if (set.dimensions.length > directions.length) return {yes: nothing, maybe: nothing};
	// A bitmap of ports knows ports of TCP and UDP only (ip_set_get_ip_port).
	if (set.type === 'bitmap:port' && moment.packet.protocol === 'icmp') return {yes: nothing, maybe: nothing};
	const fields = fieldsOf(set, directions, moment);
	if (!fields)
		return perhaps({
			en: `the set ${name} of type ${set.type} can't be evaluated`,
			zh: `无法判断类型为 ${set.type} 的集合 ${name}`,
		});
	// A set of the other version of IP holds nothing for this packet.
	const isEmpty = set.rows.length === 0 && set.plain === undefined;
	if (!isEmpty && set.family !== undefined && set.family !== moment.family) return {yes: nothing, maybe: nothing};
	if (set.plain !== undefined && fields[0]) return plainAnswer(set.plain, fields[0], state, moment);
	return rowsAnswer(fields, set.rows, state, moment);
}

/** Whether one address is among many. */
function plainAnswer(addresses: Ranges, {of}: Field, state: State, moment: Moment): Answer {
	const operand = operandOf(of, state, moment);
	if (operand.kind === 'sources') return {yes: common(state.sources, addresses), maybe: nothing};
	if (operand.kind === 'range' && operand.first === operand.last)
		return {yes: holds(addresses, operand.first) ? state.sources : nothing, maybe: nothing};
	return {
		yes: nothing,
		maybe: state.sources,
		why: {en: "the packet's address can't be told", zh: '无法确定报文的地址'},
	};
}
