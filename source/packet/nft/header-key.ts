import type {FieldName} from '../filters.ts';
import {icmp6Types, icmpTypes, parseNumber, protocols, services, tcpFlags} from '../numbers.ts';
import {readAddress, readNumber} from './cells.ts';
import {type Json, numberOf, textOf} from './json.ts';
import {type Key, key, needs} from './key.ts';

/** Rule sets with a hundred thousand rules name the same few fields again and again. */
const namedKeys = new Map<string, Key | undefined>();

/** A field of a header, by its name or by its place. */
export function payloadKey(payload: Json): Key | undefined {
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
