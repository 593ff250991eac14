import {type CauseFinding, evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim} from '../../engine/words.ts';
import {busiestDestination} from '../../fact/connection-traces.ts';
import type {Connection} from '../../fact/connections.ts';
import type {Descriptors} from '../../fact/descriptors.ts';
import {type KernelSettings, localPortRange} from '../../fact/kernel-settings.ts';
import type {ServiceLog} from '../../fact/service-log.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';
import {complaintEvidence, recentComplaint} from './complaints.ts';
import {serviceValues} from './service-values.ts';
import type {Suffering} from './suffering.ts';

type Facts = {
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly serviceLog: Known<ServiceLog>;
	readonly descriptors: Known<Descriptors>;
	readonly connections: Known<readonly Connection[]>;
	readonly kernelSettings: Known<KernelSettings>;
};

/** Judges what a service has only so many of: descriptors, workers, ports for its own connections. */
export const judgeCapacity = (facts: Facts, suffering: Suffering): readonly Finding[] => {
	const isSuffering = suffering === 'slow' || suffering === 'failing';
	return [
		...judgeDescriptors(facts, isSuffering ? 'failure' : 'risk'),
		...(isSuffering ? [...judgeWorkers(facts), ...judgePorts(facts)] : []),
	];
};

const usedUp = 0.98;

const judgeDescriptors = (facts: Facts, severity: 'failure' | 'risk'): readonly CauseFinding[] => {
	const {serviceProcess, serviceLog, descriptors} = facts;
	const said = severity === 'failure' ? recentComplaint(serviceLog, 'too-many-open-files') : undefined;
	const full = serviceProcess.known
		? serviceProcess.value.find(
				({openFiles = [], descriptorLimit = 0}) => descriptorLimit > 0 && openFiles.length >= usedUp * descriptorLimit,
			)
		: undefined;
	const base = {is: 'cause', code: 'file-descriptors-exhausted', severity} as const;
	if (full) {
		const [used, limit] = [`${full.openFiles?.length}`, `${full.descriptorLimit}`];
		return [
			{
				...base,
				certainty: severity === 'failure' ? 'proven' : 'likely',
				values: {...serviceValues(serviceProcess, full.pid), used: verbatim(used), limit: verbatim(limit)},
				evidence: [
					{command: `ls /proc/${full.pid}/fd | wc -l`, excerpt: used},
					{command: `grep 'open files' /proc/${full.pid}/limits`, excerpt: `Max open files ${limit}`},
					...complaintEvidence(said),
				],
			},
		];
	}

	if (descriptors.known && descriptors.value.used >= usedUp * descriptors.value.limit) {
		const {used, limit} = descriptors.value;
		return [
			{
				...base,
				certainty: severity === 'failure' ? 'proven' : 'likely',
				values: {
					process: {en: 'the whole system', zh: '整个系统'},
					used: verbatim(`${used}`),
					limit: verbatim(`${limit}`),
				},
				evidence: descriptors.from.slice(0, 1).map(one => evidence(one)),
			},
		];
	}

	// Descriptors come free between the failure and this look.
	return said
		? [
				{
					...base,
					certainty: 'likely',
					values: {...serviceValues(serviceProcess), detail: verbatim(said.line)},
					evidence: complaintEvidence(said),
				},
			]
		: [];
};

const judgeWorkers = ({serviceLog, serviceProcess}: Facts): readonly CauseFinding[] => {
	const said = recentComplaint(serviceLog, 'workers-busy');
	if (!said) return [];
	return [
		{
			is: 'cause',
			code: 'worker-pool-exhausted',
			certainty: 'likely',
			values: {...serviceValues(serviceProcess), name: said.file, detail: verbatim(said.line)},
			evidence: complaintEvidence(said),
		},
	];
};

const judgePorts = ({serviceLog, connections, kernelSettings, serviceProcess}: Facts): readonly CauseFinding[] => {
	const said = recentComplaint(serviceLog, 'no-local-port');
	const range = kernelSettings.known ? localPortRange(kernelSettings.value) : undefined;
	const busiest = connections.known && range ? busiestDestination(connections.value, range) : undefined;
	const isUsedUp = busiest !== undefined && busiest.used >= 0.95 * busiest.size;
	if (!said && !isUsedUp) return [];
	const to = busiest && `${busiest.to.address}:${busiest.to.port}`;
	return [
		{
			is: 'cause',
			code: 'ephemeral-ports-exhausted',
			certainty: said && isUsedUp ? 'proven' : 'likely',
			values: {
				...serviceValues(serviceProcess),
				...(isUsedUp &&
					busiest && {
						used: {en: `${busiest.used} towards ${to}`, zh: `${busiest.used} 个发往 ${to}`},
					}),
				...(range && {limit: verbatim(`${range.from}-${range.to}`)}),
				...(said && {detail: verbatim(said.line)}),
			},
			evidence: [
				...(isUsedUp && busiest
					? [
							{
								command: 'ss -tan',
								excerpt: {
									en: `${busiest.used} of ${busiest.size} local ports are in use towards ${to}`,
									zh: `${busiest.size} 个本地端口中有 ${busiest.used} 个用于连接 ${to}`,
								},
							},
						]
					: []),
				...complaintEvidence(said),
			],
		},
	];
};
