import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {FrozenProcess} from '../../fact/frozen.ts';
import {isFull, type Listener, socketName} from '../../fact/listeners.ts';
import type {PortSockets} from '../../fact/port-sockets.ts';
import {ss} from '../../fact/ss.ts';

type Seen = {
	readonly portSockets: Known<PortSockets>;
	readonly frozenProcesses: Known<readonly FrozenProcess[]>;
};

/**
 * Where the port has several sockets, all requests of the host itself may have met the ones that are served. Connections that
 * go on waiting at another one are no proof that nobody serves it, but they are no health either.
 */
export const judgeStuck = (
	{portSockets: sockets, frozenProcesses: frozen}: Seen,
	target: Target,
): readonly Finding[] => {
	const stuck = sockets.known ? sockets.value.stuck : undefined;
	const isFrozen = frozen.known && frozen.value.length > 0;
	// A check that only connects passes there too, until the queue is full; that is judged by itself.
	if (stuck === undefined || isFrozen || !isLayer7(target) || isFull(stuck)) return [];
	return [
		{
			is: 'unknown',
			why: waitingWords(stuck),
			matters: true,
			wouldTell: ss(['tcp_diag'], '-Hltnp', 'sport', '=', `:${target.healthCheck.port}`),
		},
	];
};

const waitingWords = (stuck: Listener): Words => ({
	en: `one of several sockets on ${socketName(stuck)} has a Recv-Q of ${stuck.acceptQueue}, which doesn't shrink: whether a process still accepts its connections can't be told`,
	zh: `${socketName(stuck)} 上有多个套接字，其中一个的 Recv-Q 为 ${stuck.acceptQueue} 且不减少：无法判断是否仍有进程接受它的连接`,
});
