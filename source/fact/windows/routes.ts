import ipaddr from 'ipaddr.js';
import type {Look} from '../../engine/fact.ts';
import type {Known} from '../../engine/known.ts';
import {whyNothing} from '../ladder.ts';
import {partsOf, type Routes, type SourceRoute, sampleOf} from '../routes.ts';
import {routePrint} from './commands.ts';
import {readRoutePrint, type WindowsRoute} from './network.ts';

/** The routes back to the sources. Windows names an interface by its address, so the backend's own is the arrival. */
export const windowsRoutes = async (look: Look): Promise<Known<Routes>> => {
	const {target} = look;
	const observation = await look.run(routePrint);
	const table = readRoutePrint(observation.stdout);
	if (table === undefined)
		return {
			known: false,
			why: `the routes can't be read (${whyNothing(observation)})`,
			from: [observation],
			wouldTell: routePrint,
		};
	const lines = table.map(({destination, netmask}) => `${destination}/${lengthOf(netmask)}`);
	const replies = partsOf(target.sources, lines).map((part): SourceRoute => {
		const source = sampleOf(part);
		const route = bestRoute(table, source);
		if (route === undefined) return {source, part, kind: 'none', line: 'no route', observation};
		return {
			source,
			part,
			kind: 'routed',
			interface: route.interface,
			...(route.gateway === undefined ? {} : {gateway: route.gateway}),
			line: [route.destination, route.netmask, route.gateway ?? 'on-link', route.interface].join(' '),
			observation,
		};
	});
	return {known: true, value: {replies, arrival: target.backend, policyRules: [], lines: []}, from: [observation]};
};

const lengthOf = (netmask: string): number => ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask() ?? 32;

/** The longest prefix wins, then the lowest metric. */
const bestRoute = (table: readonly WindowsRoute[], address: string): WindowsRoute | undefined =>
	table
		.filter(({destination, netmask}) =>
			ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(destination), lengthOf(netmask)),
		)
		.toSorted((one, other) => lengthOf(other.netmask) - lengthOf(one.netmask) || one.metric - other.metric)[0];
