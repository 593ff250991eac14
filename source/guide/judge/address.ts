import {evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {type HostAddress, holderOf} from '../../fact/addresses.ts';
import type {HostRouting} from '../../fact/routing.ts';
import {parseAddress} from '../../packet/address.ts';

/** Judges whether the backend's address is here and its interface is up. Nothing to say means yes, or not known. */
export const judgeAddress = (
	facts: {readonly addresses: Known<readonly HostAddress[]>; readonly routing: Known<HostRouting>},
	{backend}: Target,
): readonly Finding[] => {
	const {addresses, routing} = facts;
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
	if (routing.known && isRoutedHere(routing.value, backend)) return [];
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

const isRoutedHere = ({routing: {tables}}: HostRouting, backend: string): boolean => {
	const address = parseAddress(backend)?.value;
	return [...tables.values()]
		.flat()
		.some(({type, range}) => type === 'local' && address !== undefined && address >= range[0] && address <= range[1]);
};
