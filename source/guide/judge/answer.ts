import {sentence} from '../../cause/check-words.ts';
import {type CauseFinding, evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
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
					limit: seconds(value.timeoutMs),
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
				say: `The load balancer’s own probes are answered ${witness.status}, says ${witness.file}: ${witness.last}`,
			},
			{is: 'note', say: 'A rule of this host stops the host’s own probes, and not those of the load balancer'},
		];
	const count = repeats.length + 1;
	const all = count > 1 ? `, ${count} times of ${count}, the slowest in ${(slowestMs / 1000).toFixed(3)} s` : '';
	const findings: Finding[] = [
		{
			is: 'ok',
			say: `${sentence(requestWords(answers))} to ${exact.shape.address}:${exact.shape.port}: ${replyWords(exact.reply)}${all}`,
		},
	];
	if (isFromLoopback === true)
		findings.push({
			is: 'note',
			say: 'A rule of this host stops probes from its own address, so the service was asked from 127.0.0.1; the load balancer’s packets are judged by the firewall step',
		});
	if (isPaced === true)
		findings.push({
			is: 'note',
			say: 'The service limits how fast one client may ask: it refused requests that came faster than the check, and takes them at the check’s own pace',
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
		values: {share: `${bad.length} of ${all.length}`, detail: replyWords(first.reply)},
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
			...cause('service-hung', answers, {seconds: seconds(exact.reply.totalMs), limit: seconds(answers.timeoutMs)}),
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
