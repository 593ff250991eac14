import {say} from '../../engine/words.ts';
import {numberAt, textAt} from '../json.ts';
import {enumAt, readPowershell, wordsAt} from './powershell-json.ts';

export type ProfileName = 'domain' | 'private' | 'public';

/** A profile of Windows Firewall, as it is in force. */
export type FirewallProfile = {
	readonly name: ProfileName;
	readonly isOn: boolean;
	/** What becomes of a packet that no rule names. */
	readonly inbound: 'allow' | 'block';
};

/** An inbound rule that is in force. An empty list means any. */
export type FirewallRule = {
	readonly name: string;
	readonly action: 'allow' | 'block' | 'allow-bypass';
	readonly profiles: readonly ProfileName[];
	/** `tcp`, `udp`, a number, or `any`. */
	readonly protocol: string;
	/** `80`, `8000-8080`, or words such as `RPC`. */
	readonly ports: readonly string[];
	/** Addresses, prefixes, ranges, or words such as `LocalSubnet`. */
	readonly remote: readonly string[];
	readonly local: readonly string[];
	/** The program that it is for. */
	readonly program?: string;
};

const profileNames = {domain: 'domain', private: 'private', public: 'public'} as const;

// The values of MSFT_NetFirewallProfile and MSFT_NetFirewallRule, as numbers and as names.
const switches = {'1': 'on', true: 'on', '0': 'off', false: 'off', '2': 'unset', notconfigured: 'unset'} as const;
const ruleSwitches = {'1': 'on', true: 'on', '2': 'off', false: 'off'} as const;
const inboundActions = {
	'0': 'unset',
	notconfigured: 'unset',
	'2': 'allow',
	allow: 'allow',
	'4': 'block',
	block: 'block',
} as const;
const ruleActions = {
	'2': 'allow',
	allow: 'allow',
	'3': 'allow-bypass',
	allowbypass: 'allow-bypass',
	'4': 'block',
	block: 'block',
} as const;
const directions = {'1': 'in', inbound: 'in', '2': 'out', outbound: 'out'} as const;
const categories = {
	'0': 'public',
	public: 'public',
	'1': 'private',
	private: 'private',
	'2': 'domain',
	domainauthenticated: 'domain',
	domain: 'domain',
} as const;

/** Reads `Get-NetFirewallProfile` as JSON. What isn't configured is on, and blocks what comes in (the system's default). */
export const readFirewallProfiles = (stdout: string): readonly FirewallProfile[] | undefined => {
	const reply = readPowershell(stdout);
	if (!reply.ok) return undefined;
	const found = reply.data.flatMap(row => {
		const [name, state] = [enumAt(row, 'Name', profileNames), enumAt(row, 'Enabled', switches)];
		if (name === undefined || state === undefined) return [];
		const action = enumAt(row, 'DefaultInboundAction', inboundActions);
		return [{name, isOn: state !== 'off', inbound: action === 'allow' ? ('allow' as const) : ('block' as const)}];
	});
	return found.length > 0 ? found : undefined;
};

/** Reads `Get-NetConnectionProfile` as JSON: the profiles in use, by interface. */
export const readNetworkCategories = (
	stdout: string,
): ReadonlyArray<{readonly interface: string; readonly profile: ProfileName}> | undefined => {
	const reply = readPowershell(stdout);
	if (!reply.ok) return undefined;
	return reply.data.flatMap(row => {
		const profile = enumAt(row, 'NetworkCategory', categories);
		return profile === undefined ? [] : [{interface: textAt(row, 'InterfaceAlias') ?? '', profile}];
	});
};

const bits = {domain: 1, private: 2, public: 4} as const;
const allProfiles: readonly ProfileName[] = ['domain', 'private', 'public'];

// A sum of bits, where 0 and 2147483647 are all; or names, `Domain, Private`.
const profilesAt = (row: unknown): readonly ProfileName[] => {
	const number = numberAt(row, 'Profile');
	if (number !== undefined) return allProfiles.filter(name => number === 0 || (number & bits[name]) !== 0);
	const words = wordsAt(row, 'Profile').map(word => word.toLowerCase());
	return allProfiles.filter(name => words.length === 0 || words.includes('any') || words.includes(name));
};

const listAt = (row: unknown, name: string): readonly string[] => {
	const words = wordsAt(row, name);
	return words.some(word => /^(any|\*)$/i.test(word)) ? [] : words;
};

const protocols: Readonly<Record<string, string>> = {'6': 'tcp', '17': 'udp', '': 'any', '256': 'any'};

/** Reads the inbound rules that `firewallRules` of `commands.ts` prints; those that are off are left out. */
export const readFirewallRules = (stdout: string): readonly FirewallRule[] | undefined => {
	const reply = readPowershell(stdout);
	if (!reply.ok) return undefined;
	return reply.data.flatMap(row => {
		const action = enumAt(row, 'Action', ruleActions);
		if (action === undefined || enumAt(row, 'Enabled', ruleSwitches) === 'off') return [];
		if (enumAt(row, 'Direction', directions) === 'out') return [];
		const protocol = (wordsAt(row, 'Protocol')[0] ?? '').toLowerCase();
		const program = textAt(row, 'Program');
		const rule: FirewallRule = {
			name: textAt(row, 'DisplayName') ?? textAt(row, 'Name') ?? say({en: 'a rule without a name', zh: '未命名的规则'}),
			action,
			profiles: profilesAt(row),
			protocol: protocols[protocol] ?? protocol,
			ports: listAt(row, 'LocalPort'),
			remote: listAt(row, 'RemoteAddress'),
			local: listAt(row, 'LocalAddress'),
			...(program && !/^any$/i.test(program) && {program}),
		};
		return [rule];
	});
};
