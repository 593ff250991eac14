import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Seats} from '../../fact/seat/seat.ts';
import type {Passage, RuleRef} from '../../packet/passage.ts';
import {refutedRule} from './seat-rule.ts';
import {judgeSeated} from './seated.ts';

type Facts = {
	readonly seat: Known<Seats>;
	readonly answers: Known<Answers>;
	readonly passages: Known<readonly Passage[]>;
};

/** What the check from the load balancer's seat shows, and what it can't. */
export const judgeSeat = ({seat, answers: asked, passages}: Facts, target: Target): readonly Finding[] => {
	if (!seat.known) return [{is: 'unknown', why: seat.why, matters: false}];
	const {is, seated, not} = seat.value;
	if (is === 'not-asked') return [];
	return [
		...seated.flatMap(one => judgeSeated(one, {asked, from: passages.from, target})),
		...not.map(
			(why): Finding => ({
				is: 'unknown',
				why: {
					en: `The check could not be sent from the load balancer's seat for ${why.en}`,
					zh: `无法从负载均衡的位置发送检查：${why.zh}`,
				},
				matters: false,
			}),
		),
		...(seated.length > 0 ? [blindness] : []),
		...seated.flatMap(({after, link}): readonly Finding[] =>
			after === 'gone'
				? []
				: [
						{
							is: 'note',
							say: {
								en: `The temporary interface ${link} is still there; it goes by itself within half a minute`,
								zh: `临时网卡 ${link} 还在；半分钟内会自行消失`,
							},
						},
					],
		),
	];
};

const blindness: Finding = {
	is: 'note',
	say: {
		en: 'The seat can’t judge what is bound to the real interface (rules with -i or -o, zones, XDP, tc, reverse-path filtering there), nor the way between the load balancer and this host (security group, network ACL)',
		zh: '这种检查无法判断与真实网卡绑定的内容（带 -i 或 -o 的规则、区域、XDP、tc、该网卡的反向路径过滤），也无法判断负载均衡与本机之间的路径（安全组、网络 ACL）',
	},
};

/**
 * Findings about rules, after a probe from the seat: an active probe counts more than a simulation. A rule that let it
 * through, and stopped none of another part of the sources, is at most possible.
 */
export const outweighed = (findings: readonly Finding[], seat: Known<Seats>): readonly Finding[] => {
	if (!seat.known) return findings;
	const {seated} = seat.value;
	const refuted = seated.flatMap(one => refutedRule(one) ?? []);
	const stopping = seated.flatMap(({passage: {probe}, health}) =>
		health !== 'good' && probe.is === 'stop' ? [probe.by] : [],
	);
	return findings.map(finding => {
		if (finding.is !== 'cause') return finding;
		const {rule, chain} = finding.values;
		const isOfIt = (by: RuleRef): boolean => by.text === rule && by.chain === chain;
		return refuted.some(isOfIt) && !stopping.some(isOfIt) ? {...finding, certainty: 'possible'} : finding;
	});
};
