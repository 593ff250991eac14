import type {Look} from '../../engine/fact.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {type Connection, connections} from '../connections.ts';
import {serving} from '../serving.ts';
import {cannotLook, type Sighting, throughout, unseen, type Watched, type Way} from './sighting.ts';
import {isSourceOf} from './sources.ts';

/** Connections of the load balancer to the checked port, as the socket tables hold them before and after. */
export const watchSockets: Way = async look => {
	if (look.target.healthCheck.protocol === 'udp')
		return cannotLook({en: 'a UDP check leaves no connection behind', zh: 'UDP 检查不会留下连接'});
	const before = await look.know(connections);
	if (!before.known) return cannotLook(before.why, before.from);
	return async watchedS => {
		const [command] = before.from.map(observation => observation.command);
		const after = await connections.lookUp({...look, run: look.runAgain});
		const served = await look.know(serving);
		const port = served.known ? served.value.delivery.port : look.target.healthCheck.port;
		if (!after.known || command === undefined)
			return unseen(after.known ? {en: 'no list of connections', zh: '没有连接列表'} : after.why);
		return readSockets({before: before.value, after: after.value, port, watchedS, look, from: after.from});
	};
};

type Seen = {
	readonly before: readonly Connection[];
	readonly after: readonly Connection[];
	readonly port: number;
	readonly watchedS: number;
	readonly look: Look;
	readonly from: Watched['from'];
};

const nameOf = ({state, local, peer}: Connection): string =>
	`${state} ${local.address}:${local.port} ${peer.address}:${peer.port}`;

function readSockets({before, after, port, watchedS, look, from}: Seen): Watched {
	const isSource = isSourceOf(look.target);
	const ofBalancer = (all: readonly Connection[]) =>
		all.filter(({state, local, peer}) => state !== 'listen' && local.port === port && isSource(peer.address));
	const [early, late] = [ofBalancer(before), ofBalancer(after)];
	const isLayer7 = look.target.healthCheck.protocol !== 'tcp';
	const done = late.filter(({state}) => state === 'time-wait' || state === 'fin-wait');
	const open = late.filter(({state}) => /^(established|close-wait|last-ack|closing)$/.test(state));
	// A handshake that is seen twice, or by several at a time, isn't on its way any more.
	const half = late.filter(({state}) => state === 'syn-recv');
	const excerpt = (some: readonly Connection[]): Sighting['evidence'] => ({
		command: commandOf(from),
		excerpt: verbatim(some.slice(0, 3).map(nameOf).join('\n')),
	});
	const wasThere = (one: Connection): boolean =>
		early.some(other => other.peer.address === one.peer.address && other.peer.port === one.peer.port);
	const stuck = half.filter(wasThere);
	const sighting = (is: Sighting['is'], some: readonly Connection[], when: Words): readonly Sighting[] =>
		some.length === 0 ? [] : [{is, count: some.length, when, evidence: excerpt(some)}];
	const isPast = done.every(wasThere) ? ({isPast: true} as const) : {};
	return {
		sightings: [
			// The kernel keeps the side that closes first for a minute (tcp(7), TIME_WAIT).
			...sighting('served', done, {en: 'within the last minute', zh: '最近一分钟内'}).map(seen => ({
				...seen,
				...isPast,
			})),
			...sighting(isLayer7 ? 'connected' : 'served', open, {en: 'now', zh: '当前'}),
			...sighting('unanswered', stuck.length > 0 || half.length > 1 ? half : [], throughout(watchedS)),
		],
		isSilent: false,
		blind: {
			en: 'probes that the load balancer itself closes, or that are stopped, leave no socket',
			zh: '由负载均衡关闭的探测，以及被拦下的探测，不会留下套接字',
		},
		from,
	};
}

const commandOf = ([observation]: Watched['from']): string =>
	observation === undefined ? 'ss -tan' : [observation.command.file, ...observation.command.args].join(' ');
