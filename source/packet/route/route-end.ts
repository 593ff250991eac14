import {verbatim, type Words} from '../../engine/words.ts';
import type {ReplyRoute} from '../passage.ts';
import type {RouteEnd} from './routed.ts';
import type {Hop} from './routing.ts';

/** An end in the terms of a passage. */
export const replyRoute = ({is, route, rule}: RouteEnd, hop: Hop | undefined, mark: number | undefined): ReplyRoute => {
	const table = rule?.does.do === 'lookup' && rule.does.table !== 'main' ? rule.does.table : undefined;
	const line = route?.line ?? rule?.line;
	return {
		is,
		...(hop?.interface === undefined ? {} : {interface: hop.interface}),
		...(hop?.gateway === undefined ? {} : {gateway: hop.gateway}),
		...(table === undefined ? {} : {table}),
		...(line === undefined ? {} : {line}),
		mark,
	};
};

/** An end for a person: `eth0 via 10.0.0.1 (10.0.0.0/8 via …)`. */
export const routeWords = ({is, route, rule}: RouteEnd, hop: Hop | undefined): Words => {
	const line = route?.line ?? rule?.line;
	const why = line === undefined ? '' : ` (${line})`;
	if (is === 'none') return {en: 'no route', zh: '没有路由'};
	if (is !== 'unicast') return verbatim(`${is}${why}`);
	return verbatim(`${hop?.interface ?? '?'}${hop?.gateway === undefined ? '' : ` via ${hop.gateway}`}${why}`);
};
