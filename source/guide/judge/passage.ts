import type {CauseCode} from '../../engine/cause-code.ts';
import {chinese} from '../../engine/chinese.ts';
import type {Observation} from '../../engine/command.ts';
import type {CauseFinding, Finding, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {FilterVerdict, Passage, RuleRef} from '../../packet/passage.ts';
import {ruleEvidence, ruleValues, ruleWords, setEvidence, showRule} from './filter-rule.ts';
import {mergeParts} from './merge-parts.ts';
import {judgeLimit} from './rate-limit.ts';
import {isCloudServiceOnly, partValues, partWords} from './sources-part.ts';

/** What a judgement of the probes' way needs beside the way itself. */
export type Surroundings = {
	readonly target: Target;
	/** The interface that holds the backend's address. */
	readonly interface: string | undefined;
	readonly from: readonly Observation[];
};

/** A forwarded port's own values: who it goes to, and the port that rules behind the forwarding see. */
const deliveryValues = ({delivery}: Passage, {hook}: RuleRef, {healthCheck}: Target): Values<Words> => {
	if (!delivery || hook === 'prerouting' || hook === 'ingress') return {};
	return {
		...(delivery.port === healthCheck.port ? {} : {port: String(delivery.port)}),
		...(delivery.to === 'forward' ? {container: `${delivery.address}:${delivery.port}`} : {}),
	};
};

/** firewalld sorts packets into zones by jumps to chains that carry the zone's name: `filter_IN_public`, `IN_public`. */
const zoneValues = ({trace}: Passage): Values<Words> => {
	const zone = trace
		.flatMap(step => ('rule' in step ? [/(?:goto|jump|-g|-j) (?:filter_)?IN_(\w+)$/.exec(step.rule.text)?.[1]] : []))
		.findLast(name => name !== undefined && !name.startsWith('policy_'));
	return zone === undefined ? {} : {zone: zone.replace(/_(allow|deny|log|pre|post)$/, '')};
};

/** The cause that a rule is, by who made it and where it stands. */
export function codeOf(rule: RuleRef, passage: Passage, way: 'probe' | 'reply'): CauseCode {
	if (rule.owner === 'tailscale') return 'tailscale-captures-probe-range';
	if (rule.owner === 'fail2ban' || rule.owner === 'security-software') return 'security-software-blocks-probes';
	if (passage.delivery?.to === 'forward' && (rule.hook === 'forward' || rule.hook === 'postrouting'))
		return 'container-forwarding-blocked';
	return way === 'probe' ? 'firewall-drops-probes' : 'firewall-drops-replies';
}

/** A UDP check takes silence for health; only a port unreachable makes it fail (UDP health checks of CLB and NLB). */
const severityOf = (verdict: FilterVerdict, {healthCheck}: Target): Pick<CauseFinding, 'severity'> =>
	healthCheck.protocol === 'udp' &&
	!(verdict.is === 'stop' && verdict.how === 'reject' && /port-unreachable/.test(verdict.with ?? ''))
		? {severity: 'risk'}
		: {};

/** One direction of one passage as findings. */
function judgeWay(passage: Passage, way: 'probe' | 'reply', around: Surroundings): readonly Finding[] {
	const verdict = passage[way];
	const {target, from} = around;
	// A UDP check expects no reply.
	if (!verdict || verdict.is === 'accept' || (way === 'reply' && target.healthCheck.protocol === 'udp')) return [];
	const {by} = verdict;
	const rule = ruleWords(by);
	const values: Values<Words> = {
		...ruleValues(by),
		...partValues(passage),
		...deliveryValues(passage, by, target),
		...(by.owner === 'firewalld' ? zoneValues(passage) : {}),
		...(around.interface === undefined ? {} : {interface: around.interface}),
	};
	if (verdict.is === 'unknown') {
		const [part, why] = [partWords(passage, target.sources), verdict.why];
		return [
			{
				is: 'unknown',
				why: {
					en: `Whether ${way === 'probe' ? 'probes from' : 'replies to'} ${part.en} get through can't be told, because of ${rule.en} (${why.en})`,
					zh: chinese`无法判断${way === 'probe' ? '来自' : '发往'} ${part.zh} 的${way === 'probe' ? '探测' : '应答'}能否通过，原因是 ${rule.zh}（${why.zh}）`,
				},
				wouldTell: showRule(by),
				matters: target.healthCheck.protocol !== 'udp',
			},
		];
	}

	if (isCloudServiceOnly(passage))
		return [
			{
				is: 'note',
				say: {
					en: `A rule stops ${passage.sources.join(', ')}, where the cloud has services of its own and no load balancer: ${rule.en}`,
					zh: `有规则拦截 ${passage.sources.join('、')}，这些是云平台自身服务的地址，不是负载均衡：${rule.zh}`,
				},
			},
		];
	if (verdict.is === 'limited') return judgeLimit(verdict, {values, target, evidence: [ruleEvidence(by, from)]});
	return [
		{
			is: 'cause',
			code: codeOf(by, passage, way),
			certainty: 'proven',
			...severityOf(verdict, target),
			values,
			evidence: [ruleEvidence(by, from), ...setEvidence(by, passage.sources, from)],
		},
	];
}

/** What the probes' way through the packet filters means for the check. An empty list: nothing stands in the way. */
export function judgePassages(
	passages: Known<readonly Passage[]>,
	around: Omit<Surroundings, 'from'>,
): readonly Finding[] {
	if (!passages.known)
		return [
			{is: 'unknown', why: passages.why, matters: true, ...(passages.wouldTell ? {wouldTell: passages.wouldTell} : {})},
		];
	const surroundings: Surroundings = {...around, from: passages.from};
	if (passages.value.length === 0)
		return [
			{
				is: 'unknown',
				why: {
					en: `None of the sources (${around.target.sources.join(', ')}) is of the backend's version of IP`,
					zh: `没有一个来源（${around.target.sources.join('、')}）与后端地址的 IP 版本相同`,
				},
				matters: true,
			},
		];
	return mergeParts(
		passages.value.map(part => ({
			part,
			findings: (['probe', 'reply'] as const).flatMap(way => judgeWay(part, way, surroundings)),
		})),
	);
}
