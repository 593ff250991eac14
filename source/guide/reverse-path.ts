import {command, commandLine, succeeded} from '../engine/command.ts';
import {evidence, type Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {arrivals, type RefusedPart} from '../fact/arrivals.ts';
import {keepers} from '../fact/keepers.ts';
import {kernelSettings, reversePathFilter} from '../fact/kernel-settings.ts';
import {routing} from '../fact/routing.ts';
import {withKeepers} from './judge/keepers.ts';
import {mergeParts} from './judge/merge-parts.ts';
import {routeEvidence, routeValues} from './judge/route-words.ts';
import {partValues} from './judge/sources-part.ts';

export default defineStep({
	id: 'reverse-path',
	title: {
		en: 'Does the kernel take the probes for real, or does its reverse-path filter drop them?',
		zh: '内核是接受探测，还是被反向路径过滤丢弃？',
	},
	why: {
		en: 'With strict filtering the kernel drops a packet whose answer would leave by another interface, before any firewall rule sees it and without a log line.',
		zh: '在严格模式下，如果应答会从另一个网卡发出，内核会丢弃这个数据包，发生在任何防火墙规则之前，也没有日志。',
	},
	passage: {
		en: 'Not in the document. Another page of the official documentation sets rp_filter to 0 for this reason.',
		zh: '该文档没有提到。官方文档的另一页为此把 rp_filter 设为 0。',
	},
	document: () => ({
		command: 'sysctl net.ipv4.conf.all.rp_filter',
		but: {
			en: 'The value alone says nothing: strict filtering is harmless where the route is symmetric. The kernel is asked whether it would take the packet.',
			zh: '仅凭这个值说明不了问题：路由对称时，严格过滤没有影响。这里询问内核是否会接受这个数据包。',
		},
	}),
	skipWhy: ({platform}) =>
		platform === 'windows' ? 'does not apply to Windows, which has no such filter for a host' : undefined,
	needs: {arrivals, kernelSettings, routing, keepers},
	judge: ({arrivals: taken, kernelSettings: settings, routing: tables, keepers: kept}, target) => {
		if (!taken.known || !settings.known) {
			const why = taken.known ? (settings.known ? '' : settings.why) : taken.why;
			return [{is: 'unknown', why, matters: true, wouldTell: command('sysctl', '-a', '-r', 'rp_filter')}];
		}

		const {arrival, refused} = taken.value;
		if (arrival === undefined)
			return [{is: 'unknown', why: 'it is not known which interface probes arrive on', matters: false}];
		const mode = reversePathFilter(settings.value, arrival);
		if (mode === undefined)
			return [
				{
					is: 'unknown',
					why: `rp_filter of ${arrival} can’t be read`,
					matters: true,
					wouldTell: command('sysctl', `net.ipv4.conf.${arrival}.rp_filter`),
				},
			];
		const findings = withKeepers(
			mergeParts(
				refused.map(part => ({part, findings: judgePart(part, {arrival, mode, backend: target.backend, tables})})),
			),
			kept,
		);
		if (findings.length > 0) return findings;
		if (mode !== 1) {
			const words = mode === 0 ? 'off' : 'loose, which asks only for some route back';
			return [{is: 'ok', say: `Reverse-path filtering of ${arrival} is ${words}`}];
		}

		return [
			{
				is: 'ok',
				say: `Reverse-path filtering of ${arrival} is strict, and the answers leave by ${arrival}: harmless`,
			},
		];
	},
});

type Around = {
	readonly arrival: string;
	readonly mode: number;
	readonly backend: string;
	readonly tables: Parameters<typeof routeEvidence>[2];
};

function judgePart(part: RefusedPart, {arrival, mode, backend, tables}: Around): readonly Finding[] {
	const {arrival: refusal, confirmed, source} = part;
	const asks = confirmed?.command ?? command('ip', 'route', 'get', backend, 'from', source, 'iif', arrival);
	// The kernel's own answer is stronger than the reading of its settings and tables.
	if (confirmed !== undefined && succeeded(confirmed))
		return [{is: 'ok', say: `${commandLine(asks)}: the kernel takes the packet`}];
	if (refusal === undefined) return [];
	if (refusal.is === 'unknown')
		return [
			{
				is: 'unknown',
				why: `Whether the kernel takes probes from ${partValues(part).part ?? part.sources.join(', ')} can’t be told: ${refusal.why}`,
				matters: true,
				wouldTell: asks,
			},
		];
	// No load balancer's node has an address of this host, and a missing route has a step of its own.
	if (refusal.why === 'martian' || refusal.route.is === 'none') return [];
	return [
		{
			is: 'cause',
			code: refusal.why === 'no-route' ? 'return-route-missing' : 'reverse-path-filter',
			certainty: 'proven',
			values: {
				...routeValues(refusal.route),
				...partValues(part),
				interface: arrival,
				source,
				...(refusal.why === 'no-route' ? {detail: refusal.route.is} : {name: 'net.ipv4.conf.all.rp_filter'}),
			},
			evidence: [
				{
					command: `sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.${arrival}.rp_filter`,
					excerpt: `in force on ${arrival}: ${mode} (${mode === 1 ? 'strict' : 'loose'})`,
				},
				...routeEvidence(refusal.route, part, tables),
				...(confirmed === undefined ? [] : [evidence(confirmed)]),
			],
		},
	];
}
