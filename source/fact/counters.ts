import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import type {Words} from '../engine/words.ts';
import {whyNothing} from './ladder.ts';
import {sampleTwice} from './sampling.ts';
import {reasons, unreadable} from './unreadable.ts';

/** The kernel's network counters under nstat's names, `TcpExtListenOverflows`. One that this kernel lacks is absent. */
export type Counters = Readonly<Record<string, number>>;

/**
 * Reads /proc/net/netstat and /proc/net/snmp: pairs of a line of names and a line of values, both with the group's
 * name in front.
 */
export const readCounters = (text: string): Counters => {
	const lines = text.split('\n');
	const found: Record<string, number> = {};
	for (const [index, line] of lines.entries()) {
		const [group, ...names] = line.trim().split(/\s+/);
		const [sameGroup, ...values] = (lines[index + 1] ?? '').trim().split(/\s+/);
		if (!group?.endsWith(':') || group !== sameGroup || names.length !== values.length) continue;
		for (const [column, name] of names.entries()) {
			const value = Number(values[column]);
			if (!/^-?\d/.test(name) && Number.isFinite(value)) found[`${group.slice(0, -1)}${name}`] = value;
		}
	}

	return found;
};

const files = [command('cat', '/proc/net/netstat'), command('cat', '/proc/net/snmp')];

const total = (observations: readonly Observation[]): Counters =>
	readCounters(observations.map(({stdout}) => stdout).join('\n'));

const networkCounters: Words = {en: "the kernel's network counters", zh: '内核的网络计数器'};

const someMissing = ({en, zh}: Words): Words => ({
	en: `Some counters are missing (${en}).`,
	zh: `缺少部分计数器（${zh}）。`,
});

const known = <T>(value: T, from: readonly Observation[]): Known<T> => {
	const unread = from.filter(observation => !succeeded(observation));
	if (unread.length === from.length) {
		return {known: false, why: unreadable(networkCounters, ...unread.map(whyNothing)), from};
	}

	return {
		known: true,
		value,
		from,
		...(unread.length > 0 && {blindTo: someMissing(reasons(unread.map(whyNothing)))}),
	};
};

/** The counters since the host (or its network namespace) came up: history. */
export const counters: Fact<Counters> = {
	id: 'counters',
	what: networkCounters,
	lookUp: async look => {
		const from = await Promise.all(files.map(look.run));
		return known(total(from), from);
	},
};

/** By how much the counters grew while the probes of this run were sent: the present. Unchanged ones are 0. */
export const counterGrowth: Fact<Counters> = {
	id: 'counter-growth',
	what: {en: 'what the kernel counts right now', zh: '内核计数器的当前增长'},
	lookUp: async look => {
		const {first, second} = await sampleTwice(look, files);
		const before = total(first);
		const growth = Object.entries(total(second)).map(([name, value]) => [name, value - (before[name] ?? value)]);
		return known(Object.fromEntries(growth), second);
	},
};
