import ipaddr from 'ipaddr.js';
import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {type HostAddress, holderOf} from '../../fact/addresses.ts';
import type {Routes} from '../../fact/routes.ts';

/** Judges whether the backend's address is here and its interface is up. Nothing to say means yes, or not known. */
export const judgeAddress = (
	facts: {readonly addresses: Known<readonly HostAddress[]>; readonly routes: Known<Routes>},
	{backend}: Target,
): readonly Finding[] => {
	const {addresses, routes} = facts;
	if (!addresses.known) return [];
	const [observation] = addresses.from;
	const holder = holderOf(addresses.value, backend);
	if (holder !== undefined) {
		if (holder.up || observation === undefined) return [];
		const head = observation.stdout.split('\n').find(line => line.includes(`: ${holder.interface}`)) ?? '';
		return [
			{
				is: 'cause',
				code: 'interface-down',
				certainty: 'proven',
				values: {interface: holder.interface, address: backend},
				evidence: [evidence(observation, head.trim())],
			},
		];
	}

	// A whole range can be made the host's own by a route of type local.
	if (routes.known && routes.value.lines.some(line => isLocalRouteTo(line, backend))) return [];
	const own = addresses.value.filter(({family, address}) => family === 4 && !address.startsWith('127.'));
	return [
		{
			is: 'cause',
			code: 'backend-address-missing',
			certainty: 'proven',
			values:
				own.length === 0
					? {}
					: {
							address: own
								.map(({address}) => address)
								.slice(0, 4)
								.join(', '),
						},
			evidence:
				observation === undefined
					? []
					: [
							evidence(
								observation,
								addresses.value
									.filter(({family}) => family === 4)
									.map(entry => `${entry.interface}: ${entry.address}/${entry.prefix}`)
									.join('\n'),
							),
						],
		},
	];
};

const isLocalRouteTo = (line: string, address: string): boolean => {
	const destination = /^local ([\d./]+)/.exec(line)?.[1];
	if (destination === undefined || !ipaddr.IPv4.isValid(address)) return false;
	const cidr = destination.includes('/') ? destination : `${destination}/32`;
	return ipaddr.IPv4.isValidCIDR(cidr) && ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(cidr));
};
