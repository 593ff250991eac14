import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {FrozenProcess} from '../../fact/frozen.ts';
import {type Listener, socketName} from '../../fact/listeners.ts';
import type {PortSockets} from '../../fact/port-sockets.ts';
import {ss} from '../../fact/ss.ts';

type Seen = {
	readonly portSockets: Known<PortSockets>;
	readonly frozenProcesses: Known<readonly FrozenProcess[]>;
	readonly answers: Known<Answers>;
};

/**
 * Where the port has several sockets, all requests of the host itself may have met the ones that are served. Connections that
 * go on waiting at another one are no proof that nobody serves it, but they are no health either.
 */
export const judgeStuck = (
	{portSockets: sockets, frozenProcesses: frozen, answers}: Seen,
	{healthCheck}: Target,
): readonly Finding[] => {
	const stuck = sockets.known ? sockets.value.stuck : undefined;
	// A check that only connects passes there too, until the queue is full.
	const isGood = answers.known && answers.value.health === 'good' && answers.value.exact.shape.method !== undefined;
	if (stuck === undefined || !isGood || (frozen.known && frozen.value.length > 0)) return [];
	return [
		{
			is: 'unknown',
			why: waitingWords(stuck),
			matters: true,
			wouldTell: ss(['tcp_diag'], '-Hltnp', 'sport', '=', `:${healthCheck.port}`),
		},
	];
};

const waitingWords = (stuck: Listener): Words => ({
	en: `${stuck.acceptQueue} connections wait at one of several sockets on ${socketName(stuck)} and don't become fewer: whether a process still accepts them can't be told`,
	zh: `${socketName(stuck)} 上有多个套接字，其中一个有 ${stuck.acceptQueue} 个连接在等待且不减少：无法判断是否仍有进程接受它们`,
});
