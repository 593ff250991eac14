import ipaddr from 'ipaddr.js';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {given, listed} from './check-words.ts';
import {keepRoutes} from './keep-routes.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';
import {routeStep, routeTakenOut} from './route-change.ts';
import {pastTheRule, pastTheTable, takePolicyOut} from './routing-policy.ts';

/** Ways to make replies to the sources leave by the interface that probes arrive on. */
export const routeBack = (values: Values, target: Target): readonly Remedy[] => {
	const ranges = values.partCidr === undefined ? target.sources : values.partCidr.split(',').map(range => range.trim());
	if (target.platform === 'windows') return [onWindows(values, ranges)];
	const table = values.table ?? values.route?.match(/ table (\S+)/)?.[1];
	if (table !== undefined && table !== 'main') return [pastTheTable(ranges, table)];
	if (values.policyRule !== undefined)
		return [takePolicyOut(values.policyRule), pastTheRule(ranges, values.policyRule)];
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
	const show = `ip route show${given(nic, word => ` dev ${word}`)}`;
	const findGateway: Words = {
		en: `Put the gateway of that interface in for GATEWAY; ${show} may name it, and in a VPC it is usually the last address but two of the vSwitch (.253).`,
		zh: `将 GATEWAY 换成该网卡的网关；${show} 可能会显示它，在 VPC 中通常是交换机网段的倒数第三个地址 (.253)。`,
	};
	return remedy({
		summary: {
			en: `Send replies to ${listed(ranges).en} back by ${nic ?? 'the interface that probes arrive on'}; in two halves, which win over a route for the whole range. ${via === undefined ? `${findGateway.en} ` : ''}${words.en}`,
			zh: chinese`让发往 ${listed(ranges).zh} 的应答从 ${nic ?? '探测到达的网卡'} 发回；拆成两半网段，优先于整个网段的路由。${via === undefined ? findGateway.zh : ''}${words.zh}`,
		},
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
				summary: {
					en: 'Take that route out, and the line that set it: netplan, NetworkManager, a route file, rc.local, a VPN.',
					zh: '删除该路由，以及设置它的地方：netplan、NetworkManager、路由文件、rc.local 或 VPN。',
				},
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
					summary: {
						en: `Find the ${kind} route, or the rule that says so, then take it out with ip route del or ip rule del and the words that it is shown by.`,
						zh: `找到 ${kind} 路由或相应的策略路由规则，再用 ip route del 或 ip rule del 加上所显示的内容将其删除。`,
					},
					command: `ip rule show; ip route show table all type ${kind}`,
					risk: 'low',
				}),
			];
};

const onWindows = (values: Values, ranges: readonly string[]): Remedy => {
	const via = powershellWord(values.gateway ?? 'GATEWAY');
	const nic = powershellWord(values.interface ?? 'Ethernet');
	return remedy({
		summary: {
			en: `Send replies to ${listed(ranges).en} back by the interface that probes arrive on. It lasts until reboot; without -PolicyStore ActiveStore it is kept.`,
			zh: `让发往 ${listed(ranges).zh} 的应答从探测到达的网卡发回。重启主机后失效；去掉 -PolicyStore ActiveStore 可使其保留。`,
		},
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
