import type {Finding} from '../engine/finding.ts';
import {type Known, withoutStop} from '../engine/known.ts';
import {defineStep} from '../engine/step.ts';
import {addresses, holderOf} from '../fact/addresses.ts';
import {answers} from '../fact/answers.ts';
import {fromHere} from '../fact/from-here.ts';
import {keepers} from '../fact/keepers.ts';
import {kernelSettings} from '../fact/kernel-settings.ts';
import {type PacketFilters, packetFilters} from '../fact/packet-filters.ts';
import {passages, pingPassages} from '../fact/passages.ts';
import {plainIptables} from '../fact/plain-iptables.ts';
import {seat} from '../fact/seat/seat.ts';
import type {Passage} from '../packet/passage.ts';
import {wayExhibits} from './exhibit/way.ts';
import {emptyAgainstRules, localAgainstPath} from './judge/contradiction.ts';
import {judgeForwarding} from './judge/forwarding.ts';
import {withKeepers} from './judge/keepers.ts';
import {judgePassages} from './judge/passage.ts';
import {judgePings} from './judge/ping.ts';
import {judgeSeat, outweighed} from './judge/seat.ts';
import {hereAgainstPath, localAgainstHere} from './judge/second-witness.ts';

export default defineStep({
	id: 'firewall',
	title: "Does the host's own firewall let the port through?",
	why: 'A rule that drops or rejects the load balancer’s packets is not met by a test from the host itself, which goes over the loopback interface: curl says 200 and the check fails.',
	passage:
		"Check whether the server's firewall lets the port through on the internal network. The firewall can be switched off for a moment to test it.",
	document: ({platform}) => ({
		command: platform === 'windows' ? 'firewall.cpl' : '/etc/init.d/iptables stop',
		but:
			platform === 'windows'
				? 'A control panel says nothing of which rule counts. The rules that are in force are read.'
				: 'Stopping a firewall opens the server, flushes the rules of Docker and Kubernetes with it, and leaves nftables and iptables-legacy as they are. Every rule set is read instead, and the probe’s packet is followed through it.',
	}),
	needs: {
		passages,
		pingPassages,
		packetFilters,
		addresses,
		kernelSettings,
		answers,
		fromHere,
		plainIptables,
		keepers,
		seat,
	},
	exhibits: (facts, target) => wayExhibits(facts.passages, target),
	judge: (facts, target) => {
		const own = facts.addresses.known ? holderOf(facts.addresses.value, target.backend)?.interface : undefined;
		const found = [
			...outweighed(withKeepers(judgePassages(facts.passages, {target, interface: own}), facts.keepers), facts.seat),
			...judgeForwarding(facts.passages, facts.kernelSettings),
			...(target.product === 'nlb' && target.healthCheck.protocol === 'udp'
				? judgePings(facts.pingPassages, facts.kernelSettings)
				: []),
		];
		const blind: readonly Finding[] =
			facts.passages.known && facts.passages.blindTo !== undefined
				? [
						{
							is: 'unknown',
							why: withoutStop(facts.passages.blindTo),
							matters: true,
							wouldTell: {file: 'nft', args: ['list', 'ruleset'], privileged: true},
						},
					]
				: [];
		const misleading = [
			...judgeSeat(facts, target),
			...localAgainstPath(facts.answers, facts.passages),
			...hereAgainstPath(facts.fromHere, facts.passages),
			...emptyAgainstRules(facts.plainIptables, facts.passages, facts.packetFilters),
		];
		if (found.some(({is}) => is === 'cause' || is === 'unknown') || blind.length > 0)
			return [...found, ...blind, ...misleading];
		const place = `${target.backend}:${target.healthCheck.port}`;
		return [
			{
				is: 'ok',
				say: `${walkedWords(facts.packetFilters, facts.passages)} for ${target.sources.join(', ')} to ${place}: ${acceptedBy(facts.passages)}`,
			},
			...found,
			...blind,
			...localAgainstHere(facts.fromHere, facts.answers),
			...judgeSeat(facts, target),
		];
	},
});

/** "41 rules of iptables and nft walked". */
const walkedWords = (filters: Known<PacketFilters>, ways: Known<readonly Passage[]>): string => {
	if (!filters.known || !ways.known) return 'The rules were walked';
	const {rules, tools} = filters.value;
	if (rules === 0) return 'No rules';
	return `${rules === 1 ? '1 rule' : `${rules} rules`} of ${tools.join(' and ')} walked`;
};

/** The rule that lets the largest part in, when there is one. */
const acceptedBy = (ways: Known<readonly Passage[]>): string => {
	const trace = ways.known ? (ways.value[0]?.trace ?? []) : [];
	const step = trace.findLast(
		each => 'rule' in each && each.did === 'accepted' && /^(input|forward)$/.test(each.rule.hook),
	);
	return step && 'rule' in step ? `all accepted, by ${step.rule.text}` : 'nothing drops them';
};
