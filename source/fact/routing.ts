import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {type Words, worded} from '../engine/words.ts';
import {familyOf} from '../packet/address.ts';
import {readRoutes} from '../packet/route/read-routes.ts';
import {readRules} from '../packet/route/read-rules.ts';
import {readVrfs, type Vrfs} from '../packet/route/read-vrfs.ts';
import type {PolicyRule, Routing} from '../packet/route/routing.ts';
import {whyNothing} from './ladder.ts';
import {lookAtProcRoutes} from './proc-routes.ts';
import {unreadable} from './unreadable.ts';
import {windowsRouting} from './windows/routes.ts';

/** The host's routing policy and tables, and the VRFs of its interfaces. */
export type HostRouting = {readonly routing: Routing; readonly vrfs: Vrfs['ofInterface']};

const routingTables: Words = {en: 'the routing tables', zh: '路由表'};
const policyRules: Words = {en: 'the rules of the routing policy', zh: '策略路由规则'};

/** All routing tables, and the rules that say which of them is asked for a packet. */
export const routing: Fact<HostRouting> = {
	id: 'routing',
	what: routingTables,
	lookUp: async look => {
		if (look.target.platform === 'windows') return windowsRouting(look);
		const family = familyOf(look.target.backend);
		const version = `-${family}`;
		const [rules, tables] = await Promise.all([
			look.run(command('ip', version, 'rule', 'show')),
			look.run(command('ip', version, 'route', 'show', 'table', 'all')),
		]);
		if (tables.failure === 'not-found') return routingOfProc(look, family, tables);
		const read = readRoutes(tables.stdout, family);
		const [garbage] = read.garbage;
		const unread = succeeded(tables) ? (garbage === undefined ? undefined : worded(garbage)) : whyNothing(tables);
		const from = [tables, rules];
		if (unread !== undefined)
			return {known: false, why: unreadable(routingTables, unread), from, wouldTell: tables.command};
		const policy = policyOf(rules, family);
		if (!policy.known) return {...policy, from};
		const vrfs = await vrfsOf(look, policy.value);
		const value: HostRouting = {
			routing: {family, rules: policy.value, tables: read.tables, vrfs: vrfs.tables},
			vrfs: vrfs.ofInterface,
		};
		return {
			known: true,
			value,
			from: [...from, ...vrfs.from],
			...(policy.blindTo === undefined ? {} : {blindTo: policy.blindTo}),
		};
	},
};

/** A host without ip: the routes that everybody can read, under the rules that every host has. */
async function routingOfProc(look: Look, family: 4 | 6, tried: Observation): Promise<Known<HostRouting>> {
	const tables = await lookAtProcRoutes(look, family);
	const from = [tried, ...tables.from];
	if (!tables.known)
		return {
			known: false,
			why: unreadable(routingTables, whyNothing(tried), tables.why),
			from,
			wouldTell: tried.command,
		};
	const value = {routing: {family, rules: usual, tables: tables.value, vrfs: new Map()}, vrfs: new Map()};
	return {...tables, value, from};
}

/** The rules that every host has, for an `ip` that can't list them (busybox often can't). */
const usual: readonly PolicyRule[] = ['local', 'main', 'default'].map((table, index) => ({
	preference: index === 0 ? 0 : 32_765 + index,
	not: false,
	does: {do: 'lookup', table},
	line: `${index === 0 ? 0 : 32_765 + index}: from all lookup ${table}`,
}));

function policyOf(rules: Observation, family: 4 | 6): Known<readonly PolicyRule[]> {
	const read = readRules(rules.stdout, family);
	if (succeeded(rules) && read.rules.length > 0 && read.garbage.length === 0)
		return {known: true, value: read.rules, from: [rules]};
	// A kernel without policy routing says so, and an `ip` without that part prints how it is used.
	const isWithout = /not supported|Usage|unrecognized|invalid argument 'rule'|Dump terminated/i.test(rules.stderr);
	if (isWithout)
		return {
			known: true,
			value: usual,
			from: [rules],
			blindTo: {
				en: 'Rules of the routing policy are not seen, because this ip can’t list them.',
				zh: '这里的 ip 不能列出策略路由规则，因此看不到它们。',
			},
		};
	const [garbage] = read.garbage;
	return {
		known: false,
		why: unreadable(policyRules, garbage === undefined ? whyNothing(rules) : worded(garbage)),
		from: [rules],
		wouldTell: rules.command,
	};
}

/** VRFs are asked for only where a rule looks into their tables. */
async function vrfsOf(
	look: Look,
	rules: readonly PolicyRule[],
): Promise<Vrfs & {readonly from: readonly Observation[]}> {
	if (!rules.some(({does}) => does.do === 'vrf')) return {tables: new Map(), ofInterface: new Map(), from: []};
	const links = await look.run(command('ip', '-d', '-o', 'link', 'show'));
	return {...readVrfs(links.stdout), from: [links]};
}
