import type {Words} from '../../engine/words.ts';
import type {Arrival, HostNetwork} from '../passage.ts';
import {noted, type State} from '../state.ts';
import {lookUp} from './look-up.ts';
import {portsOfArriving} from './ports.ts';
import {type Routable, vrfOf} from './routable.ts';
import {replyRoute} from './route-end.ts';
import type {Onward} from './route-in.ts';
import type {RouteEnd} from './routed.ts';
import type {Flow} from './selectors.ts';

/**
 * The reverse-path filter in force on an interface: the higher of `all` and its own (ip-sysctl.rst, rp_filter). 1 is
 * strict, 2 loose, 0 off; undefined when either isn't known.
 */
export function strictness({setting}: Pick<HostNetwork, 'setting'>, name: string): number | undefined {
	const [all, own] = ['all', name].map(which => setting(`net.ipv4.conf.${which}.rp_filter`));
	return all === undefined || own === undefined ? undefined : Math.max(all, own);
}

const isOn = ({network, packet}: Routable, name: string): boolean =>
	['all', packet.inInterface ?? 'default'].some(which => network.setting(`net.ipv4.conf.${which}.${name}`) === 1);

/**
 * Whether the kernel takes a packet of this sender on this interface (fib_validate_source); IPv6 has no such check. A
 * packet that is refused goes on, with a note: what the filters would do is asked all the same.
 */
export function takeIn(onward: Onward, exchange: Routable): readonly State[] {
	const {state, to, out} = onward;
	const {network, packet, destination, family} = exchange;
	const {routing} = network;
	const name = packet.inInterface;
	if (state.arrival || !routing || name === undefined || family === 6) return [state];
	const strict = strictness(network, name);
	const seat = {address: state.dnat?.address ?? destination, port: state.dnat?.port ?? packet.port};
	const flow: Flow = {
		to: 'sources',
		from: seat.address,
		in: to === 'forward' ? out : 'lo',
		vrf: vrfOf(exchange),
		mark: isOn(exchange, 'src_valid_mark') ? state.mark : 0,
		...portsOfArriving(packet, seat.port, 'out', routing),
	};
	return lookUp(routing, flow, state.sources).map(({sources, ends, doubt}) => {
		const here = {...state, sources};
		const verdicts = ends.map(end => refusalOf(end, name, strict, isOn(exchange, 'accept_local')));
		const [first] = verdicts;
		const same = verdicts.every(verdict => verdict === first);
		if (first === undefined && same) return here;
		const [end] = ends;
		const arrival: Arrival =
			!same || first === 'unknown' || first === undefined || end === undefined
				? {is: 'unknown', why: doubt ?? {en: `rp_filter of ${name} can't be read`, zh: `无法读取 ${name} 的 rp_filter`}}
				: {is: 'refused', why: first, route: replyRoute(end, end.hops[0], flow.mark)};
		return noted({...here, arrival}, {at: 'routing', did: arrivalWords(arrival)});
	});
}

function refusalOf(
	{is, hops}: RouteEnd,
	name: string,
	strict: number | undefined,
	takesOwn: boolean,
): 'reverse-path' | 'martian' | 'unknown' | undefined {
	if (is === 'local') return takesOwn ? undefined : 'martian';
	if (is === 'broadcast' || is === 'multicast' || is === 'anycast') return 'martian';
	if (is === 'unicast' && hops.some(hop => hop.interface === name)) return undefined;
	if (strict === undefined) return 'unknown';
	// Loose filtering asks for any route at all.
	return strict === 1 || (strict === 2 && is !== 'unicast') ? 'reverse-path' : undefined;
}

const arrivalWords = (arrival: Arrival): Words => {
	if (arrival.is === 'unknown') {
		const {why} = arrival;
		return {
			en: `whether the kernel takes it in can't be told: ${why.en}`,
			zh: `无法判断内核是否接收：${why.zh}`,
		};
	}

	switch (arrival.why) {
		case 'martian':
			return {
				en: "dropped by the kernel: the sender's address is one of this host's own",
				zh: '被内核丢弃：来源地址是本机自己的地址',
			};
		case 'reverse-path':
			return {en: 'dropped by the reverse-path filter', zh: '被反向路径过滤丢弃'};
		case 'no-route':
			return {
				en: 'dropped by the kernel: its own address is routed nowhere',
				zh: '被内核丢弃：本机地址没有可用的路由',
			};
	}
};
