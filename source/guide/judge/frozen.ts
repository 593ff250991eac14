import {type Evidence, evidence, type Finding, type Values, type WordedEvidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FrozenProcess} from '../../fact/frozen.ts';
import {type Listener, socketName} from '../../fact/listeners.ts';
import type {PortSockets} from '../../fact/port-sockets.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {ss} from '../../fact/ss.ts';
import {serviceValues} from './service-values.ts';

/**
 * Judges whether the service's process is kept from running: by a signal (state T), a tracer (state t) or the freezer of
 * control groups (proc_pid_status(5), State and TracerPid; cgroup-v2.rst, cgroup.freeze).
 */
export const judgeFrozen = (
	{
		serviceProcess,
		frozenProcesses,
		portSockets,
		answers,
	}: {
		readonly frozenProcesses: Known<readonly FrozenProcess[]>;
		readonly serviceProcess: Known<readonly ServiceProcess[]>;
		readonly portSockets: Known<PortSockets>;
		readonly answers: Known<Answers>;
	},
	{healthCheck}: Target,
): readonly Finding[] => {
	if (!serviceProcess.known || !frozenProcesses.known) return [];
	const frozen = frozenProcesses.value;
	const [first] = frozen;
	if (first === undefined) return [];
	const health = answers.known ? answers.value.health : 'silent';
	const isHttp = answers.known && answers.value.exact.shape.method !== undefined;
	// The kernel goes on taking connections for a frozen process, until its accept queue is full.
	const passes = health === 'good';
	// A check that only connects passes there too, until the queue is full.
	const stuck = isHttp && portSockets.known ? portSockets.value.stuck : undefined;
	if (passes && isHttp && stuck === undefined)
		return mayServeOne(portSockets, serviceProcess.value, frozen)
			? [
					{
						is: 'unknown',
						why: {
							en: `${first.name} (pid ${first.pid}) is frozen, and may serve one of the several sockets of the port: what the kernel gives to that one gets no answer`,
							zh: `${first.name} (pid ${first.pid}) 被冻结，而该端口有多个套接字，其中一个可能由它服务：内核分给该套接字的连接得不到应答`,
						},
						matters: true,
						wouldTell: ss(['tcp_diag'], '-Hltn', 'sport', '=', `:${healthCheck.port}`),
					},
				]
			: [
					{
						is: 'note',
						say: {
							en: `${first.name} (pid ${first.pid}) is frozen, but others of the service answer`,
							zh: `${first.name} (pid ${first.pid}) 被冻结，但该服务的其他进程仍有应答`,
						},
					},
				];
	return [
		{
			is: 'cause',
			code: 'service-stopped',
			certainty: 'proven',
			...(passes && stuck === undefined ? {severity: 'risk'} : {}),
			values: {
				...serviceValues(serviceProcess, first.pid),
				pid: frozen.map(({pid}) => pid).join(' '),
				share: verbatim(`${frozen.length} of ${serviceProcess.value.length}`),
				...keptBy(first),
			},
			evidence: [...evidenceOf(first), ...stuckEvidence(stuck, portSockets)],
		},
	];
};

/** Whether a frozen process may have a socket to itself; one whose children go on working has left that to them. */
const mayServeOne = (
	sockets: Known<PortSockets>,
	all: readonly ServiceProcess[],
	frozen: readonly FrozenProcess[],
): boolean => {
	const works = (one: ServiceProcess): boolean => frozen.every(({pid}) => pid !== one.pid);
	const leads = ({pid}: FrozenProcess): boolean => all.some(one => one.parent === pid && works(one));
	return sockets.known && sockets.value.isShared && !frozen.every(leads);
};

/** Connections wait at one of several sockets, though the others are served. */
const stuckEvidence = (stuck: Listener | undefined, {from: [list]}: Known<unknown>): readonly WordedEvidence[] =>
	stuck === undefined || list === undefined
		? []
		: [
				evidence<Words>(list, {
					en: `${socketName(stuck)}: Recv-Q ${stuck.acceptQueue} at one of several sockets, and it doesn't shrink`,
					zh: `${socketName(stuck)}：多个套接字之一的 Recv-Q 为 ${stuck.acceptQueue}，且不减少`,
				}),
			];

const keptBy = ({freezer, tracer}: FrozenProcess): Values<Words> => {
	if (freezer !== undefined) return {freezer: freezer.folder};
	return tracer === undefined ? {} : {tracer: `${tracer}`};
};

const evidenceOf = ({pid, state, freezer, tracer}: FrozenProcess): readonly Evidence[] => {
	const status = `cat /proc/${pid}/status`;
	if (freezer === undefined)
		return [
			{
				command: status,
				excerpt:
					tracer === undefined ? `State: ${state} (stopped)` : `State: ${state} (tracing stop)\nTracerPid: ${tracer}`,
			},
		];
	return [
		{
			command: `cat ${freezer.folder}/${freezer.version === 2 ? 'cgroup.freeze' : 'freezer.self_freezing'}`,
			excerpt: '1',
		},
		{command: status, excerpt: `State: ${state}`},
	];
};
