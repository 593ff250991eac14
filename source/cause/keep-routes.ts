import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Words} from '../engine/words.ts';
import {type Keep, untilReboot} from './keep.ts';

/** A route: `range via gateway dev nic`. */
export type Route = {readonly range: string; readonly gateway: string; readonly nic: string};

const lasting = ({en, zh}: Words): Words => ({
	en: `${untilReboot.en}, or until the network is set up again; ${en}`,
	zh: `${untilReboot.zh}，重新配置网络后也失效；${zh}`,
});

const keptBy = (program: string): Words => lasting({en: `${program} keeps it.`, zh: `${program} 可使其保留。`});

/** Routes, in the words of what sets this host's network up. */
export function keepRoutes({networkKeeper}: Values, routes: readonly Route[]): Keep {
	const [first] = routes;
	const somehow = {
		words: lasting({
			en: "netplan, NetworkManager or the distribution's route file keep it.",
			zh: 'netplan、NetworkManager 或发行版的路由文件可使其保留。',
		}),
	};
	if (first === undefined) return somehow;
	const nic = quoteWord(first.nic);
	switch (networkKeeper) {
		case 'NetworkManager': {
			const connection = `"$(nmcli -g GENERAL.CONNECTION device show ${nic})"`;
			const modify = (sign: string): string =>
				`nmcli connection modify ${connection} ${routes.map(({range, gateway}) => `${sign}ipv4.routes ${quoteWord(`${range} ${gateway}`)}`).join(' ')}`;
			return {words: keptBy('NetworkManager'), keep: {command: modify('+'), undo: modify('-')}};
		}
		case 'netplan': {
			const list = routes.map(({range, gateway}) => `{"to":"${range}","via":"${gateway}"}`).join(',');
			return {
				words: keptBy('netplan'),
				keep: {
					command: `netplan set --origin-hint 99-slb-wizard ${quoteWord(`ethernets.${first.nic}.routes=[${list}]`)}`,
					undo: 'rm /etc/netplan/99-slb-wizard.yaml',
				},
			};
		}
		case 'network-scripts': {
			const file = quoteWord(`/etc/sysconfig/network-scripts/route-${first.nic}`);
			const lines = routes.map(({range, gateway}) => quoteWord(`${range} via ${gateway}`));
			return {
				words: lasting({en: "the interface's route file keeps it.", zh: '网卡的路由文件可使其保留。'}),
				keep: {
					command: `printf '%s\\n' ${lines.join(' ')} >> ${file}`,
					undo: `sed -i ${routes.map(({range}) => `-e ${quoteWord(`\\|^${range} via |d`)}`).join(' ')} ${file}`,
				},
			};
		}
		case 'ifupdown': {
			const file = '/etc/network/if-up.d/slb-wizard';
			const lines = [
				'#!/bin/sh',
				`[ "$IFACE" = ${first.nic} ] || exit 0`,
				...routes.map(
					({range, gateway, nic: name}) =>
						`ip route replace ${quoteWord(range)} via ${quoteWord(gateway)} dev ${quoteWord(name)}`,
				),
			];
			return {
				words: lasting({en: 'a script of ifupdown keeps it.', zh: 'ifupdown 的脚本可使其保留。'}),
				keep: {
					command: `printf '%s\\n' ${lines.map(quoteWord).join(' ')} > ${file} && chmod 755 ${file}`,
					undo: `rm ${file}`,
				},
			};
		}
		default:
			return somehow;
	}
}
