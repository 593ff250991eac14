import type {Finding, Values, WordedEvidence} from '../../engine/finding.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {FilterVerdict, RuleRef} from '../../packet/passage.ts';

/**
 * How many times as fast as one node probes a limit has to be, so that it leaves probes alone. Every node probes by
 * itself (FAQ about health checks), and behind a layer-7 listener clients come from the same addresses and use it up.
 */
const tight = {source: 5, all: 8} as const;
const generous = 50;
const fewConnections = 8;

type Judged = {
	readonly values: Values<Words>;
	readonly target: Target;
	readonly evidence: readonly WordedEvidence[];
};

/** A limit on the probes' way: how bad it is depends on how fast it lets packets through. */
export function judgeLimit(
	{by, limit}: Extract<FilterVerdict, {readonly is: 'limited'}>,
	{values, target, evidence}: Judged,
): readonly Finding[] {
	const perSecond = limit?.perSecond;
	const oneNode = 1 / target.healthCheck.intervalS;
	const rate = perSecond === undefined ? {} : {limit: rateWords(Number(perSecond.toPrecision(3)))};
	const cause = {is: 'cause', code: 'firewall-rate-limits-probes', values: {...values, ...rate}, evidence} as const;
	const udp = target.healthCheck.protocol === 'udp' ? ({severity: 'risk'} as const) : {};
	if (limit?.what === 'chance') return [{...cause, certainty: 'proven', ...udp}];
	// Probes are short, one at a time from each node: a limit of connections is reached with those of clients.
	if (limit?.what === 'connections' && (limit.most ?? 0) < fewConnections)
		return [{...cause, certainty: 'possible', severity: 'risk'}];
	if (limit?.what === 'connections') return [generousNote(by)];
	if (perSecond === undefined) return [{...cause, certainty: 'likely', ...udp}];
	if (perSecond <= oneNode * tight[limit?.per ?? 'all']) return [{...cause, certainty: 'likely', ...udp}];
	if (perSecond <= oneNode * generous) return [{...cause, certainty: 'possible', severity: 'risk'}];
	return [generousNote(by)];
}

const generousNote = ({text}: RuleRef): Finding => ({
	is: 'note',
	say: {
		en: `A limit far above the rate of probes is on their way: ${text}`,
		zh: `探测的路径上有一条限速规则，其上限远高于探测的频率：${text}`,
	},
});

const rateWords = (rate: number): Words => ({en: `${rate} a second`, zh: `每秒 ${rate} 个`});
