import type {Words} from '../../engine/words.ts';
import {type Family, parseAddress} from '../address.ts';
import type {Action, Computed} from '../filters.ts';
import {parseNumber} from '../numbers.ts';

/** Targets that let the packet go on unchanged, as far as any later rule can see. */
const harmless = new Set(
	(
		'LOG NFLOG ULOG TRACE TCPMSS TCPOPTSTRIP CLASSIFY DSCP TOS TTL HL ECN CHECKSUM AUDIT SECMARK CONNSECMARK ' +
		'IDLETIMER LED NFACCT RATEEST TEE CT'
	).split(' '),
);

type Surroundings = {
	readonly family: Family;
	readonly chains: ReadonlyMap<string, unknown>;
	readonly table: string;
};

const everyBit = 0xff_ff_ff_ff;

/** What the words from `-j` or `-g` on do. A target that isn't known does something that can't be told. */
export function readTarget(words: readonly string[], {family, chains}: Surroundings): readonly Action[] {
	const [how, name, ...rest] = words;
	if (how === undefined || name === undefined) return [];
	if (chains.has(name)) return [{do: how === '-g' || how === '--goto' ? 'goto' : 'jump', chain: name}];
	const value = (option: string): string | undefined => {
		const at = rest.indexOf(option);
		return at < 0 ? undefined : (rest[at + 1] ?? '');
	};
	switch (name) {
		case 'ACCEPT':
			return [{do: 'accept'}];
		case 'DROP':
			return [{do: 'drop'}];
		case 'RETURN':
			return [{do: 'return'}];
		case 'REJECT':
			return [{do: 'reject', with: value('--reject-with') ?? 'icmp-port-unreachable'}];
		case 'NOTRACK':
			return [{do: 'untrack'}];
		case 'CT':
			return rest.includes('--notrack') ? [{do: 'untrack'}] : [];
		case 'MARK':
			return [readMark(value, 'mark')];
		case 'CONNMARK':
			return [readConnectionMark(value, rest)];
		case 'DNAT':
			return [readNat('dnat', value('--to-destination'), family)];
		case 'REDIRECT':
			return [readNat('dnat', `:${value('--to-ports') ?? ''}`, family, 'self')];
		case 'SNAT':
			return [readNat('snat', value('--to-source'), family)];
		case 'SET': {
			const set = value('--add-set') ?? value('--del-set') ?? value('--map-set');
			return set === undefined ? [] : [{do: 'change-set', set: `ipset ${set}`}];
		}
		case 'MASQUERADE':
			return [{do: 'snat'}];
		default:
			return harmless.has(name) ? [] : [{do: 'unknown', why: unknownEffect, about: `-j ${name}`}];
	}
}

const unknownEffect = (target: string): Words => ({
	en: `what ${target} does can't be told`,
	zh: `无法判断 ${target} 的作用`,
});

const unknownPlace = (to: string): Words => ({
	en: `where -j DNAT to ${to} leads can't be told`,
	zh: `无法判断 -j DNAT (${to}) 会把报文转到哪里`,
});

type Value = (option: string) => string | undefined;

function readMark(value: Value, field: 'mark' | 'ct-mark'): Action {
	const [set, number, mask] = ((): readonly [string, number | undefined, number | undefined] => {
		for (const option of ['--set-xmark', '--set-mark', '--and-mark', '--or-mark', '--xor-mark']) {
			const words = value(option)?.split('/');
			if (words)
				return [option, parseNumber(words[0] ?? ''), words[1] === undefined ? everyBit : parseNumber(words[1])];
		}
		return ['', undefined, undefined];
	})();
	if (number === undefined || mask === undefined) return {do: 'set', field, mask: everyBit, value: undefined};
	switch (set) {
		case '--set-mark':
			// Bits of the value are cleared before it is set, so setting and flipping are the same.
			return {do: 'set', field, mask: (mask | number) >>> 0, value: number};
		case '--and-mark':
			return {do: 'set', field, mask: ~number >>> 0, value: 0};
		case '--or-mark':
			return {do: 'set', field, mask: number, value: number};
		case '--xor-mark':
			return {do: 'set', field, mask: 0, value: number};
		default:
			return {do: 'set', field, mask, value: number};
	}
}

function readConnectionMark(value: Value, words: readonly string[]): Action {
	const mask = value('--mask');
	const packetMask = parseNumber(value('--nfmask') ?? mask ?? `${everyBit}`) ?? everyBit;
	const connectionMask = parseNumber(value('--ctmask') ?? mask ?? `${everyBit}`) ?? everyBit;
	const from = (of: 'mark' | 'ct-mark'): Computed => ({of});
	if (words.includes('--save-mark'))
		return {do: 'set', field: 'ct-mark', mask: connectionMask, value: from('mark'), valueMask: packetMask};
	if (words.includes('--restore-mark'))
		return {do: 'set', field: 'mark', mask: packetMask, value: from('ct-mark'), valueMask: connectionMask};
	return readMark(value, 'ct-mark');
}

/** Reads `address`, `address:port`, `[address]:port` or `:port`; spans of more than one can't be told. */
function readNat(kind: 'dnat' | 'snat', to: string | undefined, family: Family, self?: 'self'): Action {
	const parts = /^(?:\[([^\]]*)\]|([^:]*(?::[^:]*:[^\s]*)?))?(?::([\d-]*))?$/.exec(to ?? '?');
	const [address, port] = [parts?.[1] ?? parts?.[2] ?? '', parts?.[3] ?? ''];
	const parsed = address === '' ? undefined : parseAddress(address);
	const number = port === '' ? undefined : parseNumber(port);
	if (kind === 'snat') return {do: 'snat', ...(parsed ? {address: parsed.value} : {})};
	if (!parts || (address !== '' && parsed?.family !== family) || (port !== '' && number === undefined))
		return {do: 'unknown', why: unknownPlace, about: to ?? 'nothing'};
	const place = self ?? parsed?.value;
	return {
		do: 'dnat',
		...(place === undefined ? {} : {address: place}),
		...(number === undefined ? {} : {port: number}),
	};
}
