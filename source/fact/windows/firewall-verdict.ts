import type {Words} from '../../engine/words.ts';
import {familyOf, parseRanges, parseSpan, toPrefixes} from '../../packet/address.ts';
import {common, nothing, type Ranges, union, without} from '../../packet/ranges.ts';
import type {FirewallProfile, FirewallRule, ProfileName} from './firewall.ts';

/** A probe from the load balancer, as Windows Firewall sees it. */
export type InboundProbe = {
	readonly sources: readonly string[];
	readonly destination: string;
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
	/** The profile of the network that it comes in by. */
	readonly profile: ProfileName;
	/** The program that listens; rules for other programs don't count. Absent when it isn't known. */
	readonly program?: string;
};

/** What becomes of the probes from a part of the sources (CIDR notation). */
export type InboundVerdict = {readonly sources: readonly string[]} & (
	| {readonly is: 'open'; readonly by: FirewallRule | 'firewall-off' | 'default-allow'}
	| {readonly is: 'blocked'; readonly by: FirewallRule | 'default-block'}
	/** A rule decides that can't be judged. Never taken for open. */
	| {readonly is: 'unknown'; readonly by: FirewallRule; readonly why: Words}
);

type Fit = 'yes' | 'no' | 'perhaps';

const portFits = ({ports}: FirewallRule, port: number): Fit => {
	if (ports.length === 0) return 'yes';
	const fits = ports.some(word => {
		const match = /^(\d+)(?:-(\d+))?$/.exec(word);
		return match !== null && port >= Number(match[1]) && port <= Number(match[2] ?? match[1]);
	});
	// RPC, RPCEPMap, IPHTTPS, Teredo and the like are ports that Windows gives to services of its own.
	return fits ? 'yes' : 'no';
};

const programFits = ({program}: FirewallRule, listening: string | undefined): Fit => {
	if (program === undefined) return 'yes';
	if (listening === undefined) return 'perhaps';
	const name = (path: string) => path.toLowerCase().replace(/^.*[\\/]/, '');
	return name(program) === name(listening) ? 'yes' : 'no';
};

const fitOf = (rule: FirewallRule, probe: InboundProbe): Fit => {
	const family = familyOf(probe.destination);
	const here =
		rule.local.length === 0 ||
		common(parseRanges(rule.local, family), parseRanges([probe.destination], family)).length > 0;
	if (!here || !rule.profiles.includes(probe.profile) || !['any', probe.protocol].includes(rule.protocol)) return 'no';
	const fits = [portFits(rule, probe.port), programFits(rule, probe.program)];
	return fits.includes('no') ? 'no' : fits.includes('perhaps') ? 'perhaps' : 'yes';
};

// LocalSubnet, DNS, DHCP, WINS, DefaultGateway: words whose addresses only the host knows.
const unclearWords = (remote: readonly string[]): boolean => remote.some(word => parseSpan(word) === undefined);

type Reach = {readonly sure: Ranges; readonly perhaps: Ranges};

const reachOf = (rule: FirewallRule, probe: InboundProbe, from: Ranges): Reach => {
	const fit = fitOf(rule, probe);
	if (fit === 'no') return {sure: nothing, perhaps: nothing};
	const family = familyOf(probe.destination);
	const named = rule.remote.length === 0 ? from : common(parseRanges(rule.remote, family), from);
	// The load balancer isn't on the host's own subnet, as far as CLB's 100.64.0.0/10 goes; others may be.
	const unclear = unclearWords(rule.remote) ? without(from, named) : nothing;
	return fit === 'yes' ? {sure: named, perhaps: unclear} : {sure: nothing, perhaps: union(named, unclear)};
};

/**
 * Says what Windows Firewall does with probes: a rule that blocks beats one that allows, and what no rule names gets the
 * profile's default (Windows Defender Firewall documentation, rule precedence). One verdict for each part of the sources.
 */
export const judgeInbound = (
	{profiles, rules}: {readonly profiles: readonly FirewallProfile[]; readonly rules: readonly FirewallRule[]},
	probe: InboundProbe,
): readonly InboundVerdict[] => {
	const profile = profiles.find(({name}) => name === probe.profile);
	if (profile && !profile.isOn) return [{is: 'open', by: 'firewall-off', sources: probe.sources}];
	let left = parseRanges(probe.sources, familyOf(probe.destination));
	const verdicts: InboundVerdict[] = [];
	const take = (part: Ranges, verdict: (sources: readonly string[]) => InboundVerdict) => {
		const taken = common(left, part);
		if (taken.length === 0) return;
		left = without(left, taken);
		verdicts.push(verdict(toPrefixes(taken)));
	};

	const ofKind = (isBlock: boolean) => rules.filter(({action}) => (action === 'block') === isBlock);
	for (const rule of ofKind(true)) {
		const {sure} = reachOf(rule, probe, left);
		take(sure, sources => ({is: 'blocked', by: rule, sources}));
	}

	for (const rule of ofKind(true)) {
		const {perhaps} = reachOf(rule, probe, left);
		take(perhaps, sources => ({is: 'unknown', by: rule, why: whyUnclear(rule), sources}));
	}

	for (const rule of ofKind(false)) {
		// An authenticated bypass lets only those in that show who they are, which the load balancer doesn't.
		const {sure} = rule.action === 'allow' ? reachOf(rule, probe, left) : {sure: nothing};
		take(sure, sources => ({is: 'open', by: rule, sources}));
	}

	if (profile?.inbound === 'allow') {
		take(left, sources => ({is: 'open', by: 'default-allow', sources}));
		return verdicts;
	}

	for (const rule of ofKind(false)) {
		const {perhaps} = rule.action === 'allow' ? reachOf(rule, probe, left) : {perhaps: nothing};
		take(perhaps, sources => ({is: 'unknown', by: rule, why: whyUnclear(rule), sources}));
	}

	take(left, sources => ({is: 'blocked', by: 'default-block', sources}));
	return verdicts;
};

const whyUnclear = ({name, program, remote}: FirewallRule): Words =>
	program === undefined
		? {
				en: `${name} is for ${remote.join(', ')}, and which addresses that are isn't known`,
				zh: `${name} 针对 ${remote.join('、')}，不知道是哪些地址`,
			}
		: {
				en: `${name} is for the program ${program}, and which program listens isn't known`,
				zh: `${name} 针对程序 ${program}，不知道监听的是哪个程序`,
			};
