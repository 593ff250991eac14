import type {Look} from '../../engine/fact.ts';
import type {Known} from '../../engine/known.ts';
import {say, type Words} from '../../engine/words.ts';
import {familyOf, parseRanges} from '../../packet/address.ts';
import type {FilterVerdict, Passage, RuleRef} from '../../packet/passage.ts';
import {sizeOf} from '../../packet/ranges.ts';
import {addresses, holderOf} from '../addresses.ts';
import {whyNothing} from '../ladder.ts';
import {listeners} from '../listeners.ts';
import {unreadable} from '../unreadable.ts';
import {firewallProfiles, firewallRules, networkCategories} from './commands.ts';
import {type FirewallRule, readFirewallProfiles, readFirewallRules, readNetworkCategories} from './firewall.ts';
import {type InboundVerdict, judgeInbound} from './firewall-verdict.ts';

const firewall: Words = {en: 'Windows Firewall', zh: 'Windows 防火墙'};

/** What becomes of the probes in Windows Firewall, for each part of the sources. Answers are let out by its own state. */
export const windowsPassages = async (look: Look): Promise<Known<readonly Passage[]>> => {
	const {target} = look;
	const [profiles, rules, categories, held, sockets] = await Promise.all([
		look.run(firewallProfiles),
		look.run(firewallRules),
		look.run(networkCategories),
		look.know(addresses),
		look.know(listeners),
	]);
	const from = [profiles, rules, categories];
	const read = {profiles: readFirewallProfiles(profiles.stdout), rules: readFirewallRules(rules.stdout)};
	if (read.profiles === undefined || read.rules === undefined)
		return {
			known: false,
			why: unreadable(firewall, whyNothing(read.profiles === undefined ? profiles : rules)),
			from,
			wouldTell: {file: 'netsh', args: ['advfirewall', 'firewall', 'show', 'rule', 'name=all', 'dir=in']},
		};
	const networks = readNetworkCategories(categories.stdout) ?? [];
	const own = held.known ? holderOf(held.value, target.backend)?.interface : undefined;
	// A network that isn't told apart counts as public, the strictest.
	const profile = networks.find(network => network.interface === own)?.profile ?? networks[0]?.profile ?? 'public';
	const {port, protocol} = target.healthCheck;
	const listener = sockets.known ? sockets.value.find(socket => socket.port === port) : undefined;
	const program = listener?.processes[0]?.name;
	const verdicts = judgeInbound(
		{profiles: read.profiles, rules: read.rules},
		{
			sources: target.sources,
			destination: target.backend,
			port,
			protocol: protocol === 'udp' ? 'udp' : 'tcp',
			profile,
			...(program === undefined ? {} : {program}),
		},
	);
	const family = familyOf(target.backend);
	const whole = sizeOf(parseRanges(target.sources, family));
	const value = verdicts.map((verdict): Passage => {
		const probe = verdictOf(verdict, profile);
		return {
			sources: verdict.sources,
			share: sizeOf(parseRanges(verdict.sources, family)) / whole,
			probe,
			...(probe.is === 'stop'
				? {}
				: {delivery: {to: 'local', address: target.backend, port}, reply: {is: 'accept'} as const}),
			trace: [],
		};
	});
	return {known: true, value, from};
};

const verdictOf = (verdict: InboundVerdict, profile: string): FilterVerdict => {
	if (verdict.is === 'open') return {is: 'accept'};
	if (verdict.is === 'unknown') return {is: 'unknown', by: ruleRef(verdict.by, profile), why: verdict.why};
	return {is: 'stop', how: 'drop', by: ruleRef(verdict.by === 'default-block' ? undefined : verdict.by, profile)};
};

const ruleRef = (rule: FirewallRule | undefined, profile: string): RuleRef => ({
	tool: 'windows-firewall',
	family: 'inet',
	table: profile,
	chain: 'inbound',
	hook: 'input',
	text:
		rule?.name ?? say({en: `the default of the ${profile} profile: block`, zh: `${profile} 配置文件的默认动作：block`}),
	owner: 'hand-made',
	...(rule === undefined ? {} : {ownerName: rule.name}),
});
