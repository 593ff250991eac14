import {commandLine} from '../engine/command.ts';
import {evidence, type Finding, type Values} from '../engine/finding.ts';
import type {Known} from '../engine/known.ts';
import {defineStep} from '../engine/step.ts';
import {kernelSettings, reversePathFilter} from '../fact/kernel-settings.ts';
import {markedRoutes} from '../fact/marked-routes.ts';
import {type Neighbours, neighbours} from '../fact/neighbours.ts';
import {type Routes, routes, type SourceRoute, sampleOf} from '../fact/routes.ts';
import {overlayOf} from './judge/overlay.ts';

export default defineStep({
	id: 'return-route',
	title: 'Do the answers find their way back to the load balancer?',
	why: 'An answer that is routed away, or nowhere, never reaches the load balancer, and every test on the host itself stays green: its packets never leave the host.',
	passage: 'Not in the document. Its own tests can’t see a missing or wrong route back to the load balancer.',
	document: ({sources}) => ({
		command: 'none',
		but: `The route to addresses of ${sources.join(', ')} is asked for.`,
	}),
	needs: {routes, kernelSettings, neighbours, markedRoutes},
	judge: ({routes: back, kernelSettings: settings, neighbours: near, markedRoutes: marked}, target) => {
		if (!back.known)
			return [
				{
					is: 'unknown',
					why: back.why,
					matters: true,
					wouldTell: back.wouldTell ?? {
						file: 'ip',
						args: ['route', 'get', sampleOf(target.sources[0] ?? '100.64.0.0/10')],
					},
				},
			];
		const strict =
			settings.known && back.value.arrival !== undefined
				? reversePathFilter(settings.value, back.value.arrival) === 1
				: false;
		const findings = back.value.replies.flatMap(reply => judgeReply(reply, back.value, strict));
		if (findings.length > 0) return merged(findings);
		const unanswered = judgeNextHop(back.value.replies, near);
		if (unanswered.length > 0) return unanswered;
		const [first] = back.value.replies;
		const elsewhere = marked.known ? marked.value[0] : undefined;
		if (elsewhere !== undefined)
			return [
				{
					is: 'unknown',
					why: `answers that carry the mark of “${elsewhere.rule}” would go ${elsewhere.interface ?? 'nowhere'}, and a packet filter sets marks (${elsewhere.setBy})`,
					matters: true,
					wouldTell: elsewhere.observation.command,
				},
			];
		return [
			{
				is: 'ok',
				say: `The answers go back by ${first?.interface ?? 'the interface'}${first?.gateway ? ` and ${first.gateway}` : ''}, where probes arrive`,
			},
		];
	},
});

const judgeReply = (reply: SourceRoute, {arrival, replies}: Routes, isStrict: boolean): readonly Finding[] => {
	const {kind, line, observation} = reply;
	const values: Values = {
		source: reply.source,
		route: line,
		...(replies.length > 1 ? {part: reply.part, partCidr: reply.part} : {}),
		...(reply.interface === undefined ? {} : {interface: reply.interface}),
		...(reply.gateway === undefined ? {} : {gateway: reply.gateway}),
		...(reply.table === undefined ? {} : {table: reply.table}),
	};
	const found = [evidence(observation, line || commandLine(observation.command))];
	if (kind === 'routed' && (arrival === undefined || reply.interface === arrival)) return [];
	// A single address of the host's own inside the sources takes nothing from the load balancer.
	if (kind === 'local' && reply.part.endsWith('/32')) return [];
	if (kind === 'routed' || kind === 'local') {
		const overlay = overlayOf(reply.interface ?? '', reply.table);
		if (overlay !== undefined)
			return [
				{
					is: 'cause',
					code: overlay === 'tailscale' ? 'tailscale-captures-probe-range' : 'overlay-captures-probe-range',
					certainty: 'proven',
					values: {...values, owner: overlay},
					evidence: found,
				},
			];
		return [
			{
				is: 'cause',
				code: 'return-route-wrong',
				// Where strict filtering drops the probes on arrival, no answer is sent that could take the wrong way.
				certainty: isStrict ? 'likely' : 'proven',
				values: {...values, ...(arrival === undefined ? {} : {name: arrival})},
				evidence: found,
			},
		];
	}

	return [
		{
			is: 'cause',
			code: 'return-route-missing',
			certainty: 'proven',
			values: {...values, detail: kind},
			evidence: found,
		},
	];
};

/** A next hop that doesn't answer who it is takes no packets (ip-neighbour(8), FAILED and INCOMPLETE). */
const judgeNextHop = (replies: readonly SourceRoute[], near: Known<Neighbours>): readonly Finding[] => {
	if (!near.known) return [];
	const dead = replies.find(
		({gateway, source}) => near.value[gateway ?? source] === 'FAILED' || near.value[gateway ?? source] === 'INCOMPLETE',
	);
	if (dead === undefined) return [];
	const hop = dead.gateway ?? dead.source;
	return [
		{
			is: 'cause',
			code: 'return-route-missing',
			certainty: 'likely',
			values: {
				source: dead.source,
				route: dead.line,
				...(dead.interface === undefined ? {} : {interface: dead.interface}),
				detail: `the next hop ${hop} does not answer`,
			},
			evidence: [
				evidence(dead.observation, dead.line),
				...near.from.map(observation => evidence(observation, `${hop} ${near.value[hop]}`)),
			],
		},
	];
};

/** Several parts of the sources can have the same fault: one finding with all their evidence, and all parts named. */
const merged = (findings: readonly Finding[]): readonly Finding[] => {
	const byCode = new Map<string, Finding>();
	for (const finding of findings) {
		if (finding.is !== 'cause') continue;
		const other = byCode.get(finding.code);
		const {part, partCidr, ...rest} = finding.values;
		if (other?.is !== 'cause') byCode.set(finding.code, finding);
		else {
			const parts = [other.values.partCidr, partCidr].filter(word => word !== undefined);
			const named = parts.length > 0 ? {part: parts.join(', '), partCidr: parts.join(',')} : {};
			byCode.set(finding.code, {
				...other,
				values: {...rest, ...other.values, ...named},
				evidence: [...other.evidence, ...finding.evidence].slice(0, 4),
			});
		}
	}

	return [...byCode.values()];
};
