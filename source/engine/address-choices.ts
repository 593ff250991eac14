import type {Detected} from './detected.ts';
import type {SettingQuestion} from './question.ts';
import {say} from './words.ts';

type Choice = NonNullable<SettingQuestion['choices']>[number];

// Bridges, tunnels and virtual networks: the load balancer doesn't connect to these.
const virtual = /^(?:lo|docker|br-|veth|virbr|cni|flannel|cali|kube|tun|tap|wg|tailscale|zt|dummy|vmnet|lxc|podman)/;

/**
 * The addresses that a load balancer may connect to, the likeliest first: those of real
 * interfaces that are up, or else of those that are down, or else all.
 */
export const addressChoices = ({addresses, server}: Pick<Detected, 'addresses' | 'server'>): readonly Choice[] => {
	const real = addresses.filter(found => !virtual.test(found.interface));
	const up = real.filter(({isDown}) => isDown !== true);
	const held = [up, real, addresses].find(some => some.length > 0) ?? [];
	const told = server?.privateAddress;
	const isTold = ({address}: {readonly address: string}): boolean => address === told;
	const named = addresses.filter(isTold);
	const own = [...named, ...held.filter(found => !isTold(found))].map(({address, interface: name, isDown}) => ({
		value: address,
		label: address,
		hint: say({
			en: `on ${name}${isDown ? ', which is down' : ''}${address === told ? ', and the metadata service says so' : ''}`,
			zh: `在 ${name} 上${isDown ? '，该网卡已停用' : ''}${address === told ? '，元数据服务也如此显示' : ''}`,
		}),
	}));
	// A container with a network of its own, or an address that was changed by hand: the cloud still sends it there.
	return told === undefined || named.length > 0
		? own
		: [
				{
					value: told,
					label: told,
					hint: say({
						en: 'the metadata service says so; no interface has it',
						zh: '元数据服务如此显示；没有网卡持有它',
					}),
				},
				...own,
			];
};

/** The address that needs no question; undefined when there is none or a person has to choose. */
export const sureAddress = (detected: Detected): string | undefined => {
	const [first, ...others] = addressChoices(detected);
	if (first === undefined) return undefined;
	const isNamed = detected.addresses.some(({address}) => address === detected.server?.privateAddress);
	return others.length === 0 || isNamed ? first.value : undefined;
};
