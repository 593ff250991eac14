import {sentence} from '../../cause/check-words.ts';
import {type CauseFinding, evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {isAccepted} from '../../fact/check-shape.ts';
import {answerCause as cause} from './answer-cause.ts';
import {differences, unexpectedKind} from './nearest-shape.ts';
import {byOutcome} from './outcome.ts';
import {replyWords, requestWords, said, seconds} from './reply-words.ts';
import {asUnlike} from './unlike.ts';

/** Judges what the service answers to the check's own request. */
export const judgeAnswer = (answers: Known<Answers>, target: Target): readonly Finding[] => {
	if (!answers.known)
		return [{is: 'unknown', why: answers.why, matters: true, ...(answers.wouldTell && {wouldTell: answers.wouldTell})}];
	const {value} = answers;
	return asUnlike(judgeReply(value, target), value, target);
};

const judgeReply = (value: Answers, target: Target): readonly Finding[] => {
	switch (value.health) {
		case 'good':
			return good(value);
		case 'refused':
			// Nobody takes the connection: that is judged where the sockets are known.
			return [];
		case 'late':
			return [
				cause('response-too-slow', value, {
					seconds: seconds(value.exact.reply.totalMs),
					limit: verbatim(seconds(value.timeoutMs)),
				}),
			];
		case 'mixed':
			return [mixed(value, target)];
		case 'silent':
			return silent(value);
		default:
			return rejected(value, target);
	}
};

const good = (answers: Answers): readonly Finding[] => {
	const {exact, repeats, slowestMs, isPaced, isFromLoopback, witness} = answers;
	if (witness !== undefined)
		return [
			{
				is: 'ok',
				say: {
					en: `The load balancer’s own probes are answered ${witness.status}, says ${witness.file.en}: ${witness.last}`,
					zh: `${witness.file.zh} 显示，负载均衡自己的探测得到 ${witness.status} 应答：${witness.last}`,
				},
			},
			{
				is: 'note',
				say: {
					en: 'A rule of this host stops the host’s own probes, and not those of the load balancer',
					zh: '本机的规则拦截本机自己的探测，但不拦截负载均衡的探测',
				},
			},
		];
	const count = repeats.length + 1;
	const slowest = (slowestMs / 1000).toFixed(3);
	const [request, answer] = [requestWords(answers), replyWords(exact.reply)];
	const at = `${exact.shape.address}:${exact.shape.port}`;
	const findings: Finding[] = [
		{
			is: 'ok',
			say: {
				en: `${sentence(request.en)} to ${at}: ${answer.en}${count > 1 ? `, ${count} times of ${count}, the slowest in ${slowest} s` : ''}`,
				zh: `到 ${at} 的 ${request.zh}：${answer.zh}${count > 1 ? `；${count} 次全部成功，最慢 ${slowest} 秒` : ''}`,
			},
		},
	];
	if (isFromLoopback === true)
		findings.push({
			is: 'note',
			say: {
				en: 'A rule of this host stops probes from its own address, so the service was asked from 127.0.0.1; the load balancer’s packets are judged by the firewall step',
				zh: '本机的规则拦截来自本机地址的探测，因此改用 127.0.0.1 访问服务；负载均衡的报文由防火墙步骤判断',
			},
		});
	if (isPaced === true)
		findings.push({
			is: 'note',
			say: {
				en: 'The service limits how fast one client may ask: it refused requests that came faster than the check, and takes them at the check’s own pace',
				zh: '服务限制单个客户端的请求速率：它拒绝了比健康检查更快的请求，按健康检查自己的频率则正常应答',
			},
		});
	return findings;
};

const mixed = (answers: Answers, target: Target): CauseFinding => {
	const all = [answers.exact, ...answers.repeats];
	const bad = all.filter(({reply}) => !isAccepted(target, reply) || reply.totalMs > answers.timeoutMs);
	const [first = answers.exact] = bad;
	return {
		is: 'cause',
		code: 'intermittent-failures',
		certainty: 'proven',
		values: {share: verbatim(`${bad.length} of ${all.length}`), detail: replyWords(first.reply)},
		evidence: [said(first), evidence(first, all.map(({reply}) => reply.status ?? reply.outcome).join(' '))],
	};
};

/** No answer in time. What else was tried while waiting tells why, or it simply hangs. */
const silent = (answers: Answers): readonly Finding[] => {
	const {exact, isRequestRead} = answers;
	// No connection at all: the queue, the kernel or a filter; the steps that look there say which.
	if (exact.reply.connectMs === undefined) return [];
	const expected = unexpectedKind(answers);
	if (expected.length > 0) return expected;
	return [
		{
			...cause('service-hung', answers, {
				seconds: seconds(exact.reply.totalMs),
				limit: verbatim(seconds(answers.timeoutMs)),
			}),
			certainty: isRequestRead === false ? 'proven' : 'likely',
		},
	];
};

/** An answer that isn't accepted: the nearest shape that is accepted names the reason; else the status does. */
const rejected = (answers: Answers, target: Target): readonly Finding[] => {
	const kinds = unexpectedKind(answers);
	if (kinds.length > 0) return kinds;
	const byDifference = differences(answers, target);
	return byDifference.length > 0 ? byDifference : [byOutcome(answers, target)];
};
