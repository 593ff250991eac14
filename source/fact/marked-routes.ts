import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {packetFilters} from './packet-filters.ts';
import {readRouteGet, routes, type SourceRoute} from './routes.ts';

/** A policy rule by which answers would go another way if a packet filter marked them. */
export type MarkedRoute = {
	/** The policy rule as `ip rule` prints it. */
	readonly rule: string;
	/** A rule of a packet filter that sets marks. */
	readonly setBy: string;
	readonly kind: SourceRoute['kind'];
	readonly interface?: string;
	readonly observation: Observation;
};

/** How a rule of a packet filter sets marks, in the words of iptables and of nft. */
const setsMarks = /-j (?:CONN)?MARK\b|\b(?:meta|ct) mark set\b|"mangle": *\{|--restore-mark/;

/** A mark that fits a rule's `fwmark VALUE[/MASK]`. */
const markOf = (rule: string): string | undefined => /\bfwmark (0x[\da-f]+|\d+)/i.exec(rule)?.[1];

const mostRules = 8;

/**
 * The ways that answers would take with the marks which policy rules ask for, where they differ from the ordinary ones.
 * Empty where no packet filter sets marks at all.
 */
export const markedRoutes: Fact<readonly MarkedRoute[]> = {
	id: 'marked-routes',
	what: 'the routes of marked packets',
	lookUp: async look => {
		const [back, filters] = await Promise.all([look.know(routes), look.know(packetFilters)]);
		if (!back.known) return back;
		const [ordinary] = back.value.replies;
		const rules = back.value.policyRules.filter(rule => markOf(rule) !== undefined).slice(0, mostRules);
		const setBy = filters.known
			? filters.from
					.flatMap(({stdout}) => stdout.split('\n'))
					.find(line => setsMarks.test(line))
					?.slice(0, 200)
			: undefined;
		if (ordinary === undefined || rules.length === 0 || setBy === undefined) return {known: true, value: [], from: []};
		const asked = await Promise.all(
			rules.map(async rule => {
				const ask = command('ip', '-4', 'route', 'get', ordinary.source, 'mark', markOf(rule) ?? '0');
				const observation = await look.run(ask);
				return {rule, observation, read: readRouteGet(observation)};
			}),
		);
		return {
			known: true,
			value: asked.flatMap(({rule, observation, read}) =>
				read === undefined || (read.kind === ordinary.kind && read.interface === ordinary.interface)
					? []
					: [
							{
								rule: rule.trim(),
								setBy,
								kind: read.kind,
								...(read.interface === undefined ? {} : {interface: read.interface}),
								observation,
							},
						],
			),
			from: asked.map(({observation}) => observation),
		};
	},
};
