import type {Fact} from '../engine/fact.ts';
import type {ProbeObservation} from '../engine/probe.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {checkShape} from './check-shape.ts';
import {type Health, healthOf} from './health.ts';
import {isSourceOf} from './witness/sources.ts';

/** How long a connection may take, in milliseconds: what is far away answers, and a private address often can't. */
const connectMs = 700;

/** What the check comes to from the machine where the program runs, over a network as the load balancer's probes come. */
export type FromHere = {readonly health: Health; readonly observation: ProbeObservation};

const stopped: Words = {en: 'stopped', zh: '已停止'};

/**
 * The same check from here: a second witness, with another source and another way than the load balancer. That no
 * connection comes about says nothing: a backend's private address is seldom reached from elsewhere.
 */
export const fromHere: Fact<FromHere> = {
	id: 'from-here',
	what: {en: 'the check from this machine', zh: '从本机检查的结果'},
	lookUp: async look => {
		const {target, here} = look;
		const seat = {address: target.backend, port: target.healthCheck.port};
		const nothing = (why: Words) => ({known: false, why, from: []}) as const;
		if (here === undefined)
			return nothing({en: 'the program runs on the backend itself', zh: '程序就运行在后端服务器上'});
		if (here.addresses.some(isSourceOf(target)))
			return nothing({
				en: 'this machine has an address of the sources, and would be taken for the load balancer',
				zh: '本机的地址属于探测来源，会被当作负载均衡',
			});
		const timeoutMs = effectiveTimeoutMs(target);
		const shape = checkShape(target, seat, timeoutMs);
		const {protocol, address, port} = shape;
		if (protocol === 'udp')
			return nothing({en: 'silence over UDP says nothing about the way', zh: 'UDP 没有应答说明不了路径的问题'});
		const connecting = await here.probe({protocol: 'tcp', address, port, timeoutMs: Math.min(connectMs, timeoutMs)});
		if (connecting.reply.outcome === 'cancelled') return nothing(stopped);
		const isConnected = connecting.reply.connectMs !== undefined;
		const observation = isConnected && protocol !== 'tcp' ? await here.probe(shape) : connecting;
		if (observation.reply.outcome === 'cancelled') return nothing(stopped);
		return {
			known: true,
			value: {health: healthOf(observation, target, timeoutMs), observation},
			from: [observation],
		};
	},
};
