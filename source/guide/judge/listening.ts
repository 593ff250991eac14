import type {CauseFinding, Finding, Values, WordedEvidence} from '../../engine/finding.ts';
import {evidence} from '../../engine/finding.ts';
import type {Known, Seen} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {type Listener, processName, socketName} from '../../fact/listeners.ts';
import type {OtherService} from '../../fact/other-services.ts';
import type {Restarts} from '../../fact/restarts.ts';
import type {ServedPorts, Serving} from '../../fact/serving.ts';
import type {Passage} from '../../packet/passage.ts';

/** What is known of who listens. */
export type ListeningFacts = {
	readonly serving: Known<ServedPorts>;
	readonly otherServices: Known<readonly OtherService[]>;
	readonly restarts: Known<Restarts>;
	readonly answers: Known<Answers>;
	readonly passages: Known<readonly Passage[]>;
};

/** Judges whether something takes the probes that arrive for the checked port. */
export const judgeListening = (facts: ListeningFacts, target: Target): readonly Finding[] => {
	const {serving, restarts} = facts;
	if (!serving.known) return unknownUnlessAnswered(facts, serving.why);
	if (restarts.known && restarts.value.isRestarting)
		return [
			{
				is: 'cause',
				code: 'service-restarting',
				certainty: 'proven',
				values: {
					...(restarts.value.seen && {detail: restarts.value.seen}),
					...(restarts.value.units[0] && {unit: restarts.value.units[0]}),
				},
				evidence: [{command: `ss -lntp 'sport = :${target.healthCheck.port}'`, excerpt: restarts.value.seen ?? ''}],
			},
		];

	const {check} = serving.value;
	if (check.is === 'served') return [{is: 'ok', say: servedWords(check.by, target)}];
	if (check.is === 'forwarded')
		return [
			{
				is: 'ok',
				say: {
					en: `Port ${target.healthCheck.port} is forwarded to ${check.delivery.address}:${check.delivery.port}, so no listener of this host is needed`,
					zh: `端口 ${target.healthCheck.port} 转发到 ${check.delivery.address}:${check.delivery.port}，因此不需要本机监听`,
				},
			},
		];
	if (target.healthCheck.protocol === 'udp') return judgeUdp(serving, facts, target);
	if (check.is === 'elsewhere') return [elsewhere(check, serving, target)];
	return [nobody({...facts, serving}, target)];
};

const servedWords = (by: readonly Listener[], {healthCheck}: Target): Words => {
	const [first] = by;
	if (first === undefined)
		return {
			en: `Something listens on port ${healthCheck.port}`,
			zh: `端口 ${healthCheck.port} 上有服务监听`,
		};
	const [who, isBoth] = [processName(first), first.address === '::'];
	return {
		en: `${who ?? 'A process that only root can see'} listens on ${socketName(first)}${isBoth ? ' (a socket for IPv6 and IPv4)' : ''}`,
		zh: `${who ?? '仅 root 可见的进程'} 监听 ${socketName(first)}${isBoth ? '（同时用于 IPv6 和 IPv4 的套接字）' : ''}`,
	};
};

/** Without a list of sockets, an answer still shows that something listens, and a refusal that nothing does. */
const unknownUnlessAnswered = ({answers}: ListeningFacts, why: Words): readonly Finding[] => {
	if (answers.known && answers.value.health === 'refused')
		return [
			{
				is: 'cause',
				code: 'service-not-listening',
				certainty: 'likely',
				values: {},
				evidence: [evidence(answers.value.exact)],
			},
		];
	if (answers.known && answers.value.exact.reply.connectMs !== undefined)
		return [
			{
				is: 'ok',
				say: {
					en: 'Connections are taken, so something listens (the list of sockets can’t be read)',
					zh: '连接被接受，因此有服务监听（无法读取套接字列表）',
				},
			},
		];
	return [{is: 'unknown', why, matters: true, wouldTell: {file: 'ss', args: ['-lntp'], privileged: true}}];
};

const codes = {
	loopback: 'listening-loopback-only',
	'ipv6-only': 'listening-ipv6-only',
	'other-address': 'listening-other-address',
	'other-device': 'listening-other-address',
} as const;

const elsewhere = (
	{why, listener}: Extract<Serving, {readonly is: 'elsewhere'}>,
	serving: Seen<ServedPorts>,
	target: Target,
): CauseFinding => ({
	is: 'cause',
	code: codes[why],
	certainty: 'proven',
	values: {...valuesOf(listener), ...(why === 'other-device' && listener.device ? {interface: listener.device} : {})},
	evidence: [socketEvidence(serving, target.healthCheck.port)],
});

const valuesOf = (listener: Listener): Values<Words> => {
	const process = processName(listener);
	const pid = listener.processes[0]?.pid;
	return {
		listener: socketName(listener),
		address: listener.address,
		port: `${listener.port}`,
		...(process === undefined ? {} : {process: verbatim(process)}),
		...(pid === undefined ? {} : {pid: `${pid}`}),
	};
};

/** The lines of the list of sockets that name a port; or the statement that none does. */
const socketEvidence = ({from}: Seen<ServedPorts>, ...ports: readonly number[]): WordedEvidence => {
	const observation = from.find(({stdout}) => stdout.includes(':'));
	if (observation === undefined)
		return {command: 'ss -lntp', excerpt: {en: 'no socket listens', zh: '没有套接字在监听'}};
	const lines = observation.stdout
		.split('\n')
		.filter(line => ports.some(port => new RegExp(`:${port}\\s`).test(`${line} `)))
		.map(line => line.trim().replace(/\s+/g, ' '));
	return lines.length > 0
		? evidence(observation, lines.slice(0, 4).join('\n'))
		: evidence<Words>(observation, noLine(...ports));
};

/** A list of sockets says nothing of these ports. */
export const noLine = (...ports: readonly number[]): Words => ({
	en: `no line for port ${ports.join(' or ')}`,
	zh: `没有端口 ${ports.join(' 或 ')} 的行`,
});

const nobody = (
	{serving, otherServices, restarts}: ListeningFacts & {readonly serving: Seen<ServedPorts>},
	target: Target,
): CauseFinding => {
	const {port} = target.healthCheck;
	const {backend, others} = serving.value;
	const none = {
		is: 'cause',
		certainty: 'proven',
		evidence: [socketEvidence(serving, port)],
	} as const;
	if (backend?.is === 'served' || backend?.is === 'forwarded')
		return {
			...none,
			code: 'health-check-port-mismatch',
			values: {
				port: `${target.port}`,
				...(backend.is === 'served' && backend.by[0] ? valuesOf(backend.by[0]) : {}),
			},
			evidence: [socketEvidence(serving, port, target.port)],
		};
	const [unit] = restarts.known ? restarts.value.units : [];
	if (unit !== undefined)
		return {
			...none,
			code: 'service-restarting',
			certainty: 'likely',
			values: {unit, detail: {en: 'systemd is about to start it again', zh: 'systemd 即将再次启动它'}},
			evidence: [
				...none.evidence,
				{command: 'systemctl list-units --state=activating', excerpt: `${unit} activating auto-restart`},
			],
		};
	const [other] = otherServices.known ? otherServices.value : [];
	if (other !== undefined)
		return {
			...none,
			code: 'listening-on-other-port',
			certainty: other.isAccepted ? 'proven' : 'likely',
			values: valuesOf(other.listener),
			evidence: [
				socketEvidence(serving, port, other.listener.port),
				...(other.answer === undefined ? [] : [evidence(other.answer)]),
			],
		};
	return {
		...none,
		code: 'service-not-listening',
		values: {
			...(restarts.known && restarts.value.stopped !== undefined ? {unit: restarts.value.stopped} : {}),
			...(others.length === 0 ? {} : {detail: otherSockets(others.slice(0, 6).map(socketName))}),
		},
	};
};

const otherSockets = (names: readonly string[]): Words => ({
	en: `what listens here: ${names.join(', ')}`,
	zh: `这里的监听有：${names.join('、')}`,
});

/** A UDP check takes silence for health: only an ICMP port unreachable shows that nobody is there. */
const judgeUdp = (
	serving: Seen<ServedPorts>,
	{answers, passages}: ListeningFacts,
	target: Target,
): readonly Finding[] => {
	const sockets = socketEvidence(serving, target.healthCheck.port);
	const dropped = passages.known
		? passages.value.map(({probe}) => probe).find(probe => probe.is === 'stop' && probe.how === 'drop')
		: undefined;
	const isAllDropped =
		passages.known &&
		passages.value.length > 0 &&
		passages.value.every(({probe}) => probe.is === 'stop' && probe.how === 'drop');
	if (answers.known && (answers.value.health === 'good' || isAllDropped))
		return [
			{
				is: 'cause',
				code: 'udp-failure-hidden',
				certainty: 'likely',
				values:
					dropped?.is === 'stop'
						? {rule: dropped.by.text, detail: {en: 'a rule drops the probes', zh: '有规则丢弃探测'}}
						: {},
				evidence: [
					sockets,
					dropped?.is === 'stop'
						? {
								command: dropped.by.tool === 'nft' ? 'nft list ruleset' : `${dropped.by.tool}-save`,
								excerpt: dropped.by.text,
							}
						: evidence<Words>(answers.value.exact, {
								en: 'no ICMP port unreachable came back',
								zh: '没有收到 ICMP 端口不可达',
							}),
				],
			},
		];
	return [
		{
			is: 'cause',
			code: 'udp-port-closed',
			certainty: 'proven',
			values: {},
			evidence: [sockets, ...(answers.known ? [evidence(answers.value.exact)] : [])],
		},
	];
};
