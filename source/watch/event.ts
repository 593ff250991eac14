import type {CauseCode} from '../engine/cause-code.ts';
import type {HostNews} from '../engine/host.ts';
import type {ProbeOutcome} from '../engine/probe.ts';
import type {SuppressedUntil} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import type {Flapping} from './flapping.ts';
import type {NodeVerdict, Sign} from './node.ts';

/** What a watch waits for: a verdict, or any change of it. */
export type Until = 'healthy' | 'unhealthy' | 'change';

/** The way of the load balancer's packets through the host, which a probe of the host to itself doesn't meet. */
export type Way = {
	readonly is: 'open' | 'stopped' | 'unknown';
	/** A sentence: what stops them, or what could not be read. */
	readonly why?: string;
	/** The cause, where something stops them. */
	readonly code?: CauseCode;
	/** It is known and lived with; the load balancer sees it nevertheless. */
	readonly suppressed?: SuppressedUntil;
};

/** The load balancer's own probes, as they were seen while watching. */
export type Sight = {
	readonly is: 'served' | 'rejected' | 'connected' | 'refused' | 'stopped' | 'unanswered' | 'arrived';
	readonly count: number;
	readonly status?: number;
	/** `within 4 s` */
	readonly when: string;
	/** The command that showed them. */
	readonly command: string;
};

/** Everything that happens while watching, as plain data and in order. `at` is the time in ISO 8601. */
export type WatchEvent =
	| {
			readonly type: 'started';
			readonly at: string;
			readonly target: Target;
			readonly intervalMs: number;
			readonly timeoutMs: number;
			readonly until?: Until;
			readonly limitS?: number;
	  }
	| {
			readonly type: 'probe';
			readonly at: string;
			readonly number: number;
			readonly sign: Sign;
			readonly outcome: ProbeOutcome;
			readonly status?: number;
			readonly tookMs: number;
			/** What it was answered, or why it doesn't pass, in a few words. */
			readonly says: string;
			/** What a node of the load balancer takes the backend for after this, and the results in a row. */
			readonly verdict: NodeVerdict;
			readonly inARow: number;
			/** The verdict that comes if it goes on like this, and when every node has it: from now on, in milliseconds. */
			readonly coming?: {
				readonly verdict: 'healthy' | 'unhealthy';
				readonly needed: number;
				readonly leastMs: number;
				readonly mostMs: number;
			};
	  }
	| {readonly type: 'change'; readonly at: string; readonly from: NodeVerdict; readonly to: NodeVerdict}
	| ({readonly type: 'way'; readonly at: string} & Way)
	| ({readonly type: 'seen'; readonly at: string} & Sight)
	| {readonly type: 'flapping'; readonly at: string; readonly flapping: Flapping}
	| {readonly type: 'host-news'; readonly at: string; readonly news: HostNews}
	| ({readonly type: 'ended'} & WatchEnd);

/** How a watch ended. */
export type WatchEnd = {
	readonly at: string;
	/** `reached`: what it waited for. `limit`: its time is over. `closed`: the person has seen enough. */
	readonly because: 'reached' | 'limit' | 'closed' | 'interrupted' | 'host-lost';
	readonly verdict: NodeVerdict;
	readonly lastedMs: number;
	readonly probes: number;
	readonly passed: number;
	readonly failed: number;
	/** How often the verdict changed between healthy and unhealthy. */
	readonly changes: number;
	readonly slowestMs: number;
};
