import type {Evidence, Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import type {Process} from '../../fact/processes.ts';
import type {ReplyRoute} from '../../packet/passage.ts';

/** A kind of network that has interfaces of its own: how it is called, and the programs that make it. */
type Overlay = {readonly name: Words; readonly programs: RegExp};

const tailscale: Overlay = {name: verbatim('tailscale'), programs: /^tailscaled$/};

/** By the names that they give to their interfaces. */
const overlays: ReadonlyArray<readonly [RegExp, Overlay]> = [
	[/^tailscale/, tailscale],
	[/^(?:docker|br-[\da-f]{6,})/, {name: verbatim('Docker'), programs: /^dockerd$/}],
	[
		/^(?:cni|cbr|podman|lxcbr|lxdbr|virbr|nerdctl)/,
		{
			name: {en: 'a container bridge', zh: '容器网桥'},
			programs: /^(?:containerd|crio|podman|lxd|libvirtd|virtnetworkd|kubelet)$/,
		},
	],
	[
		/^(?:flannel|cali|cilium|lxc|weave|vxlan|kube|ovn|ovs|antrea|genev|nodelocaldns|eni[\da-f]+$|tunl)/,
		{
			name: {en: 'the pod network', zh: 'Pod 网络'},
			programs: /^(?:flanneld|calico-node|cilium-agent|weaver|ovn-controller|antrea-agent|terwayd?|kubelet)$/,
		},
	],
	[/^CloudflareWARP/i, {name: verbatim('Cloudflare WARP'), programs: /^warp-svc$/}],
	[/^(?:wt\d|nb-|netbird)/, {name: verbatim('NetBird'), programs: /^netbird$/}],
	[/^zt/, {name: verbatim('ZeroTier'), programs: /^zerotier-one$/}],
	[/^wg/, {name: verbatim('WireGuard'), programs: /^(?:wg-quick|wireguard-go|boringtun|netmaker|netclient)/}],
	[
		/^(?:tun|tap|ppp|utun|gre|ipip|sit|ipsec|vti)/,
		{
			name: {en: 'a VPN', zh: 'VPN'},
			programs:
				/^(?:openvpn|openconnect|vpnc|vpnagentd|charon|charon-systemd|pluto|pppd|xl2tpd|tincd|vtund|edge|sing-box|clash|xray|ocserv)$/,
		},
	],
];

const find = (name: string, table: string | undefined): Overlay | undefined =>
	table === '52' ? tailscale : overlays.find(([pattern]) => pattern.test(name))?.[1];

/** Whose interface this is; undefined for an ordinary one. Tailscale's routes stand in table 52. */
export const overlayOf = (name: string, table?: string): Words | undefined => find(name, table)?.name;

/** Who sets a route, by the name that it carries (ip-route(8), protocol). */
const origins: Readonly<Record<string, Words>> = {
	kernel: {en: 'an address of the interface itself', zh: '网卡自身的地址'},
	dhcp: {en: 'the DHCP client', zh: 'DHCP 客户端'},
	ra: {en: 'a router advertisement', zh: '路由器通告 (RA)'},
	boot: {en: 'a command or a script: ip route, ifup, rc.local', zh: '命令或脚本（ip route、ifup、rc.local）'},
	static: {en: 'the network configuration of the distribution', zh: '发行版的网络配置'},
	zebra: {en: 'a routing daemon (FRR, Quagga)', zh: '路由守护进程（FRR、Quagga）'},
	bgp: {en: 'a routing daemon (BGP)', zh: '路由守护进程 (BGP)'},
	ospf: {en: 'a routing daemon (OSPF)', zh: '路由守护进程 (OSPF)'},
	bird: {en: 'BIRD, a routing daemon', zh: '路由守护进程 BIRD'},
	babel: {en: 'a routing daemon (Babel)', zh: '路由守护进程 (Babel)'},
	xorp: {en: 'XORP, a routing daemon', zh: '路由守护进程 XORP'},
	gated: {en: 'GateD, a routing daemon', zh: '路由守护进程 GateD'},
	keepalived: verbatim('keepalived'),
	'80': {en: 'Calico or another BIRD', zh: 'Calico 或其他 BIRD'},
};

/** A line of a table; `ip` leaves the protocol out where it is `boot`. A rule's line, or a kernel's answer, has none. */
function originOf(line: string): Words | undefined {
	const isOfTable = /^(?:default|blackhole|unreachable|prohibit|throw)\b|^[\da-f.:]+\/\d+ /.test(line);
	const protocol = /\bproto (\S+)/.exec(line)?.[1] ?? (isOfTable ? 'boot' : undefined);
	return protocol === undefined || !Object.hasOwn(origins, protocol) ? undefined : origins[protocol];
}

/** The programs that are seen to run and make such a network, and who set the route. */
export function collisionOwner(
	{interface: name = '', table, line = ''}: ReplyRoute,
	processes: Known<readonly Process[]>,
): {readonly values: Values<Words>; readonly evidence: readonly Evidence[]} {
	const programs = find(name, table)?.programs;
	const running = processes.known ? processes.value.filter(process => programs?.test(process.name)) : [];
	const [first] = running;
	const origin = originOf(line);
	return {
		values: {
			...(first === undefined ? {} : {process: verbatim(`${first.name} (pid ${first.pid})`), pid: `${first.pid}`}),
			...(origin === undefined ? {} : {origin}),
		},
		evidence: running
			.slice(0, 2)
			.map(({pid, line: words}) => ({command: `ps -o pid,args -p ${pid}`, excerpt: `${pid} ${words}`})),
	};
}
