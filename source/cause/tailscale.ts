import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {letThrough} from './allow-probes.ts';
import {transport} from './check-words.ts';
import {remedy} from './remedy.ts';
import {routeBack} from './route-back.ts';
import {iptablesChange, tags} from './rule-change.ts';

/** Lets the probes past Tailscale's rules, or its routes, until it writes them again. */
export const tailscaleStopGap = (values: Values, target: Target): readonly Remedy[] => {
	if (values.route !== undefined && values.rule === undefined) return routeBack(values, target);
	const file = values.tool === 'iptables-legacy' ? 'iptables-legacy' : 'iptables';
	if (values.tool === 'nft') return letThrough({...values, owner: 'tailscale'}, target, 'probes');
	const chain = values.chain ?? 'ts-input';
	const nic =
		values.interface === undefined || values.interface.startsWith('tailscale')
			? ''
			: ` -i ${quoteWord(values.interface)}`;
	const rule = (tag: string): string =>
		`${quoteWord(chain)} -s ${target.sources.map(quoteWord).join(',')}${nic} -p ${transport(target)} --dport ${target.healthCheck.port} -m comment --comment ${tag} -j ACCEPT`;
	return [
		remedy({
			summary: {
				en: 'Accept the probes before Tailscale drops them. It lasts until tailscaled writes its chains again, and opens this port to senders that forge addresses of the range.',
				zh: '在 Tailscale 丢弃探测之前放行。tailscaled 重写其链后失效，并且伪造该网段地址的来源也能访问此端口。',
			},
			command: `${file} -I ${rule(tags.pasted)}`,
			undo: `${file} -D ${rule(tags.pasted)}`,
			risk: 'medium',
			change: iptablesChange(file, quoteWord(chain), rule),
		}),
	];
};

/** Keeps Tailscale away from the host's firewall. In the language that is spoken when it is asked for. */
export const tailscaleForGood = (): Remedy =>
	remedy({
		summary: {
			en: "For good: let Tailscale leave the host's firewall alone, and keep rules of your own for the tunnel. Do not do this over the tunnel itself.",
			zh: '长期方案：让 Tailscale 不再管理主机防火墙，由自己维护隧道的规则。不要通过该隧道本身执行此操作。',
		},
		command: 'tailscale set --netfilter-mode=off',
		undo: 'tailscale set --netfilter-mode=on',
		risk: 'medium',
	});
