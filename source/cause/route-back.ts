import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {listed} from './check-words.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';

/** Ways to make replies to the sources leave by the interface that probes arrive on. */
export const routeBack = (values: Values, target: Target): readonly Remedy[] => {
	const ranges = values.partCidr === undefined ? target.sources : values.partCidr.split(',').map(range => range.trim());
	if (target.platform === 'windows') return [onWindows(values, ranges)];
	const table = values.route?.match(/ table (\S+)/)?.[1];
	if (table !== undefined && table !== 'main') return [pastTheTable(ranges, table)];
	const takenOut = takeOut(values.route);
	return [...(takenOut === undefined ? [] : [takenOut]), addRoute(values, ranges)];
};

const addRoute = ({gateway, interface: named, route}: Values, ranges: readonly string[]): Remedy => {
	const leavesBy = route?.match(/ dev (\S+)/)?.[1];
	const nic = named === leavesBy ? undefined : named;
	const line = (verb: 'add' | 'del'): string =>
		ranges
			.map(
				range =>
					`ip route ${verb} ${quoteWord(range)} via ${quoteWord(gateway ?? 'GATEWAY')}${nic === undefined ? '' : ` dev ${quoteWord(nic)}`}`,
			)
			.join('; ');
	return remedy({
		summary: `Send replies to ${listed(ranges)} back by the interface that probes arrive on. ${gateway === undefined ? 'Put the gateway of that interface in for GATEWAY; ip route show default names it. ' : ''}It lasts until reboot, or until the network is set up again; netplan, NetworkManager or the distribution's route file keep it.`,
		command: line('add'),
		undo: line('del'),
		risk: 'medium',
	});
};

/** A policy rule sends the packets to another table, which no route in the main table can change. */
const pastTheTable = (ranges: readonly string[], table: string): Remedy =>
	remedy({
		summary: `Let replies to ${listed(ranges)} use the main table instead of table ${table}. It lasts until reboot, and cuts this host off from members of the overlay that have these addresses: narrow the range to the probes that tcpdump shows, where that matters.`,
		command: ranges.map(range => `ip rule add pref 100 to ${quoteWord(range)} lookup main`).join('; '),
		undo: ranges.map(range => `ip rule del pref 100 to ${quoteWord(range)} lookup main`).join('; '),
		risk: 'medium',
	});

/** A route as the table holds it (not as `ip route get` answers), in words that no shell reads anything into. */
const tableRoute = /^(?:(?:blackhole|unreachable|prohibit) )?[\d.a-f:]+\/\d+( [\w.:/-]+)*$/;

/** Takes a route of its own for the sources out. */
const takeOut = (route: string | undefined): Remedy | undefined =>
	route !== undefined && tableRoute.test(route.trim())
		? remedy({
				summary:
					'Take that route out, and look for where it was set: netplan, NetworkManager, a route file, rc.local, a VPN.',
				command: `ip route del ${route.trim()}`,
				undo: `ip route add ${route.trim()}`,
				risk: 'medium',
			})
		: undefined;

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
