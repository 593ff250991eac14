import {chinese} from '../engine/chinese.ts';
import {command} from '../engine/command.ts';
import type {CauseFinding, Finding, Values} from '../engine/finding.ts';
import type {Known} from '../engine/known.ts';
import {withoutStop} from '../engine/known.ts';
import {defineStep} from '../engine/step.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {type Answers, answers} from '../fact/answers.ts';
import {keepers} from '../fact/keepers.ts';
import {type Neighbours, neighbours} from '../fact/neighbours.ts';
import {type Process, processes} from '../fact/processes.ts';
import {type ReplyRoutes, replyRoutes, type SourceRoute, sampleOf} from '../fact/reply-routes.ts';
import {type HostRouting, routing} from '../fact/routing.ts';
import type {ReplyRoute} from '../packet/passage.ts';
import {localAgainstRoute} from './judge/contradiction.ts';
import {withKeepers} from './judge/keepers.ts';
import {mergeParts} from './judge/merge-parts.ts';
import {judgeNextHop} from './judge/next-hop.ts';
import {collisionOwner, overlayOf} from './judge/overlay.ts';
import {markedWords, routeEvidence, routeValues, wayWords} from './judge/route-words.ts';
import {partValues, partWords} from './judge/sources-part.ts';

export default defineStep({
	id: 'return-route',
	title: {
		en: 'Do the answers find their way back to the load balancer?',
		zh: '应答能否回到负载均衡？',
	},
	why: {
		en: 'An answer that is routed away, or nowhere, never reaches the load balancer, and every test on the host itself stays green: its packets never leave the host.',
		zh: '应答被路由到别处或无路可走时，永远到不了负载均衡，而本机上的测试全部正常：它的报文从不离开主机。',
	},
	passage: {
		en: 'Not in the document. Its own tests can’t see a missing or wrong route back to the load balancer.',
		zh: '该文档没有提到。它自己的测试看不到缺失或错误的回程路由。',
	},
	document: ({sources}) => ({
		command: {en: 'none', zh: '无'},
		but: {
			en: `Every routing table and policy rule is walked for ${sources.join(', ')}, and the kernel is asked for a sample of each part.`,
			zh: `对 ${sources.join(', ')} 走过每张路由表和每条策略路由规则，并对每一部分取样询问内核。`,
		},
	}),
	needs: {replyRoutes, routing, neighbours, answers, keepers, processes},
	judge: (facts, target) => {
		const {replyRoutes: back} = facts;
		if (!back.known)
			return [
				{
					is: 'unknown',
					why: back.why,
					matters: true,
					wouldTell: back.wouldTell ?? command('ip', 'route', 'get', sampleOf(target.sources[0] ?? '100.64.0.0/10')),
				},
			];
		const {parts, arrival} = back.value;
		const around = {arrival, tables: facts.routing, processes: facts.processes, target};
		const findings = withKeepers(
			mergeParts(parts.map(part => ({part, findings: judgePart(part, around)}))),
			facts.keepers,
		);
		if (findings.length > 0) return [...findings, ...misleading(findings, facts.answers)];
		return judgeQuiet(back.value, facts.neighbours, back.blindTo);
	},
});

/** What the host's own test seems to prove, where answers are surely lost. */
const misleading = (findings: readonly Finding[], asked: Known<Answers>): readonly Finding[] => {
	const lost = findings.find(finding => finding.is === 'cause' && finding.certainty === 'proven');
	return localAgainstRoute(asked, lost?.is === 'cause' ? lost.evidence[0] : undefined);
};

/** No route is wrong: the next hop may be dead, and something may not have been seen. */
const judgeQuiet = ({parts}: ReplyRoutes, near: Known<Neighbours>, blindTo: Words | undefined): readonly Finding[] => {
	const dead = judgeNextHop(parts, near);
	if (dead.length > 0) return dead;
	const [first] = parts[0]?.routes ?? [];
	if (first === undefined)
		return [{is: 'unknown', why: {en: 'no answer would be sent at all', zh: '根本不会发送应答'}, matters: false}];
	const unseen: readonly Finding[] =
		blindTo === undefined ? [] : [{is: 'unknown', why: withoutStop(blindTo), matters: false}];
	const way = wayWords(first);
	return [
		{
			is: 'ok',
			say: {
				en: `The answers go back by ${way.en}, where probes arrive`,
				zh: `应答返回时${way.zh}，也就是探测到达的网卡`,
			},
		},
		...unseen,
	];
};

type Around = {
	readonly arrival: string | undefined;
	readonly tables: Known<HostRouting>;
	readonly processes: Known<readonly Process[]>;
	readonly target: {readonly sources: readonly string[]};
};

/** A single address of the host's own inside the sources takes nothing from the load balancer. */
const isOwnAddress = ({is}: ReplyRoute, {sources}: SourceRoute): boolean =>
	is === 'local' && sources.every(source => /\/(32|128)$/.test(source));

function judgePart(part: SourceRoute, around: Around): readonly Finding[] {
	const wrong = part.routes.filter(
		route =>
			!isOwnAddress(route, part) &&
			!(route.is === 'unicast' && (around.arrival === undefined || route.interface === around.arrival)),
	);
	const [first] = wrong;
	if (first === undefined) return [];
	if (part.doubt !== undefined) {
		const [to, way] = [partWords(part), wayWords(first)];
		return [
			{
				is: 'unknown',
				why: {
					en: `Answers to ${to.en} may go ${way.en}: ${part.doubt.en}`,
					zh: chinese`发往 ${to.zh} 的应答可能${way.zh}：${part.doubt.zh}`,
				},
				matters: true,
				wouldTell: part.asked?.command ?? command('ip', 'rule', 'show'),
			},
		];
	}

	const {code, values = {}} = causeOf(first, around);
	const owner = collisionOwner(first, around.processes);
	return [
		{
			is: 'cause',
			code,
			// Where chance decides between several ways only some answers are lost; where the kernel drops the probes as they
			// come in, no answer is sent that could take the wrong way.
			certainty: wrong.length < part.routes.length || part.arrival?.is === 'refused' ? 'likely' : 'proven',
			values: {...routeValues(first), ...partValues(part), source: part.source, ...owner.values, ...values},
			evidence: [...routeEvidence(first, part, around.tables), ...markedWords(first), ...owner.evidence],
		},
	];
}

function causeOf(
	{is, interface: name, table}: ReplyRoute,
	{arrival}: Around,
): {readonly code: CauseFinding['code']; readonly values?: Values<Words>} {
	if (is !== 'unicast' && is !== 'local') return {code: 'return-route-missing', values: {detail: verbatim(is)}};
	const overlay = overlayOf(name ?? '', table);
	if (overlay?.en === 'tailscale') return {code: 'tailscale-captures-probe-range', values: {owner: overlay}};
	if (overlay !== undefined) return {code: 'overlay-captures-probe-range', values: {owner: overlay}};
	return {code: 'return-route-wrong', ...(arrival === undefined ? {} : {values: {name: verbatim(arrival)}})};
}
