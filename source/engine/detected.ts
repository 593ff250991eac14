import type {SettingQuestion} from './event.ts';

/** A listening socket that was found. */
export type DetectedPort = {
	readonly port: number;
	/** As the socket has it: `0.0.0.0`, `::`, `127.0.0.1`, … */
	readonly address: string;
	/** The process's name, where it could be read. */
	readonly process?: string;
	readonly protocol: 'tcp' | 'udp';
};

/** What was found on the backend before anything was asked: suggestions, not facts. */
export type Detected = {
	readonly ports: readonly DetectedPort[];
	/** Private addresses, the primary one first. */
	readonly addresses: ReadonlyArray<{readonly address: string; readonly interface: string}>;
};

export const nothingDetected: Detected = {ports: [], addresses: []};

type Choice = NonNullable<SettingQuestion['choices']>[number];

// Services of the system itself, which nobody puts behind a load balancer: ssh, DNS, DHCP, NTP, CUPS, rpcbind, …
const housekeeping = new Set([22, 25, 53, 67, 68, 111, 123, 323, 546, 631, 5353, 5355]);
const usual = [80, 8080, 443, 8000, 3000, 5000, 8888, 9000, 8443];

const servers =
	/^(?:nginx|openresty|tengine|httpd|apache2|caddy|haproxy|envoy|traefik|java|node|gunicorn|uwsgi|php-fpm.*)$/;

/** Comes before the others in a list of suggestions: the usual ports, then those of the usual servers. */
const rank = ({port, protocol, process = ''}: DetectedPort): number => {
	const at = usual.indexOf(port);
	if (housekeeping.has(port)) return 1000;
	if (protocol === 'udp') return 500;
	return at === -1 ? (servers.test(process) ? 50 : 100) : at;
};

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** The listening ports as choices, the likeliest first; the value is `80`, or `53/udp` for UDP. */
export const portChoices = ({ports}: Detected): readonly Choice[] => {
	const groups = new Map<string, DetectedPort[]>();
	for (const found of ports.toSorted((one, other) => rank(one) - rank(other) || one.port - other.port)) {
		const value = found.protocol === 'udp' ? `${found.port}/udp` : `${found.port}`;
		groups.set(value, [...(groups.get(value) ?? []), found]);
	}

	return [...groups].map(([value, sockets]) => ({value, label: value, hint: hintFor(sockets)}));
};

const hintFor = (sockets: readonly DetectedPort[]): string => {
	const who = sockets.find(({process}) => process !== undefined)?.process ?? 'something';
	return sockets.every(({address}) => isLoopback(address)) ? `${who} listens, on loopback only` : `${who} listens`;
};

/** The port to suggest: the likeliest one that isn't the system's own. */
export const suggestedPort = (detected: Detected): Choice | undefined =>
	portChoices(detected).find(({value}) => !housekeeping.has(Number.parseInt(value, 10)));

// Bridges, tunnels and virtual networks: the load balancer doesn't connect to these.
const virtual = /^(?:lo|docker|br-|veth|virbr|cni|flannel|cali|kube|tun|tap|wg|tailscale|zt|dummy|vmnet|lxc|podman)/;

/** The addresses that a load balancer may connect to: those of real interfaces, or all where there are none. */
export const backendAddresses = ({addresses}: Detected): Detected['addresses'] => {
	const real = addresses.filter(found => !virtual.test(found.interface));
	return real.length > 0 ? real : addresses;
};
