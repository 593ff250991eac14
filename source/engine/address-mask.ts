import {type Address, readAddress, readKernelAddress} from './address-kind.ts';
import {clean} from './clean.ts';

// Candidates; whether one is an address is found out by reading it.
const dotted = '(?<!\\d|\\d\\.)\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?!\\d|\\.\\d)';
const candidates = new RegExp(
	[
		'(?<![\\da-f:-])(?:[\\da-f]{2}[:-]){5}[\\da-f]{2}(?![\\da-f:-])',
		// /proc/net/tcp: hexadecimal, with the port.
		'(?<![\\w:])(?:[\\da-f]{32}|[\\da-f]{8}):[\\da-f]{4}(?![\\w:])',
		'(?<![\\da-f:])[\\da-f]{0,4}:[\\da-f:]*:[\\da-f.:]*(?<!\\.)(?:/\\d{1,3})?(?!\\w)',
		dotted,
	].join('|'),
	'gi',
);

/**
 * Puts stable tokens in the place of addresses, so that a text can be shared and what belongs together can still be
 * seen: the same address is the same token everywhere; hosts of one subnet (/24, for IPv6 /64) share its number; loopback,
 * 100.64.0.0/10 (where CLB's probes come from) and whether an address is public are said.
 */
export class AddressMask {
	readonly #tokens = new Map<string, string>();
	readonly #originals = new Map<string, string>();
	readonly #counts = new Map<string, number>();
	readonly #names = new Map<string, RegExp>();

	/** Hides the host's name in `ssh://user@name:port`, wherever it stands as a word of its own. */
	hideNameOf(where: string): void {
		const name = /^ssh:\/\/(?:[^@]*@)?([^[\]:/]+)/.exec(where)?.[1];
		if (name === undefined || readAddress(name) !== undefined || this.#originals.has(name)) return;
		const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		this.#names.set(name, new RegExp(`(?<![\\w-])${pattern}(?![\\w-])`, 'g'));
	}

	/** The text with tokens. Masking twice changes nothing. */
	text(text: string): string {
		for (const [where] of text.matchAll(/ssh:\/\/(?:[^\s@/'"]*@)?[\w.-]+/g)) this.hideNameOf(where);
		let masked = text.replace(candidates, found => this.#tokenFor(found));
		for (const [name, pattern] of this.#names)
			masked = masked.replace(pattern, () => this.#originally(this.#keep(name, 'ssh-host', 'ssh-host'), name));
		return masked;
	}

	/** A copy of plain data with tokens in each of its texts. */
	data<T>(data: T): T {
		return JSON.parse(
			JSON.stringify(data, (_key, value: unknown) => (typeof value === 'string' ? this.text(clean(value)) : value)),
		);
	}

	/** The text with what its tokens stand for: an answer may repeat what was suggested. */
	original(text: string): string {
		return text.replace(/[^\s,]+/g, word => this.#originals.get(word) ?? word);
	}

	#tokenFor(found: string): string {
		const kernel = /^([\da-f]{8}|[\da-f]{32}):([\da-f]{4})$/i.exec(found);
		if (kernel !== null)
			return `${this.#host(readKernelAddress(kernel[1] ?? ''))}:${Number.parseInt(kernel[2] ?? '', 16)}`;
		if (/^(?:[\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(found)) return this.#keep(found.toLowerCase(), 'mac', 'mac');
		const [text = '', length] = found.split('/');
		const address = readAddress(text);
		if (address === undefined) return this.#inside(found);
		// These say nothing of this network: nobody's addresses, all of loopback, and what is the same for every CLB.
		if (address.kind === 'plain' || found === '127.0.0.0/8' || found === '100.64.0.0/10') return found;
		// `ip address` prints a host's own address with the length of its subnet.
		const isHost = length === undefined || !isSubnet(address, Number(length));
		const token = isHost ? this.#host(address) : this.#range(address, Number(length), found);
		return this.#originally(isHost && length !== undefined ? `${token}/${length}` : token, found);
	}

	/** netstat writes `::ffff:10.0.0.1:80`: no address as a whole. */
	#inside(found: string): string {
		const [, address = '', port = ''] = /^(.*):(\d{1,5})$/.exec(found) ?? [];
		if (readAddress(address) !== undefined) return `${this.#tokenFor(address)}:${port}`;
		return found.replace(new RegExp(dotted, 'g'), inner => (inner === found ? found : this.#tokenFor(inner)));
	}

	#host({bytes, kind}: Address): string {
		const key = bytes.join('.');
		if (kind === 'plain') return key;
		if (kind === 'loopback')
			return key === '127.0.0.1' || bytes.length > 4 ? 'loopback' : this.#keep(key, 'loopback', 'loopback-');
		if (kind === 'probes') return `${this.#keep(key, 'probe-host', 'host')}-in-100.64.0.0/10`;
		const net = this.#net({bytes, kind});
		return this.#keep(key, `host of ${net}`, `${net}-host`);
	}

	#range(address: Address, length: number, found: string): string {
		if (length === 0) return found;
		if (address.kind === 'probes' && length > 10) return `${this.#keep(found, 'part', 'part')}-in-100.64.0.0/10`;
		const isOne = length === (address.bytes.length === 4 ? 24 : 64);
		return `${isOne ? this.#net(address) : this.#keep(found, 'range', 'range')}/${length}`;
	}

	#net({bytes, kind}: Address): string {
		const key = `subnet ${bytes.slice(0, bytes.length === 4 ? 3 : 8).join('.')}`;
		return this.#keep(key, 'net', kind === 'private' ? 'net' : `${kind}-net`);
	}

	#keep(key: string, counter: string, prefix: string): string {
		const known = this.#tokens.get(key);
		if (known !== undefined) return known;
		const count = (this.#counts.get(counter) ?? 0) + 1;
		this.#counts.set(counter, count);
		this.#tokens.set(key, `${prefix}${count}`);
		return `${prefix}${count}`;
	}

	#originally(token: string, original: string): string {
		if (!this.#originals.has(token)) this.#originals.set(token, original);
		return token;
	}
}

const isSubnet = ({bytes}: Address, length: number): boolean =>
	length < bytes.length * 8 && Number.parseInt(`0${bits(bytes).slice(length)}`, 2) === 0;

const bits = (bytes: readonly number[]): string => bytes.map(byte => byte.toString(2).padStart(8, '0')).join('');
