import type {Words} from '../engine/words.ts';
import type {RouteEnd} from './route/routed.ts';
import type {Routing} from './route/routing.ts';

/** Who made a rule, as far as its chain, comment or set name tells. */
export type Owner =
	| 'firewalld'
	| 'ufw'
	| 'fail2ban'
	| 'docker'
	| 'kube-proxy'
	| 'tailscale'
	| 'security-software'
	| 'hand-made';

/** Points at a rule (or at a chain's policy), so that a person finds it and a remedy can name it. */
export type RuleRef = {
	/** The tool whose rule set it is in. */
	readonly tool: 'iptables' | 'iptables-legacy' | 'nft' | 'windows-firewall';
	readonly family: 'ip' | 'ip6' | 'inet' | 'netdev';
	readonly table: string;
	readonly chain: string;
	/** The hook whose walk came to the rule: prerouting, input, forward, output or postrouting (ingress for netdev). */
	readonly hook: string;
	/** Counted from 1 within its chain; absent for a policy. */
	readonly number?: number;
	/** nft's handle. */
	readonly handle?: number;
	/** The rule as its tool prints it, e.g. `-A INPUT -s 100.64.0.0/10 -j DROP`; for a policy `-P INPUT DROP`. */
	readonly text: string;
	readonly owner: Owner;
	/** The name that shows the owner, e.g. `f2b-nginx` or `aegis`. */
	readonly ownerName?: string;
	/** Packets counted so far, where the rule has a counter. */
	readonly packets?: number;
};

/** How fast a limit lets packets through. */
export type Limit = {
	readonly what: 'rate' | 'connections' | 'chance' | 'recent';
	/** Sustained rate, in packets per second; absent where there is none, or where it can't be read. */
	readonly perSecond?: number;
	/** The highest number of connections at a time. */
	readonly most?: number;
	/** Whether each source address has a limit of its own. */
	readonly per: 'all' | 'source';
};

/** What the filters do with one packet. */
export type FilterVerdict<Text = Words> =
	| {readonly is: 'accept'}
	/** `with` says how a probe is rejected, e.g. `icmp-port-unreachable` or `tcp-reset`. */
	| {readonly is: 'stop'; readonly how: 'drop' | 'reject'; readonly with?: string; readonly by: RuleRef}
	/** A rate or connection limit lets only a part through. */
	| {readonly is: 'limited'; readonly by: RuleRef; readonly limit?: Limit}
	/** Can't be said, because of this rule. Never taken for accept. */
	| {readonly is: 'unknown'; readonly by: RuleRef; readonly why: Text};

/** Where an accepted probe ends up: at a socket of this host, or sent on by DNAT to another address. */
export type Delivery = {
	readonly to: 'local' | 'forward';
	readonly address: string;
	readonly port: number;
	/** The NAT rule that sent it there; absent when nothing changed the address or the port. */
	readonly by?: RuleRef;
	/** The routing policy leads it away: out by the one interface, while the address is behind the other. */
	readonly astray?: {readonly interface: string; readonly usual: string};
};

/** One thing that a packet met: a rule (or a policy) and what it did, or a decision of the kernel's own. */
export type TraceStep<Text = Words> =
	/** `accepts`: the rule itself lets it in, not what it jumps to. */
	| {readonly rule: RuleRef; readonly did: Text; readonly accepts?: true}
	/** Another packet of the exchange sets out: to the service, or back. */
	| {readonly at: 'packet'; readonly direction: 'original' | 'reply'; readonly did: Text}
	| {readonly at: 'routing' | 'delivery'; readonly did: Text};

/** The way that an answer takes when it leaves, or why it doesn't. */
export type ReplyRoute = Pick<RouteEnd, 'is'> & {
	readonly interface?: string;
	readonly gateway?: string;
	/** The routing table, when it isn't the main one. */
	readonly table?: string;
	/** The route, or the policy rule, that decides; absent where there is none. */
	readonly line?: string;
	/** The mark that the answer carries; undefined when it can't be told. */
	readonly mark: number | undefined;
};

/**
 * What the kernel says of a probe's sender before any rule of input sees the packet (fib_validate_source):
 * - `reverse-path`: strict filtering drops it, since the answer would leave by another interface, or by none
 * - `martian`: the sender's address is one of the host's own
 * - `no-route`: a policy rule or route throws packets to the backend's address away
 */
export type Arrival<Text = Words> =
	| {readonly is: 'refused'; readonly why: 'reverse-path' | 'martian' | 'no-route'; readonly route: ReplyRoute}
	| {readonly is: 'unknown'; readonly why: Text};

/**
 * What becomes of the probe's packet from one part of the sources, and of its answer: in words, and as strings where it is
 * printed.
 */
export type Passage<Text = Words> = {
	/** The part of the sources, in CIDR notation. */
	readonly sources: readonly string[];
	/** Its share of all sources, above 0, at most 1. */
	readonly share: number;
	readonly probe: FilterVerdict<Text>;
	/** Where it goes; absent when it is stopped before that is decided. */
	readonly delivery?: Delivery;
	/** Other places where chance may send it (a NodePort with several pods); absent when there are none. */
	readonly others?: readonly Delivery[];
	/** The answer's way out; absent when the probe itself is stopped. */
	readonly reply?: FilterVerdict<Text>;
	/** Why the kernel doesn't take the probe, whatever the filters say; absent when it does, or isn't asked. */
	readonly arrival?: Arrival<Text>;
	/**
	 * The route of the answer, with the marks that filters put on it; several where chance decides, or where it can't be
	 * told, because of `routeDoubt`. Absent where routes aren't known, or no answer is sent.
	 */
	readonly routes?: readonly ReplyRoute[];
	readonly routeDoubt?: Text;
	/** Everything that was met, in order, for people who want to follow the packet. */
	readonly trace: readonly TraceStep<Text>[];
};

/** What the filters are asked about. */
export type ProbePacket = {
	readonly sources: readonly string[];
	readonly destination: string;
	/** icmp: the echo request that NLB sends before a UDP check. */
	readonly protocol: 'tcp' | 'udp' | 'icmp';
	/** Ignored for icmp. */
	readonly port: number;
	/** The interface that probes arrive on; undefined when it isn't known, which makes a rule that asks for it unknown. */
	readonly inInterface?: string;
	/**
	 * TCP: how far the exchange goes. A layer-4 check is content with the handshake; a request needs the connection's
	 * later packets to pass as well. Absent: the handshake.
	 */
	readonly exchange?: 'handshake' | 'request';
};

/** What a walk through the filters has to know of the host's network. */
export type HostNetwork = {
	readonly addresses: ReadonlyArray<{readonly interface: string; readonly address: string; readonly prefix: number}>;
	/** How packets are routed; absent when it isn't known. */
	readonly routing?: Routing;
	/** A kernel setting by sysctl's name, `net.ipv4.conf.eth0.rp_filter`; undefined when it isn't known. */
	readonly setting: (name: string) => number | undefined;
	/** The VRFs of interfaces that belong to one, by the interface's name. */
	readonly vrfs?: ReadonlyMap<string, string>;
};
