import {command, succeeded} from '../engine/command.ts';
import {evidence, type Finding} from '../engine/finding.ts';
import {defineStep} from '../engine/step.ts';
import {arrivals} from '../fact/arrivals.ts';
import {kernelSettings, reversePathFilter} from '../fact/kernel-settings.ts';
import {routes} from '../fact/routes.ts';

export default defineStep({
	id: 'reverse-path',
	title: 'Does the kernel take the probes for real, or does its reverse-path filter drop them?',
	why: 'With strict filtering the kernel drops a packet whose answer would leave by another interface, before any firewall rule sees it and without a log line.',
	passage: 'Not in the document. Another page of the official documentation sets rp_filter to 0 for this reason.',
	document: () => ({
		command: 'sysctl net.ipv4.conf.all.rp_filter',
		but: 'The value alone says nothing: strict filtering is harmless where the route is symmetric. The kernel is asked whether it would take the packet.',
	}),
	skipWhy: ({platform}) =>
		platform === 'windows' ? 'does not apply to Windows, which has no such filter for a host' : undefined,
	needs: {routes, kernelSettings, arrivals},
	judge: ({routes: back, kernelSettings: settings, arrivals: asked}, target) => {
		if (!back.known || !settings.known) {
			const why = back.known ? (settings.known ? '' : settings.why) : back.why;
			return [{is: 'unknown', why, matters: true, wouldTell: command('sysctl', '-a', '-r', 'rp_filter')}];
		}

		const {arrival} = back.value;
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
		if (mode !== 1) {
			const words = mode === 0 ? 'off' : 'loose, which asks only for some route back';
			return [{is: 'ok', say: `Reverse-path filtering of ${arrival} is ${words}`}];
		}

		const elsewhere = back.value.replies.filter(reply => reply.kind === 'routed' && reply.interface !== arrival);
		const [first] = elsewhere;
		if (first === undefined)
			return [
				{
					is: 'ok',
					say: `Reverse-path filtering of ${arrival} is strict, and the answers leave by ${arrival}: harmless`,
				},
			];
		const refusal = asked.known ? asked.value.find(one => one.source === first.source) : undefined;
		const finding: Finding = {
			is: 'cause',
			code: 'reverse-path-filter',
			certainty: 'proven',
			values: {
				interface: arrival,
				source: first.source,
				route: first.line,
				name: 'net.ipv4.conf.all.rp_filter',
				...(back.value.replies.length > elsewhere.length ? {part: elsewhere.map(({part}) => part).join(', ')} : {}),
			},
			evidence: [
				{
					command: `sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.${arrival}.rp_filter`,
					excerpt: `in force on ${arrival}: 1 (strict)`,
				},
				evidence(first.observation, first.line),
				...(refusal === undefined ? [] : [evidence(refusal.observation)]),
			],
		};
		// The kernel's own answer is stronger than the reading of its settings.
		if (refusal !== undefined && succeeded(refusal.observation))
			return [{is: 'ok', say: `${commandWords(target.backend, first.source, arrival)}: the kernel takes the packet`}];
		return [finding];
	},
});

const commandWords = (backend: string, source: string, arrival: string): string =>
	`ip route get ${backend} from ${source} iif ${arrival}`;
