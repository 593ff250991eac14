import {byPriority, inAnyOrder, type Placed, type Through} from './chain-order.ts';
import type {BaseChain, Filters, Hook} from './filters.ts';
import {fitsName} from './match.ts';
import type {Moment} from './moment.ts';
import {type Fork, merge, type State} from './state.ts';
import {type Stopped, walkBase} from './walk.ts';

/** Where address translation sits at a hook, whatever the priority of the chains that ask for it (nf_nat_proto.c). */
const natPriority: Readonly<Record<Hook, number | undefined>> = {
	ingress: undefined,
	prerouting: -100,
	input: 100,
	forward: undefined,
	output: -100,
	postrouting: 100,
	egress: undefined,
};

function placedAt(hook: Hook, filters: Filters): readonly Placed[] {
	const families = filters.family === 4 ? ['ip', 'inet', 'netdev'] : ['ip6', 'inet', 'netdev'];
	return filters.tables
		.filter(table => families.includes(table.family))
		.flatMap(table => table.bases.filter(base => base.hook === hook).map(base => ({base, table})))
		.sort((a, b) => a.base.priority - b.base.priority);
}

/** Where a hook's packet comes in and goes out. */
export type Hooked = Omit<Moment, 'priority' | 'translated'>;

/**
 * Takes packets through all base chains of one hook, of every tool, by priority. Any drop is final. Translation rules
 * are asked only for a connection's first packet, and only until one of them decides.
 */
export function throughHook(entering: readonly State[], hooked: Hooked, filters: Filters): Through {
	const placed = placedAt(hooked.hook, filters).filter(({base}) => onDevice(base, hooked) !== 'no');
	const stopped: Stopped[] = [];
	let states = entering;
	const run = (chains: readonly Placed[], translated: boolean): void => {
		for (const group of byPriority(chains)) {
			if (states.length === 0) return;
			const outcome = inAnyOrder(group, order => runChains(states, order, {...hooked, translated}, filters));
			states = outcome.states;
			stopped.push(...outcome.stopped);
		}
	};
	const at = natPriority[hooked.hook];
	const plain = placed.filter(({base}) => base.type !== 'nat');
	const nat = placed.filter(({base}) => base.type === 'nat');
	run(at === undefined ? plain : plain.filter(({base}) => base.priority <= at), false);
	if (at !== undefined && hooked.leg.first && hooked.leg.direction === 'original') {
		const translations = translate(states, nat, hooked, filters);
		states = translations.states;
		stopped.push(...translations.stopped);
	}
	if (at !== undefined)
		run(
			plain.filter(({base}) => base.priority > at),
			true,
		);
	return {states, stopped};
}

const doubtAt = ({by}: Stopped): Fork => ({
	kind: 'unknown',
	by,
	why: {en: 'the interface that the packet is on is not known', zh: '报文所在的网卡未知'},
});

function onDevice({devices}: BaseChain, moment: Hooked): 'yes' | 'no' | 'unknown' {
	if (!devices) return 'yes';
	const name = moment.hook === 'egress' ? moment.out : moment.in;
	if (name === undefined) return 'unknown';
	return devices.some(device => fitsName(name, device)) ? 'yes' : 'no';
}

type Translated = Omit<Moment, 'priority'>;

function runChains(
	entering: readonly State[],
	chains: readonly Placed[],
	hooked: Translated,
	filters: Filters,
): Through {
	const stopped: Stopped[] = [];
	let states = entering;
	for (const {base, table} of chains) {
		const moment: Moment = {...hooked, priority: base.priority};
		const around = {table, ipsets: filters.sets, moment};
		const outcome = base.type === 'route' ? walkRouting(base, states, around) : walkBase(base, states, around);
		if (onDevice(base, hooked) === 'unknown') {
			// Nobody knows whether the chain is met: what it stops may as well go on.
			const doubtful = outcome.stopped.map(each => ({...each, state: {...each.state, fork: doubtAt(each)}}));
			stopped.push(...doubtful);
			states = merge([...outcome.accepted, ...doubtful.map(({state}) => state)]);
			continue;
		}
		states = outcome.accepted;
		stopped.push(...outcome.stopped);
	}
	return {states, stopped};
}

type Around = Parameters<typeof walkBase>[2];

/** A chain of the type `route` makes the kernel route the packet anew where it changes the mark (nft_chain_route.c). */
function walkRouting(base: BaseChain, states: readonly State[], around: Around): ReturnType<typeof walkBase> {
	const outcomes = states.map(state => {
		const {accepted, stopped} = walkBase(base, [state], around);
		const changed = (one: State): boolean => one.mark === undefined || one.mark !== state.mark;
		return {
			accepted: accepted.map(one => (changed(one) ? {...one, reroutedBy: one.mark ?? ('?' as const)} : one)),
			stopped,
		};
	});
	return {
		accepted: merge(outcomes.flatMap(({accepted}) => accepted)),
		stopped: outcomes.flatMap(({stopped}) => stopped),
	};
}

/** Asks the translation chains: the first one that decides has the last word. */
function translate(entering: readonly State[], chains: readonly Placed[], hooked: Hooked, filters: Filters): Through {
	const stopped: Stopped[] = [];
	let states = entering;
	for (const group of byPriority(chains)) {
		const outcome = inAnyOrder(group, order => translateInOrder(states, order, hooked, filters));
		states = outcome.states;
		stopped.push(...outcome.stopped);
	}
	return {states, stopped};
}

function translateInOrder(
	entering: readonly State[],
	chains: readonly Placed[],
	hooked: Hooked,
	filters: Filters,
): Through {
	const stopped: Stopped[] = [];
	const destination = hooked.hook === 'prerouting' || hooked.hook === 'output';
	const decided = (state: State): boolean =>
		state.tracking === 'untracked' || (destination ? state.dnat : state.snat) !== undefined;
	const done = [...entering.filter(decided)];
	let open = entering.filter(state => !decided(state));
	for (const {base, table} of chains) {
		const moment: Moment = {...hooked, priority: base.priority, translated: false};
		const outcome = walkBase(base, open, {table, ipsets: filters.sets, moment});
		stopped.push(...outcome.stopped);
		done.push(...outcome.accepted.filter(decided));
		open = outcome.accepted.filter(state => !decided(state));
	}
	return {states: merge([...done, ...open]), stopped};
}
