import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Answers} from '../../fact/answers.ts';
import type {ServiceProcess} from '../../fact/service-process.ts';

/** Judges whether the service's process was stopped by a signal (state T or t, proc_pid_status(5)). */
export const judgeFrozen = ({
	serviceProcess,
	answers,
}: {
	readonly serviceProcess: Known<readonly ServiceProcess[]>;
	readonly answers: Known<Answers>;
}): readonly Finding[] => {
	if (!serviceProcess.known) return [];
	const frozen = serviceProcess.value.filter(({state}) => state.toUpperCase() === 'T');
	const [first] = frozen;
	if (first === undefined) return [];
	const health = answers.known ? answers.value.health : 'silent';
	const isHttp = answers.known && answers.value.exact.shape.method !== undefined;
	// The kernel goes on taking connections for a frozen process, until its accept queue is full.
	const passes = health === 'good';
	if (passes && isHttp)
		return [
			{is: 'note', say: `${first.name} (pid ${first.pid}) is stopped by a signal, but others of the service answer`},
		];
	return [
		{
			is: 'cause',
			code: 'service-stopped',
			certainty: 'proven',
			...(passes ? {severity: 'risk'} : {}),
			values: {process: `${first.name} (pid ${first.pid})`, pid: frozen.map(({pid}) => pid).join(' ')},
			evidence: [{command: `cat /proc/${first.pid}/status`, excerpt: `State: ${first.state} (stopped)`}],
		},
	];
};
