import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim} from '../../engine/words.ts';
import type {KernelSettings} from '../../fact/kernel-settings.ts';
import type {Delivery, Passage} from '../../packet/passage.ts';
import {ruleEvidence} from './filter-rule.ts';

const setting = 'net.ipv4.ip_forward';

/** A port that is forwarded to a container needs a host that forwards packets. */
export function judgeForwarding(
	passages: Known<readonly Passage[]>,
	settings: Known<KernelSettings>,
): readonly Finding[] {
	const delivery = passages.known
		? passages.value.find(passage => passage.delivery?.to === 'forward' && passage.probe.is !== 'stop')?.delivery
		: undefined;
	if (!passages.known || !delivery || delivery.address.includes(':')) return [];
	if (!settings.known || settings.value[setting] === undefined)
		return [
			{
				is: 'unknown',
				why: {
					en: `The port is forwarded to ${delivery.address}:${delivery.port}, and whether the host forwards packets can't be told`,
					zh: `端口转发到 ${delivery.address}:${delivery.port}，而无法判断主机是否转发报文`,
				},
				wouldTell: {file: 'sysctl', args: [setting]},
				matters: true,
			},
		];
	if (settings.value[setting] !== '0') return judgeAstray(passages, delivery);
	return [
		{
			is: 'cause',
			code: 'container-forwarding-blocked',
			certainty: 'proven',
			values: {name: verbatim(setting), detail: verbatim('0'), container: `${delivery.address}:${delivery.port}`},
			evidence: [
				{command: `sysctl ${setting}`, excerpt: `${setting} = 0`},
				...(delivery.by ? [ruleEvidence(delivery.by, passages.from)] : []),
			],
		},
	];
}

/** A rule of the routing policy, often one for a packet filter's mark, can lead the probes away from the container. */
const judgeAstray = ({from}: Known<readonly Passage[]>, {astray, address, port, by}: Delivery): readonly Finding[] =>
	astray === undefined
		? []
		: [
				{
					is: 'cause',
					code: 'container-forwarding-blocked',
					certainty: 'proven',
					values: {
						container: `${address}:${port}`,
						interface: astray.usual,
						detail: {
							en: `the routing policy sends the probes out by ${astray.interface} instead of ${astray.usual}`,
							zh: `策略路由使探测从 ${astray.interface} 而不是 ${astray.usual} 发出`,
						},
					},
					evidence: [
						...(by ? [ruleEvidence(by, from)] : []),
						{
							command: 'ip rule show',
							excerpt: {
								en: `packets for ${address} leave by ${astray.interface} as they come in`,
								zh: `发往 ${address} 的报文到达后从 ${astray.interface} 发出`,
							},
						},
					],
				},
			];
