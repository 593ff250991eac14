import type {Finding, WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {worded} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FromHere} from '../../fact/from-here.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {replyWords, said} from './reply-words.ts';

/** The same check from the machine where the program runs, said with its seat: `here$ curl …`. */
const saidHere = ({observation}: FromHere): WordedEvidence => {
	const {command, excerpt} = said(observation);
	const typed = worded(command);
	return {
		command: {
			en: `${typed.en}  # from the machine where slb-wizard runs`,
			zh: `${typed.zh}  # 在运行 slb-wizard 的机器上`,
		},
		excerpt,
	};
};

/** From here the check is answered well, and on the host itself it isn't. */
export function hereAgainstLocal(here: Known<FromHere>, asked: Known<Answers>): readonly Finding[] {
	if (!here.known || !asked.known) return [];
	const {health, observation} = here.value;
	const [fromHere, there] = [replyWords(observation.reply), replyWords(asked.value.exact.reply)];
	if (health === 'good' && asked.value.health !== 'good')
		return [
			{
				is: 'contradiction',
				say: {
					en: `From this machine the check is answered (${fromHere.en}), and on the host itself it is not (${there.en}): the two take different ways in, and only one of them is blocked`,
					zh: `从运行 slb-wizard 的机器发送的检查有应答（${fromHere.zh}），在主机自身上却没有正常应答（${there.zh}）：两者走不同的路径进入，只有其中一条被拦截`,
				},
				one: saidHere(here.value),
				other: said(asked.value.exact),
			},
		];
	if (health === 'good')
		return [
			{
				is: 'note',
				say: {
					en: `From this machine the check is answered as well: ${fromHere.en}`,
					zh: `从运行 slb-wizard 的机器发送的检查同样有应答：${fromHere.zh}`,
				},
			},
		];
	return [];
}

/** From here the check is answered well, over the network, and the load balancer's packets are stopped. */
export function hereAgainstPath(here: Known<FromHere>, ways: Known<readonly Passage[]>): readonly Finding[] {
	if (!here.known || !ways.known || here.value.health !== 'good') return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		const [answer, rule] = [replyWords(here.value.observation.reply), ruleWords(verdict.by)];
		return [
			{
				is: 'contradiction',
				say: {
					en: `From this machine the check is answered over the network (${answer.en}), and the load balancer's ${probe.is === 'stop' ? 'packets are' : 'answer is'} stopped by ${rule.en}: that rule asks where a packet is from`,
					zh: `从运行 slb-wizard 的机器经网络发送的检查有应答（${answer.zh}），而${probe.is === 'stop' ? '负载均衡的报文' : '给负载均衡的应答'}被 ${rule.zh}拦截：该规则看报文来自哪里`,
				},
				one: saidHere(here.value),
				other: ruleEvidence(verdict.by, ways.from),
			},
		];
	}

	return [];
}

/** The host answers itself, and turns this machine away: a filter on the way, or one that is for others only. */
export function localAgainstHere(here: Known<FromHere>, asked: Known<Answers>): readonly Finding[] {
	if (!here.known || !asked.known || asked.value.health !== 'good' || asked.value.witness !== undefined) return [];
	const {reply} = here.value.observation;
	if (reply.outcome !== 'refused') return [];
	return [
		{
			is: 'note',
			say: {
				en: 'From this machine a connection is refused, and the host answers itself: something on the way turns this machine away, such as a rule of the host or of a security group, which need not concern the load balancer',
				zh: '从运行 slb-wizard 的机器发起的连接被拒绝，而主机应答自己的请求：路径上有东西拒绝该机器，例如主机或安全组的规则，不一定与负载均衡有关',
			},
		},
	];
}
