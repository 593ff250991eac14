import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Counters} from '../../fact/counters.ts';
import {isFull, processName} from '../../fact/listeners.ts';
import type {ServedPorts} from '../../fact/serving.ts';
import {grown} from './reply-words.ts';
import {severityBy, withSeverity} from './severity.ts';

type Seen = {
	readonly serving: Known<ServedPorts>;
	readonly answers: Known<Answers>;
	readonly counterGrowth: Known<Counters>;
};

/** A full accept queue drops new connections (listen(2)). */
export const judgeQueue = (
	{serving: served, answers: asked, counterGrowth: growth}: Seen,
	target: Target,
): readonly Finding[] => {
	if (!served.known || served.value.check.is !== 'served') return [];
	const listener = served.value.check.by.find(isFull);
	if (listener === undefined) return [];
	const overflows = growth.known ? (growth.value.TcpExtListenOverflows ?? 0) : 0;
	const [observation] = served.from;
	const process = processName(listener);
	return [
		withSeverity(
			{
				is: 'cause',
				code: 'accept-queue-full',
				certainty: 'proven',
				values: {
					used: verbatim(`${listener.acceptQueue}`),
					limit: verbatim(`${listener.backlog}`),
					port: `${target.healthCheck.port}`,
					...(process === undefined ? {} : {process: verbatim(process)}),
				},
				evidence: [
					...(observation === undefined
						? []
						: [
								evidence<Words>(observation, {
									en: `port ${listener.port}: Recv-Q ${listener.acceptQueue}, Send-Q ${listener.backlog}`,
									zh: `端口 ${listener.port}：Recv-Q ${listener.acceptQueue}，Send-Q ${listener.backlog}`,
								}),
							]),
					...(overflows > 0 ? [{command: 'nstat -az TcpExtListenOverflows', excerpt: grown(overflows)}] : []),
				],
			},
			severityBy(asked),
		),
	];
};
