import type {Field, FieldName, Values} from './filters.ts';
import type {Point} from './ranges.ts';
import {rangesOf} from './ranges.ts';

/** Numbers of the IP protocols that rule sets name. */
export const protocols: Readonly<Record<string, number>> = {
	icmp: 1,
	igmp: 2,
	ipencap: 4,
	tcp: 6,
	udp: 17,
	dccp: 33,
	ipv6: 41,
	gre: 47,
	esp: 50,
	ah: 51,
	'ipv6-icmp': 58,
	icmpv6: 58,
	icmp6: 58,
	ospf: 89,
	pim: 103,
	vrrp: 112,
	l2tp: 115,
	sctp: 132,
	udplite: 136,
	mptcp: 262,
};

/** Clients take a port from here on; which one can't be told. */
export const clientPorts = [1024, 65_535] as const;

/** Bits of a TCP header. */
export const tcpFlags: Readonly<Record<string, number>> = {
	fin: 1,
	syn: 2,
	rst: 4,
	psh: 8,
	ack: 16,
	urg: 32,
	ecn: 64,
	cwr: 128,
	all: 63,
	none: 0,
};

/** Bits of a connection's state; `snat` and `dnat` are states only to iptables. */
export const states: Readonly<Record<string, number>> = {
	invalid: 1,
	established: 2,
	related: 4,
	new: 8,
	snat: 16,
	dnat: 32,
	untracked: 64,
};

/** Bits of a connection's status. */
export const statuses: Readonly<Record<string, number>> = {
	expected: 1,
	'seen-reply': 2,
	seen_reply: 2,
	assured: 4,
	confirmed: 8,
	snat: 16,
	dnat: 32,
	dying: 512,
	none: 0,
};

/** Types of ICMP messages, as iptables and nft name them. */
export const icmpTypes: Readonly<Record<string, number>> = {
	'echo-reply': 0,
	pong: 0,
	'destination-unreachable': 3,
	'source-quench': 4,
	redirect: 5,
	'echo-request': 8,
	ping: 8,
	'router-advertisement': 9,
	'router-solicitation': 10,
	'time-exceeded': 11,
	'ttl-exceeded': 11,
	'parameter-problem': 12,
	'timestamp-request': 13,
	'timestamp-reply': 14,
};

/** Types of ICMPv6 messages. */
export const icmp6Types: Readonly<Record<string, number>> = {
	'destination-unreachable': 1,
	'packet-too-big': 2,
	'time-exceeded': 3,
	'parameter-problem': 4,
	'echo-request': 128,
	'echo-reply': 129,
	'mld-listener-query': 130,
	'nd-router-solicit': 133,
	'router-solicitation': 133,
	'nd-router-advert': 134,
	'router-advertisement': 134,
	'nd-neighbor-solicit': 135,
	'neighbour-solicitation': 135,
	'neighbor-solicitation': 135,
	'nd-neighbor-advert': 136,
	'neighbour-advertisement': 136,
	'neighbor-advertisement': 136,
	'nd-redirect': 137,
};

/** Ports that old tools and people write by name. */
export const services: Readonly<Record<string, number>> = {
	ftp: 21,
	ssh: 22,
	telnet: 23,
	smtp: 25,
	domain: 53,
	http: 80,
	www: 80,
	pop3: 110,
	ntp: 123,
	imap2: 143,
	imap: 143,
	snmp: 161,
	https: 443,
	mysql: 3306,
	postgresql: 5432,
	redis: 6379,
	'http-alt': 8080,
};

/** Reads a number, decimal or `0x…`, or a name out of a table. */
export function parseNumber(text: string, names: Readonly<Record<string, number>> = {}): number | undefined {
	if (/^(\d+|0x[\da-f]+)$/i.test(text)) return Number(text);
	const name = text.toLowerCase();
	return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** Reads `a`, `a:b` or `a-b` (either end may be missing) of numbers or names. */
export function parseNumberSpan(
	text: string,
	names: Readonly<Record<string, number>> = {},
	highest = 65_535,
): readonly [number, number] | undefined {
	const single = parseNumber(text, names);
	if (single !== undefined) return [single, single];
	const span = /^([^:-]*)[:-]([^:-]*)$/.exec(text);
	if (!span) return undefined;
	const first = span[1] === '' ? 0 : parseNumber(span[1] ?? '', names);
	const last = span[2] === '' ? highest : parseNumber(span[2] ?? '', names);
	return first === undefined || last === undefined ? undefined : [first, last];
}

/** A field without a mask. */
export const field = (of: FieldName): Field => ({of});

/** The values of some ranges. */
export const inRanges = (ranges: Iterable<readonly [Point, Point]>): Values => ({
	kind: 'ranges',
	ranges: rangesOf(ranges),
});
