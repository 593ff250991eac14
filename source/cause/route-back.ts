import ipaddr from 'ipaddr.js';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {given, listed} from './check-words.ts';
import {keepRoutes} from './keep-routes.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';
import {mainTableSteps, routeStep, routeTakenOut} from './route-change.ts';

/** Ways to make replies to the sources leave by the interface that probes arrive on. */
export const routeBack = (values: Values, target: Target): readonly Remedy[] => {
	const ranges = values.partCidr === undefined ? target.sources : values.partCidr.split(',').map(range => range.trim());
	if (target.platform === 'windows') return [onWindows(values, ranges)];
	const table = values.table ?? values.route?.match(/ table (\S+)/)?.[1];
	if (table !== undefined && table !== 'main') return [pastTheTable(ranges, table)];
	if (values.policyRule !== undefined) return [takeRuleOut(values.policyRule), pastTheRule(ranges, values.policyRule)];
	return [...takeOut(values), addRoute(values, ranges)];
};

/** The interface that probes arrive on: the one that is named and isn't the one that the wrong route leaves by. */
const arrivalOf = ({interface: nic, name, route}: Values): string | undefined => {
	const leavesBy = route?.match(/ dev (\S+)/)?.[1];
	return [nic, name].find(word => word !== undefined && word !== leavesBy && !word.startsWith('net.'));
};

const addRoute = (values: Values, ranges: readonly string[]): Remedy => {
	const nic = arrivalOf(values);
	const {gateway, route} = values;
	const via = gateway === undefined || route?.includes(` via ${gateway}`) ? undefined : gateway;
	const parts = ranges.flatMap(halves);
	const line = (verb: 'add' | 'del'): string =>
		parts
			.map(
				range =>
					`ip route ${verb} ${quoteWord(range)} via ${quoteWord(via ?? 'GATEWAY')}${given(nic, word => ` dev ${quoteWord(word)}`)}`,
			)
			.join('; ');
	const {words, keep} = keepRoutes(
		values,
		nic === undefined ? [] : parts.map(range => ({range, gateway: via ?? 'GATEWAY', nic})),
	);
	return remedy({
		summary: `Send replies to ${listed(ranges)} back by ${nic ?? 'the interface that probes arrive on'}; in two halves, which win over a route for the whole range. ${via === undefined ? `Put the gateway of that interface in for GATEWAY; ip route show${given(nic, word => ` dev ${word}`)} may name it, and in a VPC it is usually the last address but two of the vSwitch (.253). ` : ''}${words}`,
		command: line('add'),
		undo: line('del'),
		keep,
		risk: 'medium',
		// Without the gateway or the interface only a person can make it.
		change:
			via === undefined || nic === undefined
				? undefined
				: {steps: parts.map(range => routeStep(range, `via ${quoteWord(via)} dev ${quoteWord(nic)}`))},
	});
};

/** The two halves of a range; a single address stays whole. */
const halves = (range: string): readonly string[] => {
	if (!ipaddr.IPv4.isValidCIDR(range)) return [range];
	const [address, prefix] = ipaddr.IPv4.parseCIDR(range);
	if (prefix >= 32) return [range];
	const first = ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${prefix}`);
	const last = ipaddr.IPv4.broadcastAddressFromCIDR(`${address.toString()}/${prefix}`);
	const second = ipaddr.IPv4.networkAddressFromCIDR(`${last.toString()}/${prefix + 1}`);
	return [first, second].map(half => `${half.toString()}/${prefix + 1}`);
};

/** A policy rule sends the packets to another table, which no route in the main table can change. */
const pastTheTable = (ranges: readonly string[], table: string): Remedy =>
	remedy({
		summary: `Let replies to ${listed(ranges)} use the main table instead of table ${table}. It lasts until reboot, and cuts this host off from members of the overlay that have these addresses: narrow the range to the probes that tcpdump shows, where that matters.`,
		command: mainTable(ranges, 100, 'add'),
		undo: mainTable(ranges, 100, 'del'),
		risk: 'medium',
		change: {steps: mainTableSteps(ranges, 100)},
	});

const mainTable = (ranges: readonly string[], preference: number, verb: 'add' | 'del'): string =>
	ranges.map(range => `ip rule ${verb} pref ${preference} to ${quoteWord(range)} lookup main`).join('; ');

/** A rule of the routing policy that throws packets away: its own words, without its number, take it out. */
const takeRuleOut = (line: string): Remedy => {
	const [, preference = '0', words = ''] = line.match(/^(\d+):\s+([\w.:/ -]+)$/) ?? [];
	const rule = words === '' ? undefined : `pref ${preference} ${words.trim()}`;
	return remedy({
		summary: 'Take that rule out, and the line that set it: netplan, NetworkManager, a rule file, rc.local, a VPN.',
		command: rule === undefined ? undefined : `ip rule del ${rule}`,
		undo: rule === undefined ? undefined : `ip rule add ${rule}`,
		risk: 'medium',
	});
};

/** A rule before that one sends the replies to the main table. */
const pastTheRule = (ranges: readonly string[], line: string): Remedy => {
	const before = Math.max(1, Number(line.match(/^\d+/)?.[0] ?? 100) - 1);
	return remedy({
		summary: `Or leave it for the others, and let replies to ${listed(ranges)} use the main table before it is asked. It lasts until reboot.`,
		command: mainTable(ranges, before, 'add'),
		undo: mainTable(ranges, before, 'del'),
		risk: 'medium',
		change: {steps: mainTableSteps(ranges, before)},
	});
};

/** A route as the table holds it (not as `ip route get` answers), in words that no shell reads anything into. */
const tableRoute = /^(?:(?:blackhole|unreachable|prohibit|local) [\d.a-f:/]+|[\d.a-f:]+\/\d+)( [\w.:/-]+)*$/;

/** What the kernel says of a route's state is none of its own words. */
const withoutState = (line: string): string => line.replace(/ (?:dead|linkdown|offload|trap|pervasive)\b/g, '').trim();

const deadKinds = ['blackhole', 'unreachable', 'prohibit'] as const;

/** Takes a route of its own for the sources out, or finds it first. */
const takeOut = ({route, detail}: Values): readonly Remedy[] => {
	const words = withoutState(route ?? '');
	if (tableRoute.test(words))
		return [
			remedy({
				summary: `Take that route out, and the line that set it: netplan, NetworkManager, a route file, rc.local, a VPN.`,
				command: `ip route del ${words}`,
				undo: `ip route add ${words}`,
				risk: 'medium',
				change: {steps: [routeTakenOut(words)]},
			}),
		];
	const kind = deadKinds.find(one => detail?.includes(one));
	return kind === undefined
		? []
		: [
				remedy({
					summary: `Find the ${kind} route, or the rule that says so, then take it out with ip route del or ip rule del and the words that it is shown by.`,
					command: `ip rule show; ip route show table all type ${kind}`,
					risk: 'low',
				}),
			];
};

const onWindows = (values: Values, ranges: readonly string[]): Remedy => {
	const via = powershellWord(values.gateway ?? 'GATEWAY');
	const nic = powershellWord(values.interface ?? 'Ethernet');
	return remedy({
		summary: `Send replies to ${listed(ranges)} back by the interface that probes arrive on. It lasts until reboot; without -PolicyStore ActiveStore it is kept.`,
		command: ranges
			.map(
				range =>
					`New-NetRoute -DestinationPrefix ${powershellWord(range)} -NextHop ${via} -InterfaceAlias ${nic} -PolicyStore ActiveStore`,
			)
			.join('; '),
		undo: ranges
			.map(range => `Remove-NetRoute -DestinationPrefix ${powershellWord(range)} -NextHop ${via} -Confirm:$false`)
			.join('; '),
		risk: 'medium',
	});
};
