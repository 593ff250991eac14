import {protocols, services, states, statuses} from '../numbers.ts';
import {bitsValue} from './bits.ts';
import {type Reader, readAddress, readName, readNumber} from './cells.ts';
import {payloadKey} from './header-key.ts';
import {isObject, items, type Json, member, only, textOf} from './json.ts';
import {type Key, key, needs} from './key.ts';

const readFlag: Reader = value => (value === true ? [1, 1] : value === false ? [0, 0] : undefined);

const families: Readonly<Record<string, number>> = {ipv4: 4, ipv6: 6, ip: 4, ip6: 6, arp: 0, vlan: 0};

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
