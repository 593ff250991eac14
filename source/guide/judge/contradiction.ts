import {commandLine, type Observation, succeeded} from '../../engine/command.ts';
import {evidence, type Finding, type WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {PacketFilters} from '../../fact/packet-filters.ts';
import type {ServedPorts} from '../../fact/serving.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {differsOnly} from './nearest-shape.ts';
import {replyWords, said} from './reply-words.ts';

/** Two results that seem to exclude each other. "Both are right; they measure different things." */
const contradiction = (say: Words, one: WordedEvidence, other: WordedEvidence): Finding => ({
	is: 'contradiction',
	say,
	one,
	other,
});

/** The host's own request is answered well, and the load balancer's packets are stopped. */
export function localAgainstPath(asked: Known<Answers>, ways: Known<readonly Passage[]>): readonly Finding[] {
	if (!asked.known || !ways.known || asked.value.health !== 'good' || asked.value.witness !== undefined) return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		const [answer, rule] = [replyWords(asked.value.exact.reply), ruleWords(verdict.by)];
		return [
			contradiction(
				{
					en: `The host's own request is answered (${answer.en}), and the load balancer's ${probe.is === 'stop' ? 'packets are' : 'answer is'} stopped by ${rule.en}: the one goes over the loopback interface, where that rule is not met`,
					zh: `主机自己的请求有应答（${answer.zh}），而${probe.is === 'stop' ? '负载均衡的报文' : '给负载均衡的应答'}被 ${rule.zh}拦截：前者走回环接口，碰不到这条规则`,
				},
				said(asked.value.exact),
				ruleEvidence(verdict.by, ways.from),
			),
		];
	}
	return [];
}

/** The host's own request is answered well, and the answers to the load balancer don't get there. */
export function localAgainstRoute(asked: Known<Answers>, routed: WordedEvidence | undefined): readonly Finding[] {
	if (!asked.known || asked.value.health !== 'good' || routed === undefined) return [];
	const answer = replyWords(asked.value.exact.reply);
	return [
		contradiction(
			{
				en: `The host's own request is answered (${answer.en}), and answers to the load balancer are lost: those of the host to itself never leave it`,
				zh: `主机自己的请求有应答（${answer.zh}），而给负载均衡的应答丢失：主机给自己的应答从不离开主机`,
			},
			said(asked.value.exact),
			routed,
		),
	];
}

const mostLines = 3;

/** The document's search for `:80` finds lines, and none of them is a listener on that port. */
export function searchAgainstPort(served: Known<ServedPorts>, {healthCheck: {port}}: Target): readonly Finding[] {
	if (!served.known || (served.value.check.is !== 'nobody' && served.value.check.is !== 'elsewhere')) return [];
	const listing = served.from.find(({command}) => /^(ss|netstat)$/.test(command.file));
	const lines = listing?.stdout.split('\n').filter(line => line.includes(`:${port}`)) ?? [];
	const isExact = new RegExp(`:${port}(?!\\d)`);
	if (listing === undefined || lines.length === 0 || lines.some(line => isExact.test(line))) return [];
	return [
		contradiction(
			{
				en: `A search for “:${port}” finds ${lines.length === 1 ? 'a line' : `${lines.length} lines`}, and nothing listens on port ${port}: the search also finds longer port numbers`,
				zh: `搜索“:${port}”找到 ${lines.length} 行，而端口 ${port} 上没有服务监听：搜索也会匹配更长的端口号`,
			},
			{command: `${commandLine(listing.command)} | grep :${port}`, excerpt: lines.slice(0, mostLines).join('\n')},
			{command: `ss -Hltn 'sport = :${port}'`, excerpt: {en: 'no line', zh: '没有输出'}},
		),
	];
}

/** The port is shown as listening, and no connection comes about. */
export function listeningAgainstQueue(
	served: Known<ServedPorts>,
	asked: Known<Answers>,
	full: WordedEvidence | undefined,
): readonly Finding[] {
	if (!served.known || !asked.known || full === undefined || asked.value.exact.reply.connectMs !== undefined) return [];
	const [observation] = served.from;
	if (observation === undefined) return [];
	return [
		contradiction(
			{
				en: 'The port is listed as listening, and new connections time out: the kernel lists a socket whose accept queue is full as any other',
				zh: '端口显示为正在监听，而新连接超时：全连接队列已满的套接字在内核的列表中与其他套接字没有区别',
			},
			{command: commandLine(observation.command), excerpt: full.excerpt},
			said(asked.value.exact),
		),
	];
}

/** A browser's method is answered well, and the check's isn't. */
export function getAgainstHead(asked: Known<Answers>): readonly Finding[] {
	if (!asked.known || asked.value.health === 'good') return [];
	const {exact, variants} = asked.value;
	const other = variants.find(variant => variant.isAccepted && differsOnly(variant, 'method'));
	if (other === undefined) return [];
	const {shape, reply} = other.observation;
	return [
		contradiction(
			{
				en: `${shape.method} is answered with ${reply.status}, and the check's ${exact.shape.method} with ${exact.reply.status ?? 'nothing'}: a browser or a plain curl asks with the one, the load balancer with the other`,
				zh: `${shape.method} 得到 ${reply.status} 应答，而健康检查的 ${exact.shape.method} ${exact.reply.status === undefined ? '没有得到应答' : `得到 ${exact.reply.status}`}：浏览器或普通的 curl 使用前者，负载均衡使用后者`,
			},
			said(other.observation),
			said(exact),
		),
	];
}

/** `iptables -S` shows no rule, and a rule elsewhere stops the probes. */
export function emptyAgainstRules(
	plain: Known<Observation | undefined>,
	ways: Known<readonly Passage[]>,
	filters: Known<PacketFilters>,
): readonly Finding[] {
	if (!plain.known || plain.value === undefined || !ways.known || !filters.known) return [];
	const shown = plain.value;
	if (!succeeded(shown) || /^-A /m.test(shown.stdout)) return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		const [typed, rule] = [commandLine(shown.command), ruleWords(verdict.by)];
		const isOwn = verdict.by.tool !== 'iptables';
		return [
			contradiction(
				{
					en: `${typed} shows no rule, and ${rule.en} stops packets: it shows only the table filter of ${isOwn ? 'its own kind' : 'iptables'}`,
					zh: `${typed} 没有显示任何规则，而 ${rule.zh}在拦截报文：该命令只显示${isOwn ? '它自己那一种' : ' iptables '}的 filter 表`,
				},
				evidence(shown),
				ruleEvidence(verdict.by, ways.from),
			),
		];
	}
	return [];
}
