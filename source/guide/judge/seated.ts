import type {CauseFinding, Finding, WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {type Words, worded} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Seated} from '../../fact/seat/seat.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {replyWords, said} from './reply-words.ts';
import {isBound, stopOf} from './seat-rule.ts';
import {partValues} from './sources-part.ts';

type Around = {
	readonly asked: Known<Answers>;
	readonly from: Parameters<typeof ruleEvidence>[1];
	readonly target: Target;
};

/** What the check from one seat shows, beside what the host's own request and the rules say. */
export function judgeSeated(seated: Seated, {asked, from, target}: Around): readonly Finding[] {
	const {passage, simulated, observation, health, source} = seated;
	const onReal = stopOf(passage);
	const onSeat = stopOf(simulated);
	const reply = replyWords(observation.reply);
	const answered: Words = {
		en: `From the load balancer's seat (${source}) the check is answered: ${reply.en}`,
		zh: `从负载均衡的位置 (${source}) 发送的检查有应答：${reply.zh}`,
	};
	const shown = saidFrom(seated);
	if (health === 'good') {
		if (target.healthCheck.protocol === 'udp')
			return [
				{
					is: 'note',
					say: {
						en: `From the load balancer's seat (${source}) nothing speaks against it: ${reply.en}. A datagram that is dropped looks the same`,
						zh: `从负载均衡的位置 (${source}) 没有看到异常：${reply.zh}。被丢弃的数据报看上去也是这样`,
					},
				},
			];
		if (onReal === undefined) return [{is: 'ok', say: answered}];
		const rule = ruleWords(onReal.by);
		if (isBound(onReal, onSeat))
			return [
				{
					is: 'contradiction',
					say: {
						en: `${answered.en}, and ${rule.en} stops the load balancer's own: that rule is for the real interface, which the seat's probe doesn't arrive on`,
						zh: `${answered.zh}；而 ${rule.zh}拦截负载均衡自己的探测：该规则针对真实网卡，而这次探测不从那里到达`,
					},
					one: shown,
					other: ruleEvidence(onReal.by, from),
				},
			];
		return [
			{
				is: 'contradiction',
				say: {
					en: `${answered.en}, although ${rule.en} was read to stop it: the real packet counts more than the reading`,
					zh: `${answered.zh}；尽管从规则看 ${rule.zh}会拦截它：真实的报文比读规则更可信`,
				},
				one: shown,
				other: ruleEvidence(onReal.by, from),
			},
			{
				is: 'unknown',
				why: {
					en: `Why a probe from ${source} came through ${rule.en} can't be told: the rules may have changed meanwhile`,
					zh: `无法判断来自 ${source} 的探测为何通过了 ${rule.zh}：规则可能在此期间有变化`,
				},
				matters: true,
			},
		];
	}

	if (asked.known && asked.value.health !== 'good')
		return [
			{
				is: 'note',
				say: {
					en: `From the load balancer's seat (${source}): ${reply.en}; the host's own request is not answered well either`,
					zh: `从负载均衡的位置 (${source})：${reply.zh}；主机自己的请求也没有得到正常应答`,
				},
			},
		];
	const {outcome, status} = observation.reply;
	if (outcome === 'answered' && status !== undefined) return asked.known ? [denied(seated, status)] : [];
	if (onReal === undefined && onSeat !== undefined) {
		const rule = ruleWords(onSeat.by);
		return [
			{
				is: 'note',
				say: {
					en: `The probe from the load balancer's seat (${source}) was stopped by ${rule.en}, which the load balancer's own don't meet: they arrive on another interface. It shows nothing`,
					zh: `从负载均衡的位置 (${source}) 发送的探测被 ${rule.zh}拦截，而负载均衡自己的探测碰不到这条规则：它们从另一个网卡到达。这说明不了问题`,
				},
			},
		];
	}

	if (onReal !== undefined) {
		const rule = ruleWords(onReal.by);
		return [
			{
				is: 'note',
				say: {
					en: `A probe from the load balancer's seat (${source}) shows it: ${reply.en}, while the host's own request is answered: ${rule.en}`,
					zh: `从负载均衡的位置 (${source}) 发送的探测证实了这一点：${reply.zh}，而主机自己的请求有应答：${rule.zh}`,
				},
			},
		];
	}

	if (!asked.known) return [];
	return [
		{
			is: 'contradiction',
			say: {
				en: `The host's own request is answered, and one from the load balancer's seat (${source}) is not (${reply.en}), though no rule that was read stops it`,
				zh: `主机自己的请求有应答，从负载均衡的位置 (${source}) 发送的请求却没有正常应答（${reply.zh}），尽管读到的规则都不拦截它`,
			},
			one: said(asked.value.exact),
			other: shown,
		},
		{
			is: 'unknown',
			why: {
				en: `Something that no rule shows stops probes from ${source} (${reply.en}): a program in the kernel (XDP, tc, eBPF), a security module, or the service itself`,
				zh: `规则中看不到的东西拦截了来自 ${source} 的探测（${reply.zh}）：内核中的程序（XDP、tc、eBPF）、安全模块或服务本身`,
			},
			matters: true,
			wouldTell: {
				file: 'tcpdump',
				args: ['-n', '-i', 'any', 'net', target.sources[0] ?? '100.64.0.0/10'],
				privileged: true,
			},
		},
	];
}

/** The service answers the host well, and addresses of the sources otherwise: an observation, not a reading. */
const denied = (seated: Seated, status: number): CauseFinding => ({
	is: 'cause',
	code: 'application-denies-probe-source',
	certainty: 'proven',
	values: {status: `${status}`, source: seated.source, ...partValues(seated.passage)},
	evidence: [saidFrom(seated)],
});

const saidFrom = ({observation, source}: Seated): WordedEvidence => {
	const {command, excerpt} = said(observation);
	const typed = worded(command);
	return {command: {en: `${typed.en}   # from ${source}`, zh: `${typed.zh}   # 来自 ${source}`}, excerpt};
};
