import type {Detected} from './detected.ts';
import type {SettingQuestion} from './event.ts';

type Choice = NonNullable<SettingQuestion['choices']>[number];

// Bridges, tunnels and virtual networks: the load balancer doesn't connect to these.
const virtual = /^(?:lo|docker|br-|veth|virbr|cni|flannel|cali|kube|tun|tap|wg|tailscale|zt|dummy|vmnet|lxc|podman)/;

/** The addresses that a load balancer may connect to, the likeliest first: those of real interfaces, or all where there are none. */
export const addressChoices = ({addresses, server}: Detected): readonly Choice[] => {
	const real = addresses.filter(found => !virtual.test(found.interface));
	const told = server?.privateAddress;
	const own = (real.length > 0 ? real : addresses).map(({address, interface: name}) => ({
		value: address,
		label: address,
		hint: address === told ? `on ${name}, and the metadata service says so` : `on ${name}`,
	}));
	const first = own.find(({value}) => value === told);
	if (told === undefined) return own;
	// A container with a network of its own, or an address that was changed by hand: the cloud still sends it there.
	if (first === undefined)
		return [{value: told, label: told, hint: 'the metadata service says so; no interface has it'}, ...own];
	return [first, ...own.filter(choice => choice !== first)];
};

/** The address that needs no question; undefined when there is none or a person has to choose. */
export const sureAddress = (detected: Detected): string | undefined => {
	const [first, ...others] = addressChoices(detected);
	if (first === undefined) return undefined;
	const isNamed = detected.addresses.some(({address}) => address === detected.server?.privateAddress);
	return others.length === 0 || isNamed ? first.value : undefined;
};
