import {quoteWord} from '../engine/command.ts';
import type {Remedy} from '../engine/result.ts';
import {listed} from './check-words.ts';
import {remedy} from './remedy.ts';
import {mainTableSteps} from './route-change.ts';

/** A policy rule sends the packets to another table, which no route in the main table can change. */
export const pastTheTable = (ranges: readonly string[], table: string): Remedy =>
	remedy({
		summary: {
			en: `Let replies to ${listed(ranges).en} use the main table instead of table ${table}. It lasts until reboot, and cuts this host off from members of the overlay that have these addresses: narrow the range to the probes that tcpdump shows, where that matters.`,
			zh: `让发往 ${listed(ranges).zh} 的应答使用主路由表，而不是路由表 ${table}。重启主机后失效，并会使这台主机无法访问 overlay 网络中使用这些地址的成员：若有影响，将网段缩小到 tcpdump 显示的探测地址。`,
		},
		command: mainTable(ranges, 100, 'add'),
		undo: mainTable(ranges, 100, 'del'),
		risk: 'medium',
		change: {steps: mainTableSteps(ranges, 100)},
	});

const mainTable = (ranges: readonly string[], preference: number, verb: 'add' | 'del'): string =>
	ranges.map(range => `ip rule ${verb} pref ${preference} to ${quoteWord(range)} lookup main`).join('; ');

/** A rule of the routing policy that throws packets away: its own words, without its number, take it out. */
export const takePolicyOut = (line: string): Remedy => {
	const [, preference = '0', words = ''] = line.match(/^(\d+):\s+([\w.:/ -]+)$/) ?? [];
	const rule = words === '' ? undefined : `pref ${preference} ${words.trim()}`;
	return remedy({
		summary: {
			en: 'Take that rule out, and the line that set it: netplan, NetworkManager, a rule file, rc.local, a VPN.',
			zh: '删除该策略路由规则，以及设置它的地方：netplan、NetworkManager、规则文件、rc.local 或 VPN。',
		},
		command: rule === undefined ? undefined : `ip rule del ${rule}`,
		undo: rule === undefined ? undefined : `ip rule add ${rule}`,
		risk: 'medium',
	});
};

/** A rule before that one sends the replies to the main table. */
export const pastTheRule = (ranges: readonly string[], line: string): Remedy => {
	const before = Math.max(1, Number(line.match(/^\d+/)?.[0] ?? 100) - 1);
	return remedy({
		summary: {
			en: `Or leave it for the others, and let replies to ${listed(ranges).en} use the main table before it is asked. It lasts until reboot.`,
			zh: `或为其他流量保留它，让发往 ${listed(ranges).zh} 的应答在匹配该规则之前使用主路由表。重启主机后失效。`,
		},
		command: mainTable(ranges, before, 'add'),
		undo: mainTable(ranges, before, 'del'),
		risk: 'medium',
		change: {steps: mainTableSteps(ranges, before)},
	});
};
