import {type Family, parseSpan} from '../address.ts';
import {parseNumber, parseNumberSpan, protocols} from '../numbers.ts';
import type {PolicyRule} from './routing.ts';

/** Rules in their order, and the lines that aren't understood. */
export type RuleListing = {readonly rules: readonly PolicyRule[]; readonly garbage: readonly string[]};

/** Reads `ip rule show`. Never fails. */
export function readRules(text: string, family: Family): RuleListing {
	const rules: PolicyRule[] = [];
	const garbage: string[] = [];
	for (const line of text.split('\n')) {
		if (line.trim() === '') continue;
		const rule = readRule(line.trim(), family);
		if (rule) rules.push(rule);
		else garbage.push(line);
	}
	return {rules, garbage};
}

/** A rule while its words are read. */
type Draft = {-readonly [key in keyof PolicyRule]?: PolicyRule[key]};

function readRule(line: string, family: Family): PolicyRule | undefined {
	const head = /^(\d+):\s+(not )?(.*)$/.exec(line);
	if (!head) return undefined;
	const words = (head[3] ?? '').split(/\s+/);
	const draft: Draft = {};
	for (let at = 0; at < words.length; ) {
		const taken = readWord(words, at, draft, family);
		if (taken === undefined) return undefined;
		at += taken;
	}
	const {does, ...selectors} = draft;
	return does && {preference: Number(head[1]), not: head[2] !== undefined, ...selectors, does, line};
}

/** Reads one selector or action into the draft and says how many words it had; undefined when it isn't known. */
function readWord(words: readonly string[], at: number, draft: Draft, family: Family): number | undefined {
	const [word = '', value = ''] = [words[at], words[at + 1]];
	switch (word) {
		case 'from':
		case 'to': {
			if (value === 'all') return 2;
			const span = parseSpan(value);
			if (span?.family !== family) return undefined;
			draft[word] = span.range;
			return 2;
		}
		case 'iif':
			draft.in = value;
			return 2;
		case 'oif':
			draft.out = value;
			return 2;
		case '[detached]':
			// Nothing comes by an interface that isn't there.
			return 1;
		case 'fwmark': {
			const [mark, mask] = value.split('/').map(part => parseNumber(part));
			if (mark === undefined) return undefined;
			draft.mark = {value: mark, mask: mask ?? 0xff_ff_ff_ff};
			return 2;
		}
		case 'ipproto':
			return readProtocol(value.replace(/^ipproto-/, ''), draft);
		case 'sport':
		case 'dport': {
			const span = parseNumberSpan(value);
			if (!span) return undefined;
			draft[word === 'sport' ? 'sourcePort' : 'destinationPort'] = span;
			return 2;
		}
		case 'tos':
		case 'dsfield':
		case 'dscp':
		case 'uidrange':
		case 'tun_id':
			draft.doubt = `${word} ${value}`;
			return 2;
		case 'proto':
		case 'protocol':
		case 'realms':
			return 2;
		default:
			return readAction(word, words.slice(at + 1), draft);
	}
}

function readProtocol(name: string, draft: Draft): number | undefined {
	const number = parseNumber(name, protocols);
	if (number === undefined) draft.doubt = `ipproto ${name}`;
	else draft.protocol = number;
	return 2;
}

function readAction(word: string, rest: readonly string[], draft: Draft): number | undefined {
	const [value = '', more = '', length = ''] = rest;
	switch (word) {
		case 'lookup':
		case 'table':
			if (value === '[l3mdev-table]') draft.does = {do: 'vrf'};
			else if (more === 'suppress_prefixlength')
				draft.does = {do: 'lookup', table: value, suppressLength: Number(length)};
			else if (more === 'suppress_ifgroup')
				draft.does = {do: 'lookup', table: value, doubt: `suppress_ifgroup ${length}`};
			else draft.does = {do: 'lookup', table: value};
			return /^suppress_(prefixlength|ifgroup)$/.test(more) ? 4 : 2;
		case 'goto':
			// A place that isn't there is passed over.
			draft.does =
				value === 'none' || more === '[unresolved]' ? {do: 'nothing'} : {do: 'goto', preference: Number(value)};
			return more === '[unresolved]' ? 3 : 2;
		case 'nop':
			draft.does = {do: 'nothing'};
			return 1;
		case 'blackhole':
		case 'unreachable':
		case 'prohibit':
			draft.does = {do: word};
			return 1;
		default:
			return undefined;
	}
}
