import type {Evidence, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Process} from '../../fact/processes.ts';
import type {ReplyRoute} from '../../packet/passage.ts';

/** A kind of network that has interfaces of its own: how it is called, and the programs that make it. */
type Overlay = {readonly name: string; readonly programs: RegExp};

const tailscale: Overlay = {name: 'tailscale', programs: /^tailscaled$/};

/** By the names that they give to their interfaces. */
const overlays: ReadonlyArray<readonly [RegExp, Overlay]> = [
	[/^tailscale/, tailscale],
	[/^(?:docker|br-[\da-f]{6,})/, {name: 'Docker', programs: /^dockerd$/}],
	[
		/^(?:cni|cbr|podman|lxcbr|lxdbr|virbr|nerdctl)/,
		{name: 'a container bridge', programs: /^(?:containerd|crio|podman|lxd|libvirtd|virtnetworkd|kubelet)$/},
	],
	[
		/^(?:flannel|cali|cilium|lxc|weave|vxlan|kube|ovn|ovs|antrea|genev|nodelocaldns|eni[\da-f]+$|tunl)/,
		{
			name: 'the pod network',
			programs: /^(?:flanneld|calico-node|cilium-agent|weaver|ovn-controller|antrea-agent|terwayd?|kubelet)$/,
		},
	],
	[/^CloudflareWARP/i, {name: 'Cloudflare WARP', programs: /^warp-svc$/}],
	[/^(?:wt\d|nb-|netbird)/, {name: 'NetBird', programs: /^netbird$/}],
	[/^zt/, {name: 'ZeroTier', programs: /^zerotier-one$/}],
	[/^wg/, {name: 'WireGuard', programs: /^(?:wg-quick|wireguard-go|boringtun|netmaker|netclient)/}],
	[
		/^(?:tun|tap|ppp|utun|gre|ipip|sit|ipsec|vti)/,
		{
			name: 'a VPN',
			programs:
				/^(?:openvpn|openconnect|vpnc|vpnagentd|charon|charon-systemd|pluto|pppd|xl2tpd|tincd|vtund|edge|sing-box|clash|xray|ocserv)$/,
		},
	],
];

const find = (name: string, table: string | undefined): Overlay | undefined =>
	table === '52' ? tailscale : overlays.find(([pattern]) => pattern.test(name))?.[1];

/** Whose interface this is; undefined for an ordinary one. Tailscale's routes stand in table 52. */
export const overlayOf = (name: string, table?: string): string | undefined => find(name, table)?.name;

/** Who sets a route, by the name that it carries (ip-route(8), protocol). */
const origins: Readonly<Record<string, string>> = {
	kernel: 'an address of the interface itself',
	dhcp: 'the DHCP client',
	ra: 'a router advertisement',
	boot: 'a command or a script: ip route, ifup, rc.local',
	static: 'the network configuration of the distribution',
	zebra: 'a routing daemon (FRR, Quagga)',
	bgp: 'a routing daemon (BGP)',
	ospf: 'a routing daemon (OSPF)',
	bird: 'BIRD, a routing daemon',
	babel: 'a routing daemon (Babel)',
	xorp: 'XORP, a routing daemon',
	gated: 'GateD, a routing daemon',
	keepalived: 'keepalived',
	'80': 'Calico or another BIRD',
};

/** A line of a table; `ip` leaves the protocol out where it is `boot`. A rule's line, or a kernel's answer, has none. */
function originOf(line: string): string | undefined {
	const isOfTable = /^(?:default|blackhole|unreachable|prohibit|throw)\b|^[\da-f.:]+\/\d+ /.test(line);
	const protocol = /\bproto (\S+)/.exec(line)?.[1] ?? (isOfTable ? 'boot' : undefined);
	return protocol === undefined || !Object.hasOwn(origins, protocol) ? undefined : origins[protocol];
}

/** The programs that are seen to run and make such a network, and who set the route. */
export function collisionOwner(
	{interface: name = '', table, line = ''}: ReplyRoute,
	processes: Known<readonly Process[]>,
): {readonly values: Values; readonly evidence: readonly Evidence[]} {
	const programs = find(name, table)?.programs;
	const running = processes.known ? processes.value.filter(process => programs?.test(process.name)) : [];
	const [first] = running;
	const origin = originOf(line);
	return {
		values: {
			...(first === undefined ? {} : {process: `${first.name} (pid ${first.pid})`, pid: `${first.pid}`}),
			...(origin === undefined ? {} : {origin}),
		},
		evidence: running
			.slice(0, 2)
			.map(({pid, line: words}) => ({command: `ps -o pid,args -p ${pid}`, excerpt: `${pid} ${words}`})),
	};
}
