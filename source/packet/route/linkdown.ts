import type {Route, Routing} from './routing.ts';

/**
 * The tables as the kernel uses them: where it is told to (ignore_routes_with_linkdown, of all interfaces or of one), it
 * passes over next hops whose line has no carrier, as if they were dead (ip-sysctl.rst).
 */
export function withoutLinkdown(
	tables: Routing['tables'],
	setting: (name: string) => number | undefined,
): Routing['tables'] {
	const ignores = (name = 'all'): boolean =>
		['all', name].some(which => setting(`net.ipv4.conf.${which}.ignore_routes_with_linkdown`) === 1);
	const buried = (route: Route): Route => ({
		...route,
		hops: route.hops.map(hop => (hop.state === 'linkdown' && ignores(hop.interface) ? {...hop, state: 'dead'} : hop)),
	});
	const isDown = ({hops}: Route): boolean => hops.some(({state}) => state === 'linkdown');
	return new Map(
		[...tables].map(([name, routes]) => [name, routes.some(isDown) ? routes.map(buried) : routes] as const),
	);
}
