import type {CauseFinding, Finding} from '../../engine/finding.ts';
import {evidence} from '../../engine/finding.ts';
import type {Known, Seen} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {socketName} from '../../fact/listeners.ts';
import type {OtherService} from '../../fact/other-services.ts';
import type {Restarts} from '../../fact/restarts.ts';
import type {ServedPorts, Serving} from '../../fact/serving.ts';
import type {Passage} from '../../packet/passage.ts';
import {otherSockets, servedWords, socketEvidence, valuesOf} from './sockets.ts';
import {judgeUdp} from './udp-port.ts';

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
