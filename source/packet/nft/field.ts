import type {Cell, Condition, Field, FieldName} from '../filters.ts';
import {
	field,
	icmp6Types,
	icmpTypes,
	inRanges,
	parseNumber,
	protocols,
	services,
	states,
	statuses,
	tcpFlags,
} from '../numbers.ts';
import {type Reader, readAddress, readName, readNumber, spans} from './cells.ts';
import {isObject, items, type Json, member, numberOf, only, textOf} from './json.ts';

/** What nft compares, in our terms: the fields, what has to hold before they can be looked at, and how values are read. */
export type Key = {
	readonly fields: readonly Field[];
	readonly needs: readonly Condition[];
	readonly read: ReadonlyArray<(value: Json) => Cell | undefined>;
	/** Values are bits of a mask. */
	readonly bits?: Readonly<Record<string, number>>;
	/** Some bits only are compared, as the rule says. */
	readonly masked?: 'explicitly' | 'only';
	/** Values are kinds of addresses. */
	readonly types?: 'any' | 'in' | 'out';
};

const needs = (of: FieldName, number: number): Condition => ({
	is: 'in',
	fields: [field(of)],
	values: inRanges([[number, number]]),
	not: false,
});

const key = (of: FieldName | Field, read: Reader, ...before: readonly Condition[]): Key => ({
	fields: [typeof of === 'string' ? {of} : of],
	needs: before,
	read: [spans(read)],
});

const readFlag: Reader = value => (value === true ? [1, 1] : value === false ? [0, 0] : undefined);

const families: Readonly<Record<string, number>> = {ipv4: 4, ipv6: 6, ip: 4, ip6: 6, arp: 0, vlan: 0};

/** Rule sets with a hundred thousand rules name the same few fields again and again. */
const namedKeys = new Map<string, Key | undefined>();

function payloadKey(payload: Json): Key | undefined {
	const [protocol, name] = [textOf(payload, 'protocol') ?? '', textOf(payload, 'field') ?? ''];
	// Ports written as bits of the transport header.
	if (textOf(payload, 'base') === 'th' && numberOf(payload, 'len') === 16 && numberOf(payload, 'offset') === 16)
		return key('th-destination-port', readNumber(services));
	if (textOf(payload, 'base') === 'th' && numberOf(payload, 'len') === 16 && numberOf(payload, 'offset') === 0)
		return key('th-source-port', readNumber(services));
	const id = `${protocol} ${name}`;
	if (!namedKeys.has(id)) namedKeys.set(id, namedKey(protocol, name));
	return namedKeys.get(id);
}

/** The field of a header that nft knows by name. */
function namedKey(protocol: string, name: string): Key | undefined {
	const port: FieldName | undefined =
		name === 'sport' ? 'source-port' : name === 'dport' ? 'destination-port' : undefined;
	if (protocol === 'th') return port && key(`th-${port}`, readNumber(services));
	if (protocol === 'ip' || protocol === 'ip6') {
		const family = needs('family', protocol === 'ip' ? 4 : 6);
		if (name === 'saddr') return key('source', readAddress, family);
		if (name === 'daddr') return key('destination', readAddress, family);
		if (name === 'protocol' || name === 'nexthdr') return key('protocol', readNumber(protocols), family);
		// With its flags masked out, the offset of a fragment: probes are whole.
		return name === 'frag-off' ? {...key('fragment', readNumber({}), family), masked: 'only'} : undefined;
	}
	if (protocol === 'icmp' || protocol === 'icmpv6') {
		const names = protocol === 'icmp' ? icmpTypes : icmp6Types;
		const before = needs('protocol', parseNumber(protocol, protocols) ?? 1);
		if (name === 'code') return key('icmp-code', readNumber({}), before);
		return name === 'type' ? key('icmp-type', readNumber(names), before) : undefined;
	}
	const number = parseNumber(protocol, protocols);
	if (number === undefined) return undefined;
	const before = needs('protocol', number);
	if (protocol === 'tcp' && name === 'flags')
		return {...key('tcp-flags', readNumber(tcpFlags), before), bits: tcpFlags};
	return port && key(port, readNumber(services), before);
}

function metaKey(name: string): Key | undefined {
	switch (name) {
		case 'l4proto':
			return key('protocol', readNumber(protocols));
		case 'nfproto':
		case 'protocol':
			return key('family', readNumber(families));
		case 'iifname':
		case 'iif':
			return key('in', readName);
		case 'oifname':
		case 'oif':
			return key('out', readName);
		case 'mark':
			return key('mark', readNumber({}));
		case 'pkttype':
			return key('packet-type', value => (value === 'host' ? 'unicast' : readName(value)));
		default:
			return undefined;
	}
}

function trackingKey(ct: Json): Key | undefined {
	const [name, direction] = [textOf(ct, 'key') ?? '', textOf(ct, 'dir')];
	switch (name) {
		case 'state':
			// To nft, being translated is not a state.
			return {...key({of: 'state', mask: 79}, readNumber(states)), bits: states};
		case 'status':
			return {...key('status', readNumber(statuses)), bits: statuses};
		case 'mark':
			return key('ct-mark', readNumber({}));
		case 'direction':
			return key('direction', readName);
		case 'l3proto':
			return key('family', readNumber(families));
		case 'protocol':
			return key('protocol', readNumber(protocols));
		case 'saddr':
		case 'ip saddr':
			return direction === 'original' ? key('original-source', readAddress) : undefined;
		case 'daddr':
		case 'ip daddr':
			return direction === 'original' ? key('original-destination', readAddress) : undefined;
		case 'proto-dst':
			return direction === 'original' ? key('original-destination-port', readNumber(services)) : undefined;
		default:
			return undefined;
	}
}

function fibKey(fib: Json): Key | undefined {
	const flags = items(member(fib, 'flags')).map(String);
	const of = flags.includes('daddr') ? 'destination' : flags.includes('saddr') ? 'source' : undefined;
	if (textOf(fib, 'result') !== 'type' || !of || flags.includes('mark')) return undefined;
	return {...key(of, () => undefined), types: flags.includes('iif') ? 'in' : flags.includes('oif') ? 'out' : 'any'};
}

/** What an expression stands for; undefined when it isn't understood. */
export function keyOf(expression: Json): Key | undefined {
	const [kind, inner] = only(expression) ?? ['', undefined];
	switch (kind) {
		case 'payload':
			return payloadKey(inner);
		case 'meta':
			return metaKey(textOf(inner, 'key') ?? '');
		case 'ct':
			return trackingKey(inner);
		case 'fib':
			return fibKey(inner);
		// Probes have no options of IP and no extension headers; of the other version of IP they can't have any.
		case 'ip option':
		case 'exthdr': {
			const of = member(inner, 'field') === undefined ? 'extension' : 'extension-field';
			return key(of, readFlag, needs('family', kind === 'exthdr' ? 6 : 4));
		}
		case 'numgen':
			return key('chance', readNumber({}));
		case '&':
			return maskedKey(items(inner));
		case 'concat': {
			const keys = items(inner).map(keyOf);
			const found = keys.filter(each => each !== undefined);
			if (found.length !== keys.length || found.some(({types}) => types)) return undefined;
			return {
				fields: found.flatMap(({fields}) => fields),
				needs: found.flatMap(each => each.needs),
				read: found.flatMap(({read}) => read),
			};
		}
		default:
			return undefined;
	}
}

function maskedKey([left, right]: readonly Json[]): Key | undefined {
	const inner = isObject(left) ? keyOf(left) : undefined;
	const [first] = inner?.fields ?? [];
	const mask = bitsValue(right, inner?.bits ?? {});
	if (!inner || !first || mask === undefined || first.of === 'source' || first.of === 'destination') return undefined;
	// The upper bits of a fragment's offset are flags, which can't be told.
	if (first.of === 'fragment' && (mask & ~0x1f_ff) !== 0) return undefined;
	return {...inner, masked: 'explicitly', fields: [{of: first.of, mask: ((first.mask ?? 0xff_ff_ff_ff) & mask) >>> 0}]};
}

/** The sum of the bits that a value names: a word, a number, a list, or words joined by `|`. */
export function bitsValue(value: Json, names: Readonly<Record<string, number>>): number | undefined {
	if (typeof value === 'number') return value;
	if (typeof value === 'string') return parseNumber(value, names);
	const parts = Array.isArray(value) ? items(value) : items(member(value, '|') ?? member(value, 'set'));
	if (parts.length === 0) return undefined;
	let bits = 0;
	for (const part of parts) {
		const bit = bitsValue(part, names);
		if (bit === undefined) return undefined;
		bits |= bit;
	}
	return bits >>> 0;
}
