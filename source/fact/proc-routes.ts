import {command} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';
import type {Known} from '../engine/known.ts';
import type {Family} from '../packet/address.ts';
import {type RouteListing, readRoutes} from '../packet/route/read-routes.ts';
import {addresses, type HostAddress} from './addresses.ts';
import {whyNothing} from './ladder.ts';
import {addressOfDigits, isProcRoute, readProcRoute} from './proc-words.ts';

/** The routes of /proc/net/route as `ip route show table all` prints them. */
export const asRouteLines = (text: string): readonly string[] =>
	readProcRoute(text).map(({interface: name, destination, gateway, length, metric, rejects}) => {
		const to = length === 0 ? 'default' : `${destination}/${length}`;
		const last = metric === 0 ? '' : ` metric ${metric}`;
		if (name === '*') return `${rejects ? 'unreachable' : 'blackhole'} ${to}${last}`;
		return `${to}${gateway === undefined ? '' : ` via ${gateway}`} dev ${name}${last}`;
	});

/** RTF_REJECT and RTF_LOCAL (include/uapi/linux/ipv6_route.h); the last row of all is the kernel's own "nothing found". */
const [rejects, isOwn, nothingFound] = [0x200, 0x8000_0000, 'ffffffff'];

/** The routes of /proc/net/ipv6_route in the same words. */
export const asIpv6RouteLines = (text: string): readonly string[] =>
	text.split('\n').flatMap(line => {
		const [to = '', length = '', , , via = '', metric = '', , , flags = '', name = ''] = line.trim().split(/\s+/);
		if (!/^[\da-f]{32}$/.test(to) || !/^[\da-f]{32}$/.test(via) || metric === nothingFound) return [];
		const set = Number.parseInt(flags, 16);
		if ((set & 1) === 0) return [];
		const prefix = `${addressOfDigits(to)}/${Number.parseInt(length, 16)}`;
		const last = ` metric ${Number.parseInt(metric, 16)}`;
		if ((set & rejects) !== 0) return [`unreachable ${prefix} dev lo${last}`];
		if (Math.floor(set / isOwn) % 2 === 1) return [`local ${prefix} dev ${name} table local${last}`];
		return [`${prefix}${/^0+$/.test(via) ? '' : ` via ${addressOfDigits(via)}`} dev ${name}${last}`];
	});

const localLine = ({address, interface: name}: HostAddress): string =>
	`local ${address} dev ${name || 'lo'} table local`;

/** The routes as the kernel itself lists them: those of the main table, and the host's own addresses. */
export const lookAtProcRoutes = async (look: Look, family: Family): Promise<Known<RouteListing['tables']>> => {
	const [list, held] = await Promise.all([
		look.run(command('cat', family === 4 ? '/proc/net/route' : '/proc/net/ipv6_route')),
		look.know(addresses),
	]);
	const lines = family === 4 ? asRouteLines(list.stdout) : asIpv6RouteLines(list.stdout);
	const own = held.known && family === 4 ? held.value.filter(each => each.family === 4).map(localLine) : [];
	const isRead = family === 4 ? isProcRoute(list.stdout) : lines.length > 0;
	if (!isRead) return {known: false, why: whyNothing(list), from: [list]};
	return {
		known: true,
		value: readRoutes([...lines, ...own].join('\n'), family).tables,
		from: [list],
		blindTo: {
			en: 'Rules of the routing policy, tables other than the main one and second next hops are not seen, because ip is not there.',
			zh: '没有 ip，因此看不到策略路由规则、main 以外的路由表和第二个下一跳。',
		},
	};
};
