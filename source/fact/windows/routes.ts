import ipaddr from 'ipaddr.js';
import type {Look} from '../../engine/fact.ts';
import type {Known} from '../../engine/known.ts';
import {say} from '../../engine/words.ts';
import {parseSpan} from '../../packet/address.ts';
import type {PolicyRule, Route} from '../../packet/route/routing.ts';
import {whyNothing} from '../ladder.ts';
import type {HostRouting} from '../routing.ts';
import {unreadable} from '../unreadable.ts';
import {routePrint} from './commands.ts';
import {readRoutePrint, type WindowsRoute} from './network.ts';

/** Windows has one table and no policy. It names an interface by its address, so the backend's own is the arrival. */
export const windowsRouting = async (look: Look): Promise<Known<HostRouting>> => {
	const observation = await look.run(routePrint);
	const read = readRoutePrint(observation.stdout);
	if (read === undefined)
		return {
			known: false,
			why: unreadable({en: 'the routes', zh: '路由'}, whyNothing(observation)),
			from: [observation],
			wouldTell: routePrint,
		};
	const line = say({en: 'all packets', zh: '所有报文'});
	const rule: PolicyRule = {preference: 0, not: false, does: {do: 'lookup', table: 'main'}, line};
	return {
		known: true,
		value: {
			routing: {
				family: 4,
				rules: [rule],
				tables: new Map([['main', read.flatMap(routeOf)]]),
				vrfs: new Map(),
			},
			vrfs: new Map(),
		},
		from: [observation],
	};
};

const routeOf = (route: WindowsRoute): readonly Route[] => {
	const length = ipaddr.IPv4.parse(route.netmask).prefixLengthFromSubnetMask() ?? 32;
	const span = parseSpan(`${route.destination}/${length}`);
	if (!span) return [];
	const {interface: name, gateway} = route;
	return [
		{
			type: 'unicast',
			range: span.range,
			length,
			metric: route.metric,
			hops: [{interface: name, ...(gateway === undefined ? {} : {gateway}), state: 'usable'}],
			line: [route.destination, route.netmask, gateway ?? 'on-link', name].join(' '),
		},
	];
};
