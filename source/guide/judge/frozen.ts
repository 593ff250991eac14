import type {Evidence, Finding, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FrozenProcess} from '../../fact/frozen.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {serviceValues} from './service-values.ts';

/**
 * Judges whether the service's process is kept from running: by a signal (state T), a tracer (state t) or the freezer of
 * control groups (proc_pid_status(5), State and TracerPid; cgroup-v2.rst, cgroup.freeze).
 */
export const judgeFrozen = ({
	serviceProcess,
	frozenProcesses,
	answers,
}: {
	readonly frozenProcesses: Known<readonly FrozenProcess[]>;
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly answers: Known<Answers>;
}): readonly Finding[] => {
	if (!serviceProcess.known || !frozenProcesses.known) return [];
	const frozen = frozenProcesses.value;
	const [first] = frozen;
	if (first === undefined) return [];
	const health = answers.known ? answers.value.health : 'silent';
	const isHttp = answers.known && answers.value.exact.shape.method !== undefined;
	// The kernel goes on taking connections for a frozen process, until its accept queue is full.
	const passes = health === 'good';
	if (passes && isHttp)
		return [
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
			...(passes ? {severity: 'risk'} : {}),
			values: {
				...serviceValues(serviceProcess, first.pid),
				pid: frozen.map(({pid}) => pid).join(' '),
				share: verbatim(`${frozen.length} of ${serviceProcess.value.length}`),
				...keptBy(first),
			},
			evidence: evidenceOf(first),
		},
	];
};

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
