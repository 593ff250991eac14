/** The names that overlay, container and VPN networks give their interfaces. */
const overlays: ReadonlyArray<readonly [RegExp, string]> = [
	[/^tailscale/, 'tailscale'],
	[/^(?:docker|br-[\da-f]{6,})/, 'Docker'],
	[/^(?:cni|cbr|podman|lxcbr|lxdbr|virbr|nerdctl)/, 'a container bridge'],
	[
		/^(?:flannel|cali|cilium|lxc|weave|vxlan|kube|ovn|ovs|antrea|genev|nodelocaldns|eni[\da-f]+$|tunl)/,
		'the pod network',
	],
	[/^CloudflareWARP/i, 'Cloudflare WARP'],
	[/^(?:wt\d|nb-|netbird)/, 'NetBird'],
	[/^zt/, 'ZeroTier'],
	[/^wg/, 'WireGuard'],
	[/^(?:tun|tap|ppp|utun|gre|ipip|sit|ipsec|vti)/, 'a VPN'],
];

/** Whose interface this is; undefined for an ordinary one. Tailscale's routes stand in table 52. */
export const overlayOf = (name: string, table?: string): string | undefined =>
	table === '52' ? 'tailscale' : overlays.find(([pattern]) => pattern.test(name))?.[1];
