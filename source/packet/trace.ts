import type {FilterVerdict, Passage, ProbePacket, RuleRef, TraceStep} from './passage.ts';

/** One row of a packet's way: further in is deeper within it. */
export type TraceRow = {readonly depth: number; readonly text: string; readonly tone?: 'heading'};

/** A packet's way as a packet tracer prints it: each hook, chain and rule that it met, and what came of it. */
export function traceRows(passage: Passage, packet: ProbePacket): readonly TraceRow[] {
	const rows: TraceRow[] = [{depth: 0, text: headline(passage, packet), tone: 'heading'}];
	let [hook, chain] = ['', ''];
	for (const step of passage.trace) {
		if ('at' in step) {
			if (step.at === 'packet') rows.push({depth: 1, text: step.did, tone: 'heading'});
			else rows.push({depth: 2, text: step.did});
			[hook, chain] = step.at === 'packet' ? ['', ''] : [hook, ''];
			continue;
		}
		if (step.rule.hook !== hook) rows.push({depth: 2, text: step.rule.hook});
		const place = chainWords(step.rule);
		if (step.rule.hook !== hook || place !== chain) rows.push({depth: 3, text: place});
		[hook, chain] = [step.rule.hook, place];
		rows.push({depth: 4, text: ruleWords(step)});
	}
	return [...rows, {depth: 1, text: ending(passage), tone: 'heading'}];
}

const headline = ({sources}: Passage, {destination, port, protocol, inInterface}: ProbePacket): string => {
	const from = sources.map(source => source.replace(/\/(32|128)$/, '')).join(', ');
	const to = protocol === 'icmp' ? `${destination} (ping)` : `${destination} port ${port} (${protocol})`;
	return `From ${from} to ${to}${inInterface === undefined ? '' : `, arriving on ${inInterface}`}`;
};

const chainWords = ({tool, family, table, chain}: RuleRef): string =>
	tool === 'nft' ? `${family} ${table} ${chain} (nft)` : `${table} ${chain} (${tool})`;

const ruleWords = ({rule, did}: Extract<TraceStep, {readonly rule: RuleRef}>): string =>
	rule.number === undefined ? `policy: ${did}` : `rule ${rule.number}: ${rule.text} → ${did}`;

/** What came of it, in one sentence. */
function ending({probe, reply, arrival, delivery, routes = [], routeDoubt}: Passage): string {
	if (probe.is === 'stop') return `Stopped: the probe is ${stopWords(probe)}.`;
	if (arrival?.is === 'refused') return 'Stopped: the kernel does not take the probe in.';
	if (probe.is === 'unknown') return `Can't be told: ${probe.why}.`;
	if (arrival) return `Can't be told: ${arrival.why}.`;
	if (probe.is === 'limited') return 'A part of the probes gets through: a limit decides.';
	if (delivery?.astray) return `Lost: it leaves by ${delivery.astray.interface} instead of ${delivery.astray.usual}.`;
	if (!reply || reply.is === 'stop') return `Stopped: the answer is ${reply ? stopWords(reply) : 'never sent'}.`;
	if (reply.is === 'unknown') return `Can't be told for the answer: ${reply.why}.`;
	if (reply.is === 'limited') return 'A part of the answers gets through: a limit decides.';
	if (routes.some(({is}) => is !== 'unicast')) return 'Lost: the answer has no way back.';
	if (routeDoubt !== undefined) return `Can't be told for the answer's route: ${routeDoubt}.`;
	const by = routes[0]?.interface;
	return `Accepted: the probe gets in, and the answer leaves${by === undefined ? '' : ` by ${by}`}.`;
}

const stopWords = (verdict: Extract<FilterVerdict, {readonly is: 'stop'}>): string =>
	verdict.how === 'drop' ? 'dropped' : `rejected (${verdict.with ?? 'with an error'})`;

/** What a packet's way comes to: `stopped` for sure, through for sure, or not known. */
export function outcomeOf({
	probe,
	reply,
	arrival,
	delivery,
	routes = [],
	routeDoubt,
}: Passage): 'accepted' | 'stopped' | 'unknown' {
	const isLost = routes.length > 0 && routes.every(({is}) => is !== 'unicast');
	if (probe.is === 'stop' || arrival?.is === 'refused' || delivery?.astray || reply?.is === 'stop' || isLost)
		return 'stopped';
	const isSure = probe.is === 'accept' && reply?.is === 'accept' && !arrival && routeDoubt === undefined;
	return isSure && routes.every(({is}) => is === 'unicast') ? 'accepted' : 'unknown';
}
