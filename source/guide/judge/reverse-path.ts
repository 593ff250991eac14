import {chinese} from '../../engine/chinese.ts';
import {command, commandLine, succeeded} from '../../engine/command.ts';
import {evidence, type Finding} from '../../engine/finding.ts';
import {verbatim} from '../../engine/words.ts';
import type {RefusedPart} from '../../fact/arrivals.ts';
import {routeEvidence, routeValues} from './route-words.ts';
import {partValues, partWords} from './sources-part.ts';

type Around = {
	readonly arrival: string;
	readonly mode: number;
	readonly backend: string;
	readonly tables: Parameters<typeof routeEvidence>[2];
};

/** Judges whether the kernel refuses probes from a part of the sources, and what its own answer is. */
export function judgeRefusal(part: RefusedPart, {arrival, mode, backend, tables}: Around): readonly Finding[] {
	const {arrival: refusal, confirmed, source} = part;
	const asks = confirmed?.command ?? command('ip', 'route', 'get', backend, 'from', source, 'iif', arrival);
	// The kernel's own answer is stronger than the reading of its settings and tables.
	if (confirmed !== undefined && succeeded(confirmed))
		return [
			{
				is: 'ok',
				say: {
					en: `${commandLine(asks)}: the kernel takes the packet`,
					zh: `${commandLine(asks)}：内核接受该报文`,
				},
			},
		];
	if (refusal === undefined) return [];
	if (refusal.is === 'unknown') {
		const [from, why] = [partWords(part), refusal.why];
		return [
			{
				is: 'unknown',
				why: {
					en: `Whether the kernel takes probes from ${from.en} can’t be told: ${why.en}`,
					zh: chinese`无法判断内核是否接受来自 ${from.zh} 的探测：${why.zh}`,
				},
				matters: true,
				wouldTell: asks,
			},
		];
	}

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
				...(refusal.why === 'no-route'
					? {detail: verbatim(refusal.route.is)}
					: {name: verbatim('net.ipv4.conf.all.rp_filter')}),
			},
			evidence: [
				{
					command: `sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.${arrival}.rp_filter`,
					excerpt: {
						en: `in force on ${arrival}: ${mode} (${mode === 1 ? 'strict' : 'loose'})`,
						zh: `在 ${arrival} 上生效：${mode}（${mode === 1 ? '严格' : '宽松'}）`,
					},
				},
				...routeEvidence(refusal.route, part, tables),
				...(confirmed === undefined ? [] : [evidence(confirmed)]),
			],
		},
	];
}
