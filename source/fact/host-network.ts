import type {Fact} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import {parseAddress, parseRanges} from '../packet/address.ts';
import type {HostNetwork} from '../packet/passage.ts';
import {sizeOf} from '../packet/ranges.ts';
import {withoutLinkdown} from '../packet/route/linkdown.ts';
import {lookUp} from '../packet/route/look-up.ts';
import {addresses} from './addresses.ts';
import {kernelSettings, settingNumber} from './kernel-settings.ts';
import {type HostRouting, routing} from './routing.ts';

/** What a packet meets on this host beside filters. */
export type Surroundings = {
	readonly network: HostNetwork;
	/** The interface that probes are taken to arrive on; undefined when it can't be told. */
	readonly arrival?: string;
};

/** Interfaces on which nothing arrives from outside: an address on one says nothing of where probes come in. */
const holdsForOthers = (name: string): boolean => name === 'lo' || /^(?:dummy|kube-ipvs|nodelocaldns)/.test(name);

/** The host's addresses, routes and settings, as far as each of them is known. */
export const hostNetwork: Fact<Surroundings> = {
	id: 'host-network',
	what: {en: "the host's network", zh: '主机的网络'},
	lookUp: async look => {
		const {target} = look;
		const [held, routes, settings] = await Promise.all([
			look.know(addresses),
			look.know(routing),
			look.know(kernelSettings),
		]);
		const setting = (name: string): number | undefined =>
			settings.known ? settingNumber(settings.value, name) : undefined;
		const network: HostNetwork = {
			addresses: held.known ? held.value : [],
			...(routes.known
				? {
						routing: {...routes.value.routing, tables: withoutLinkdown(routes.value.routing.tables, setting)},
						vrfs: routes.value.vrfs,
					}
				: {}),
			setting,
		};
		const arrival =
			target.platform === 'windows' ? target.backend : arrivalOf(network, routes, target.backend, target.sources);
		return {
			known: true,
			value: {network, ...(arrival === undefined ? {} : {arrival})},
			from: [...held.from, ...routes.from],
		};
	},
};

/** The interface that holds the backend's address; else the one by which most of the sources are answered. */
function arrivalOf(
	{addresses: held}: HostNetwork,
	routes: Known<HostRouting>,
	backend: string,
	sources: readonly string[],
): string | undefined {
	const holder = held.find(({address}) => address === backend)?.interface;
	if (holder !== undefined && holder !== '' && !holdsForOthers(holder)) return holder;
	const address = parseAddress(backend);
	if (!routes.known || !address) return undefined;
	const ways = lookUp(
		routes.value.routing,
		{to: 'sources', from: address.value, in: 'lo', mark: 0},
		parseRanges(sources, address.family),
	);
	return ways
		.filter(({ends: [end]}) => end?.is === 'unicast')
		.toSorted((one, other) => sizeOf(other.sources) - sizeOf(one.sources))[0]?.ends[0]?.hops[0]?.interface;
}
