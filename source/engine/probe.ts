import type {Observation} from './command.ts';

/** One probe, in every detail that a server can tell apart. */
export type ProbeShape = {
	readonly protocol: 'tcp' | 'udp' | 'http' | 'https';
	readonly address: string;
	readonly port: number;
	/** The address to send from; undefined leaves it to the host, which takes the one that it sends to. */
	readonly from?: string;
	/** How long to wait for the whole exchange, in milliseconds. */
	readonly timeoutMs: number;
	/** Layer 7 only, from here on. */
	readonly method?: 'HEAD' | 'GET';
	readonly path?: string;
	readonly version?: '1.0' | '1.1';
	/** The Host header; undefined sends none. */
	readonly host?: string;
	/** The User-Agent header; undefined sends none. */
	readonly userAgent?: string;
	/** Send a PROXY protocol (version 1) line first. */
	readonly proxyHeader?: boolean;
	/** Send it from the network namespace of this process, instead of the host's own. */
	readonly namespaceOf?: number;
};

/**
 * What became of a probe, from the prober's seat:
 * - `answered`: HTTP: a status line came; TCP: connected; UDP: a datagram came back
 * - `silent`: UDP only: nothing came back, which the load balancer takes for healthy
 * - `refused`: a RST, or for UDP an ICMP port unreachable
 * - `unreachable`: no route, or an ICMP other than port unreachable
 * - `connect-timeout`: no SYN-ACK in time
 * - `answer-timeout`: connected, then nothing, or not all of the head, in time
 * - `closed`: connected, then closed or reset before a whole head came
 * - `not-http`: something answered that isn't HTTP
 * - `tls-failed`: the TLS handshake failed
 * - `cancelled`: it was stopped, or could not be sent: its `failure` says why
 */
export type ProbeOutcome =
	| 'answered'
	| 'silent'
	| 'refused'
	| 'unreachable'
	| 'connect-timeout'
	| 'answer-timeout'
	| 'closed'
	| 'not-http'
	| 'tls-failed'
	| 'cancelled';

export type ProbeReply = {
	readonly outcome: ProbeOutcome;
	/** HTTP status, when `outcome` is `answered` at layer 7. */
	readonly status?: number;
	/** Header names in lower case; repeated ones joined by `, `. */
	readonly headers?: Readonly<Record<string, string>>;
	/** The first bytes of what came, as text without control characters, at most 1 kB. */
	readonly excerpt?: string;
	/** Until the connection stood, in milliseconds; absent when it never did. */
	readonly connectMs?: number;
	/** Until the head of the answer was there, or until it was given up, in milliseconds. */
	readonly totalMs: number;
	/** The system's or TLS's own word for the failure, e.g. `ECONNREFUSED`. */
	readonly detail?: string;
};

/** A probe's observation: `command` is the curl (or nc) command that does the same, `stdout` what came back. */
export type ProbeObservation = Observation & {
	readonly shape: ProbeShape;
	readonly reply: ProbeReply;
	/** What the host's own program did otherwise than the shape says, in words; absent where it did it exactly. */
	readonly unlike?: string;
};
