import type {Family} from '../address.ts';
import {notEvaluated} from '../doubt.ts';
import type {Condition} from '../filters.ts';
import {inRanges, protocols, services, states, statuses} from '../numbers.ts';
import type {Option} from './conditions.ts';
import {
	addresses,
	anyBit,
	bitsOf,
	flags,
	icmp,
	list,
	masked,
	matchSet,
	numbers,
	ports,
	protocol,
	single,
	unknown,
} from './values.ts';

/** One option of a rule as a match. */
export function readOption(option: Option, family: Family): readonly Condition[] {
	const {module, name, values} = option;
	const one = values[0] ?? '';
	switch (name) {
		case '-s':
		case '--source':
		case '--src':
			return single('source', addresses(list(option), family), option);
		case '-d':
		case '--destination':
		case '--dst':
			return single('destination', addresses(list(option), family), option);
		case '-i':
		case '--in-interface':
			return single('in', {kind: 'names', names: [one]}, option);
		case '-o':
		case '--out-interface':
			return single('out', {kind: 'names', names: [one]}, option);
		case '-p':
		case '--protocol':
		case '--proto':
			return protocol(option);
		case '-f':
		case '--fragment':
			return single('fragment', inRanges([[1, 1]]), option);
		case '--dport':
		case '--dports':
		case '--destination-port':
		case '--destination-ports':
			return single('destination-port', numbers(list(option), services), option);
		case '--sport':
		case '--sports':
		case '--source-port':
		case '--source-ports':
			return single('source-port', numbers(list(option), services), option);
		case '--ports':
		case '--port':
			return ports(option);
		case '--tcp-flags':
			return flags(option);
		case '--syn':
			return flags({...option, values: ['SYN,RST,ACK,FIN', 'SYN']});
		case '--icmp-type':
		case '--icmpv6-type':
			return icmp(option, family);
		case '--src-range':
			return single('source', addresses(values.slice(0, 1), family), option);
		case '--dst-range':
			return single('destination', addresses(values.slice(0, 1), family), option);
		case '--state':
		case '--ctstate':
			return single('state', anyBit(bitsOf(list(option), states)), option);
		case '--ctstatus':
			return /none/i.test(one)
				? single('status', undefined, option)
				: single('status', anyBit(bitsOf(list(option), statuses)), option);
		case '--ctdir':
			return single('direction', {kind: 'names', names: [one.toLowerCase()]}, option);
		case '--ctproto':
			return single('protocol', numbers([one], protocols), option);
		case '--ctorigsrc':
			return single('original-source', addresses([one], family), option);
		case '--ctorigdst':
			return single('original-destination', addresses([one], family), option);
		case '--ctorigdstport':
			return single('original-destination-port', numbers([one], services), option);
		case '--mark':
			return masked(module === 'connmark' ? 'ct-mark' : 'mark', option);
		case '--src-type':
		case '--dst-type':
			return single(
				name === '--src-type' ? 'source' : 'destination',
				{kind: 'address-types', types: list(option).map(type => type.toLowerCase())},
				option,
			);
		case '--pkt-type':
			return single('packet-type', {kind: 'names', names: [one === 'host' ? 'unicast' : one]}, option);
		case '--pol':
			// Probes come in the clear: what asks for IPsec isn't met.
			return (one === 'ipsec') !== option.not ? [{is: 'never'}] : [];
		case '--dir':
			return [];
		case '--match-set':
			return matchSet(option, family);
		case '--set':
			return module === 'set' ? matchSet(option, family) : [];
		case '--comment':
		case '--nfacct-name':
		case '-c':
		case '--set-counters':
			return [];
		case '--return-nomatch':
		case '--update-counters':
		case '--update-subcounters':
			return name === '--return-nomatch' ? [unknown(notEvaluated, name)] : [];
		default:
			return [unknown(notEvaluated, [name, ...values].join(' '))];
	}
}

/** Options of iptables itself, which may follow any module's. */
export const coreOptions = new Set([
	'-s',
	'-d',
	'-i',
	'-o',
	'-p',
	'-f',
	'--source',
	'--destination',
	'--src',
	'--dst',
	'--in-interface',
	'--out-interface',
	'--protocol',
	'--fragment',
]);
