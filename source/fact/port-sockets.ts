import type {Fact, Look} from '../engine/fact.ts';
import type {Seen} from '../engine/known.ts';
import {answers} from './answers.ts';
import {frozenProcesses} from './frozen.ts';
import {listRepeatedly} from './list-again.ts';
import {type Listener, listeners} from './listeners.ts';
import {checkedListeners} from './service-process.ts';

/** How the sockets of the check's port stand to each other. */
export type PortSockets = {
	/** Several of them have one address: the kernel gives each connection to one of them (socket(7), SO_REUSEPORT). */
	readonly isShared: boolean;
	/** One of those, in whose queue connections wait and don't become fewer. */
	readonly stuck?: Listener;
};

/** A server that is merely busy shortens its queue now and then. */
const often = {times: 5, pauseMs: 200};

/** Whether the port's sockets share it, and one of them is stuck; that is looked for only where it may be. */
export const portSockets: Fact<PortSockets> = {
	id: 'port-sockets',
	what: {en: 'the sockets of the port', zh: '该端口的套接字'},
	lookUp: async look => {
		const [sockets, frozen] = await Promise.all([look.know(listeners), look.know(frozenProcesses)]);
		if (!sockets.known) return sockets;
		if (!frozen.known) return frozen;
		const shared = sharing(checkedListeners(sockets.value, look.target));
		// The first probe to the socket of a frozen process may come only now.
		const mayBeStuck = shared.length > 0 && (frozen.value.length > 0 || shared.some(one => queued(one) > 0));
		const stuck = mayBeStuck ? await stuckOne(look, sockets) : undefined;
		return {...sockets, value: {isShared: shared.length > 0, ...(stuck === undefined ? {} : {stuck})}};
	},
};

/** The sockets that have their address in common with another one. */
const sharing = (all: readonly Listener[]): readonly Listener[] =>
	all.filter(one => all.some(other => other !== one && other.address === one.address && other.device === one.device));

/** The longest queue, if at each look it holds connections, and never fewer than before. */
const stuckOne = async (look: Look, sockets: Seen<readonly Listener[]>): Promise<Listener | undefined> => {
	// The check's own requests have been accepted by then.
	await look.know(answers);
	let stuck: Listener | undefined;
	let looks = 0;
	for await (const all of listRepeatedly(look, sockets, often)) {
		const [longest] = sharing(checkedListeners(all, look.target)).toSorted((one, other) => queued(other) - queued(one));
		if (longest === undefined || queued(longest) === 0 || queued(longest) < queued(stuck)) return undefined;
		stuck = longest;
		looks++;
	}

	// Where it could not be listed that often, nothing is known of it.
	return looks === often.times ? stuck : undefined;
};

const queued = (listener: Listener | undefined): number => listener?.acceptQueue ?? 0;
