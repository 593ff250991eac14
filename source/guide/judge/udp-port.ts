import type {Finding} from '../../engine/finding.ts';
import {evidence} from '../../engine/finding.ts';
import type {Seen} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {ServedPorts} from '../../fact/serving.ts';
import type {ListeningFacts} from './listening.ts';
import {socketEvidence} from './sockets.ts';

/** A UDP check takes silence for health: only an ICMP port unreachable shows that nobody is there. */
export const judgeUdp = (
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
