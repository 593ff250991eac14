import type {CauseFinding, Evidence, Finding, Values} from '../../engine/finding.ts';
import {evidence} from '../../engine/finding.ts';
import type {Known, Seen} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
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
				values: {detail: restarts.value.seen ?? '', ...(restarts.value.units[0] && {unit: restarts.value.units[0]})},
				evidence: [{command: `ss -lntp 'sport = :${target.healthCheck.port}'`, excerpt: restarts.value.seen ?? ''}],
			},
		];

	const {check} = serving.value;
	if (check.is === 'served') return [{is: 'ok', say: servedWords(check.by, target)}];
	if (check.is === 'forwarded')
		return [
			{
				is: 'ok',
				say: `Port ${target.healthCheck.port} is forwarded to ${check.delivery.address}:${check.delivery.port}, so no listener of this host is needed`,
			},
		];
	if (target.healthCheck.protocol === 'udp') return judgeUdp(serving, facts, target);
	if (check.is === 'elsewhere') return [elsewhere(check, serving, target)];
	return [nobody({...facts, serving}, target)];
};

const servedWords = (by: readonly Listener[], {healthCheck}: Target): string => {
	const [first] = by;
	if (first === undefined) return `Something listens on port ${healthCheck.port}`;
	const who = processName(first) ?? 'A process that only root can see';
	const both = first.address === '::' ? ' (a socket for IPv6 and IPv4)' : '';
	return `${who} listens on ${socketName(first)}${both}`;
};

/** Without a list of sockets, an answer still shows that something listens, and a refusal that nothing does. */
const unknownUnlessAnswered = ({answers}: ListeningFacts, why: string): readonly Finding[] => {
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
		return [{is: 'ok', say: 'Connections are taken, so something listens (the list of sockets can’t be read)'}];
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

const valuesOf = (listener: Listener): Values => {
	const process = processName(listener);
	const pid = listener.processes[0]?.pid;
	return {
		listener: socketName(listener),
		address: listener.address,
		port: `${listener.port}`,
		...(process === undefined ? {} : {process}),
		...(pid === undefined ? {} : {pid: `${pid}`}),
	};
};

/** The lines of the list of sockets that name a port; or the statement that none does. */
const socketEvidence = ({from}: Seen<ServedPorts>, ...ports: readonly number[]): Evidence => {
	const observation = from.find(({stdout}) => stdout.includes(':'));
	if (observation === undefined) return {command: 'ss -lntp', excerpt: 'no socket listens'};
	const lines = observation.stdout
		.split('\n')
		.filter(line => ports.some(port => new RegExp(`:${port}\\s`).test(`${line} `)))
		.map(line => line.trim().replace(/\s+/g, ' '));
	return evidence(
		observation,
		lines.length > 0 ? lines.slice(0, 4).join('\n') : `no line for port ${ports.join(' or ')}`,
	);
};

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
			values: {unit, detail: 'systemd is about to start it again'},
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
			...(others.length === 0 ? {} : {detail: `what listens here: ${others.slice(0, 6).map(socketName).join(', ')}`}),
		},
	};
};

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
				values: dropped?.is === 'stop' ? {rule: dropped.by.text, detail: 'a rule drops the probes'} : {},
				evidence: [
					sockets,
					dropped?.is === 'stop'
						? {
								command: dropped.by.tool === 'nft' ? 'nft list ruleset' : `${dropped.by.tool}-save`,
								excerpt: dropped.by.text,
							}
						: evidence(answers.value.exact, 'no ICMP port unreachable came back'),
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
