import ipaddr from 'ipaddr.js';
import type {Fact} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import type {Delivery} from '../packet/passage.ts';
import {addresses, type HostAddress} from './addresses.ts';
import {type Listener, listeners} from './listeners.ts';
import {passages} from './passages.ts';

/** Who takes the probes that arrive for an address and a port. */
export type Serving =
	/** These listeners do. */
	| {readonly is: 'served'; readonly by: readonly Listener[]}
	/** A NAT rule sends them on to another host or a container, so no listener of this host is needed. */
	| {readonly is: 'forwarded'; readonly delivery: Delivery}
	/** Something listens on the port, but not where the probes go. */
	| {
			readonly is: 'elsewhere';
			readonly why: 'loopback' | 'ipv6-only' | 'other-address' | 'other-device';
			readonly listener: Listener;
	  }
	| {readonly is: 'nobody'};

export type ServedPorts = {
	/** Of the health check's port. */
	readonly check: Serving;
	/** Of the backend port, when it is another one. */
	readonly backend?: Serving;
	/** TCP (for a UDP check: UDP) listeners that probes could reach, on other ports. */
	readonly others: readonly Listener[];
	/** Where the probes end up: the backend's address and the check's port, unless a NAT rule changes them. */
	readonly delivery: Pick<Delivery, 'address' | 'port'>;
};

const isLoopback = (address: string): boolean =>
	address === '::1' || (ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).range() === 'loopback');

/** Whether a listener takes IPv4 connections to an address. A socket on `::` does unless it is known not to. */
const takes = (listener: Listener, address: string, device: string | undefined): boolean => {
	if (listener.device !== undefined && device !== undefined && listener.device !== device) return false;
	if (listener.address === '::') return listener.v6Only !== true;
	return listener.address === '0.0.0.0' || listener.address === address;
};

/** Who serves a port of an address, among these listeners. */
export const whoServes = (
	all: readonly Listener[],
	seat: {readonly address: string; readonly port: number},
	device: string | undefined,
): Serving => {
	const onPort = all.filter(({port}) => port === seat.port);
	const by = onPort.filter(listener => takes(listener, seat.address, device));
	if (by.length > 0) return {is: 'served', by};
	const [first] = onPort;
	if (first === undefined) return {is: 'nobody'};
	const elsewhere = (
		why: 'loopback' | 'ipv6-only' | 'other-address' | 'other-device',
		listener: Listener,
	): Serving => ({
		is: 'elsewhere',
		why,
		listener,
	});
	const bound = onPort.find(({device: other}) => other !== undefined);
	if (bound !== undefined && takes(bound, seat.address, undefined)) return elsewhere('other-device', bound);
	const v6Only = onPort.find(({address}) => address === '::');
	if (v6Only !== undefined) return elsewhere('ipv6-only', v6Only);
	const other = onPort.find(({address}) => !isLoopback(address));
	if (other === undefined) return elsewhere('loopback', first);
	return elsewhere(other.address.includes(':') ? 'ipv6-only' : 'other-address', other);
};

/** Who serves the checked port and the backend port. */
export const serving: Fact<ServedPorts> = {
	id: 'serving',
	what: {en: 'who serves the port', zh: '端口的监听者'},
	lookUp: async ({know, target}) => {
		const [sockets, held, way] = await Promise.all([know(listeners), know(addresses), know(passages)]);
		if (!sockets.known) return sockets;
		const protocol = target.healthCheck.protocol === 'udp' ? 'udp' : 'tcp';
		const usable = sockets.value.filter(listener => listener.protocol === protocol);
		const delivery = way.known
			? way.value.find(({probe, delivery: to}) => probe.is !== 'stop' && to?.by !== undefined)?.delivery
			: undefined;
		const seat = {
			address: delivery?.address ?? target.backend,
			port: delivery?.port ?? target.healthCheck.port,
		};
		const device = deviceOf(held, target.backend);
		const check: Serving = delivery?.to === 'forward' ? {is: 'forwarded', delivery} : whoServes(usable, seat, device);
		const others = usable.filter(listener => listener.port !== seat.port && takes(listener, target.backend, device));
		return {
			known: true,
			value: {
				check,
				...(target.port === target.healthCheck.port
					? {}
					: {backend: whoServes(usable, {address: target.backend, port: target.port}, device)}),
				others,
				delivery: seat,
			},
			from: [...sockets.from, ...held.from],
			...(sockets.blindTo === undefined ? {} : {blindTo: sockets.blindTo}),
		};
	},
};

const deviceOf = (held: Known<readonly HostAddress[]>, address: string): string | undefined =>
	held.known ? held.value.find(entry => entry.address === address)?.interface : undefined;
