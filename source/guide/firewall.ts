import type {Finding} from '../engine/finding.ts';
import {type Known, withoutStop} from '../engine/known.ts';
import {defineStep} from '../engine/step.ts';
import {verbatim, type Words} from '../engine/words.ts';
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
	title: {
		en: "Does the host's own firewall let the port through?",
		zh: '主机自己的防火墙是否放行该端口？',
	},
	why: {
		en: 'A rule that drops or rejects the load balancer’s packets is not met by a test from the host itself, which goes over the loopback interface: curl says 200 and the check fails.',
		zh: '在主机本机上的测试走回环接口，碰不到丢弃或拒绝负载均衡报文的规则：curl 显示 200，健康检查却失败。',
	},
	passage: {
		en: "Check whether the server's firewall lets the port through on the internal network. The firewall can be switched off for a moment to test it.",
		zh: '检查服务器的防火墙是否对内网放行该端口。可以暂时关闭防火墙进行测试。',
	},
	document: ({platform}) => ({
		command: verbatim(platform === 'windows' ? 'firewall.cpl' : '/etc/init.d/iptables stop'),
		but:
			platform === 'windows'
				? {
						en: 'A control panel says nothing of which rule counts. The rules that are in force are read.',
						zh: '控制面板不说明哪条规则起作用。读取的是正在生效的规则。',
					}
				: {
						en: 'Stopping a firewall opens the server, flushes the rules of Docker and Kubernetes with it, and leaves nftables and iptables-legacy as they are. Every rule set is read instead, and the probe’s packet is followed through it.',
						zh: '停掉防火墙会使服务器失去保护，同时清空 Docker 和 Kubernetes 的规则，而 nftables 和 iptables-legacy 依然如故。这里读取每一套规则，并让探测的报文逐条走过。',
					},
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
		const [walked, accepted] = [walkedWords(facts.packetFilters, facts.passages), acceptedBy(facts.passages)];
		const place = `${target.backend}:${target.healthCheck.port}`;
		return [
			{
				is: 'ok',
				say: {
					en: `${walked.en} for ${target.sources.join(', ')} to ${place}: ${accepted.en}`,
					zh: `从 ${target.sources.join('、')} 到 ${place} 的报文：${walked.zh}，${accepted.zh}`,
				},
			},
			...found,
			...blind,
			...localAgainstHere(facts.fromHere, facts.answers),
			...judgeSeat(facts, target),
		];
	},
});

/** "41 rules of iptables and nft walked". */
const walkedWords = (filters: Known<PacketFilters>, ways: Known<readonly Passage[]>): Words => {
	if (!filters.known || !ways.known) return {en: 'The rules were walked', zh: '已走过规则'};
	const {rules, tools} = filters.value;
	if (rules === 0) return {en: 'No rules', zh: '没有规则'};
	return {
		en: `${rules === 1 ? '1 rule' : `${rules} rules`} of ${tools.join(' and ')} walked`,
		zh: `已走过 ${tools.join(' 和 ')} 的 ${rules} 条规则`,
	};
};

/** The rule that lets the largest part in, when there is one. */
const acceptedBy = (ways: Known<readonly Passage[]>): Words => {
	const trace = ways.known ? (ways.value[0]?.trace ?? []) : [];
	const step = trace.findLast(
		each => 'rule' in each && each.accepts === true && /^(input|forward)$/.test(each.rule.hook),
	);
	return step && 'rule' in step
		? {en: `all accepted, by ${step.rule.text}`, zh: `全部被 ${step.rule.text} 放行`}
		: {en: 'nothing drops them', zh: '不会被丢弃'};
};
