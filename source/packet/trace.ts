import {listed, verbatim, type Words} from '../engine/words.ts';
import type {FilterVerdict, Passage, ProbePacket, RuleRef, TraceStep} from './passage.ts';

/** One row of a packet's way: further in is deeper within it. */
export type TraceRow = {readonly depth: number; readonly text: Words; readonly tone?: 'heading'};

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
		if (step.rule.hook !== hook) rows.push({depth: 2, text: verbatim(step.rule.hook)});
		const place = chainWords(step.rule);
		if (step.rule.hook !== hook || place !== chain) rows.push({depth: 3, text: verbatim(place)});
		[hook, chain] = [step.rule.hook, place];
		rows.push({depth: 4, text: ruleWords(step)});
	}
	return [...rows, {depth: 1, text: ending(passage), tone: 'heading'}];
}

const headline = ({sources}: Passage, {destination, port, protocol, inInterface}: ProbePacket): Words => {
	const from = listed(sources.map(source => verbatim(source.replace(/\/(32|128)$/, ''))));
	const isPing = protocol === 'icmp';
	const to = {
		en: isPing ? `${destination} (ping)` : `${destination} port ${port} (${protocol})`,
		zh: isPing ? `${destination} (ping)` : `${destination} 端口 ${port} (${protocol})`,
	};
	return {
		en: `From ${from.en} to ${to.en}${inInterface === undefined ? '' : `, arriving on ${inInterface}`}`,
		zh: `从 ${from.zh} 到 ${to.zh}${inInterface === undefined ? '' : `，由 ${inInterface} 进入`}`,
	};
};

const chainWords = ({tool, family, table, chain}: RuleRef): string =>
	tool === 'nft' ? `${family} ${table} ${chain} (nft)` : `${table} ${chain} (${tool})`;

const ruleWords = ({rule, did}: Extract<TraceStep, {readonly rule: RuleRef}>): Words =>
	rule.number === undefined
		? {en: `policy: ${did.en}`, zh: did.zh}
		: {
				en: `rule ${rule.number}: ${rule.text} → ${did.en}`,
				zh: `规则 ${rule.number}：${rule.text} → ${did.zh}`,
			};

/** What came of it, in one sentence. */
function ending(passage: Passage): Words {
	const {probe, arrival, delivery} = passage;
	if (probe.is === 'stop') {
		const how = stopWords(probe);
		return {en: `Stopped: the probe is ${how.en}.`, zh: `被拦截：探测${how.zh}。`};
	}
	if (arrival?.is === 'refused')
		return {en: 'Stopped: the kernel does not take the probe in.', zh: '被拦截：内核不接收该探测。'};
	if (probe.is === 'unknown') return doubtful(probe.why);
	if (arrival) return doubtful(arrival.why);
	if (probe.is === 'limited')
		return {
			en: 'A part of the probes gets through: a limit decides.',
			zh: '只有部分探测能通过：由限制规则决定。',
		};
	if (delivery?.astray) {
		const {interface: name, usual} = delivery.astray;
		return {en: `Lost: it leaves by ${name} instead of ${usual}.`, zh: `丢失：它从 ${name} 发出，而不是 ${usual}。`};
	}
	return endOfAnswer(passage);
}

/** What came of the answer to a probe that gets in. */
function endOfAnswer({reply, routes = [], routeDoubt}: Pick<Passage, 'reply' | 'routes' | 'routeDoubt'>): Words {
	if (!reply) return {en: 'Stopped: the answer is never sent.', zh: '被拦截：应答不会发出。'};
	if (reply.is === 'stop') {
		const how = stopWords(reply);
		return {en: `Stopped: the answer is ${how.en}.`, zh: `被拦截：应答${how.zh}。`};
	}
	if (reply.is === 'unknown')
		return {en: `Can't be told for the answer: ${reply.why.en}.`, zh: `应答的结果无法确定：${reply.why.zh}。`};
	if (reply.is === 'limited')
		return {
			en: 'A part of the answers gets through: a limit decides.',
			zh: '只有部分应答能通过：由限制规则决定。',
		};
	if (routes.some(({is}) => is !== 'unicast'))
		return {en: 'Lost: the answer has no way back.', zh: '丢失：应答没有回程路由。'};
	if (routeDoubt !== undefined)
		return {en: `Can't be told for the answer's route: ${routeDoubt.en}.`, zh: `回程路由无法确定：${routeDoubt.zh}。`};
	const by = routes[0]?.interface;
	return {
		en: `Accepted: the probe gets in, and the answer leaves${by === undefined ? '' : ` by ${by}`}.`,
		zh: `放行：探测可以进入，应答${by === undefined ? '可以' : `从 ${by} `}发出。`,
	};
}

const doubtful = (why: Words): Words => ({en: `Can't be told: ${why.en}.`, zh: `结果无法确定：${why.zh}。`});

const stopWords = ({how, with: by}: Extract<FilterVerdict, {readonly is: 'stop'}>): Words =>
	how === 'drop'
		? {en: 'dropped', zh: '被丢弃'}
		: {en: `rejected (${by ?? 'with an error'})`, zh: by === undefined ? '被拒绝（返回错误）' : `被拒绝 (${by})`};

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
