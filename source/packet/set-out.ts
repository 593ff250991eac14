import type {Words} from '../engine/words.ts';
import type {Exchange} from './exchange.ts';
import type {Leg} from './moment.ts';
import {noted, type State} from './state.ts';

const packetNames: Readonly<Record<'opening' | 'open' | 'udp' | 'icmp', Readonly<Record<Leg['direction'], Words>>>> = {
	opening: {
		original: {en: 'probe: SYN, opens the connection', zh: '探测：SYN，建立连接'},
		reply: {en: 'answer: SYN and ACK', zh: '应答：SYN 和 ACK'},
	},
	open: {
		original: {en: 'request on the open connection', zh: '已建立连接上的请求'},
		reply: {en: 'answer to the request', zh: '对请求的应答'},
	},
	udp: {
		original: {en: 'probe: datagram', zh: '探测：数据报'},
		reply: {en: 'answer: datagram', zh: '应答：数据报'},
	},
	icmp: {
		original: {en: 'ping: echo request', zh: 'ping：回显请求'},
		reply: {en: 'answer: echo reply', zh: '应答：回显应答'},
	},
};

/** The state of a packet that sets out: the connection's opening, or a request on the open one, or the answer to either. */
export const setOut = (
	state: State,
	{packet}: Pick<Exchange, 'packet'>,
	direction: Leg['direction'],
	opening: boolean,
): State => {
	const names = packetNames[packet.protocol === 'tcp' ? (opening ? 'opening' : 'open') : packet.protocol];
	return noted(state, {at: 'packet', direction, did: names[direction]});
};
