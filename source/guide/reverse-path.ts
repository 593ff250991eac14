import {command} from '../engine/command.ts';
import type {Finding} from '../engine/finding.ts';
import type {Unseen} from '../engine/known.ts';
import {defineStep} from '../engine/step.ts';
import {verbatim} from '../engine/words.ts';
import {arrivals} from '../fact/arrivals.ts';
import {keepers} from '../fact/keepers.ts';
import {kernelSettings, reversePathFilter} from '../fact/kernel-settings.ts';
import {routing} from '../fact/routing.ts';
import {withKeepers} from './judge/keepers.ts';
import {mergeParts} from './judge/merge-parts.ts';
import {judgeRefusal} from './judge/reverse-path.ts';

export default defineStep({
	id: 'reverse-path',
	title: {
		en: 'Does the kernel take the probes for real, or does its reverse-path filter drop them?',
		zh: '内核是接受探测，还是被反向路径过滤丢弃？',
	},
	why: {
		en: 'With strict filtering the kernel drops a packet whose answer would leave by another interface, before any firewall rule sees it and without a log line.',
		zh: '在严格模式下，如果应答会从另一个网卡发出，内核会丢弃这个报文，发生在任何防火墙规则之前，也没有日志。',
	},
	passage: {
		en: 'Not in the document. Another page of the official documentation sets rp_filter to 0 for this reason.',
		zh: '该文档没有提到。官方文档的另一页为此把 rp_filter 设为 0。',
	},
	document: () => ({
		command: verbatim('sysctl net.ipv4.conf.all.rp_filter'),
		but: {
			en: 'The value alone says nothing: strict filtering is harmless where the route is symmetric. The kernel is asked whether it would take the packet.',
			zh: '仅凭这个值说明不了问题：路由对称时，严格过滤没有影响。这里询问内核是否会接受这个报文。',
		},
	}),
	skipWhy: ({platform}) =>
		platform === 'windows'
			? {en: 'does not apply to Windows, which has no such filter for a host', zh: '不适用于 Windows，它没有这种过滤'}
			: undefined,
	needs: {arrivals, kernelSettings, routing, keepers},
	judge: ({arrivals: taken, kernelSettings: settings, routing: tables, keepers: kept}, target) => {
		if (!taken.known) return [unread(taken)];
		if (!settings.known) return [unread(settings)];

		const {arrival, refused} = taken.value;
		if (arrival === undefined)
			return [
				{
					is: 'unknown',
					why: {en: 'it is not known which interface probes arrive on', zh: '不知道探测从哪个网卡到达'},
					matters: false,
				},
			];
		const mode = reversePathFilter(settings.value, arrival);
		if (mode === undefined)
			return [
				{
					is: 'unknown',
					why: {en: `rp_filter of ${arrival} can’t be read`, zh: `无法读取 ${arrival} 的 rp_filter`},
					matters: true,
					wouldTell: command('sysctl', `net.ipv4.conf.${arrival}.rp_filter`),
				},
			];
		const findings = withKeepers(
			mergeParts(
				refused.map(part => ({part, findings: judgeRefusal(part, {arrival, mode, backend: target.backend, tables})})),
			),
			kept,
		);
		if (findings.length > 0) return findings;
		if (mode !== 1) {
			const isOff = mode === 0;
			return [
				{
					is: 'ok',
					say: {
						en: `Reverse-path filtering of ${arrival} is ${isOff ? 'off' : 'loose, which asks only for some route back'}`,
						zh: `${arrival} 的反向路径过滤${isOff ? '已关闭' : '为宽松模式，只要求存在某条回程路由'}`,
					},
				},
			];
		}

		return [
			{
				is: 'ok',
				say: {
					en: `Reverse-path filtering of ${arrival} is strict, and the answers leave by ${arrival}: harmless`,
					zh: `${arrival} 的反向路径过滤为严格模式，而应答从 ${arrival} 发出：没有影响`,
				},
			},
		];
	},
});

const unread = ({why}: Unseen): Finding => ({
	is: 'unknown',
	why,
	matters: true,
	wouldTell: command('sysctl', '-a', '-r', 'rp_filter'),
});
