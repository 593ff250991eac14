import type {Observation} from '../../engine/command.ts';
import type {Look} from '../../engine/fact.ts';
import type {Words} from '../../engine/words.ts';
import type {RuleRef} from '../../packet/passage.ts';

/**
 * What was seen of the load balancer's own packets:
 * - `served`: answered in full: a request with its response; at layer 4 a handshake
 * - `connected`: the handshake is done, and whether an answer came can't be told from here
 * - `refused`: turned away with a RST or an ICMP error by the host itself
 * - `stopped`: dropped or rejected on the way in
 * - `unanswered`: the answer doesn't reach the load balancer: the handshake isn't completed
 * - `arrived`: it came in; what became of it can't be told
 */
export type Sighting = {
	readonly is: 'served' | 'connected' | 'refused' | 'stopped' | 'unanswered' | 'arrived';
	/** How many packets, connections or requests. */
	readonly count: number;
	/** When, in words: "within 6 s", "3 s ago". */
	readonly when: Words;
	/** It may be from before the watch. */
	readonly isPast?: true;
	/** The command that shows them, and what it showed. */
	readonly evidence: {readonly command: string; readonly excerpt: Words};
	/** The status of the answer, where a log shows it. */
	readonly status?: number;
	/** The rule that stopped them. */
	readonly rule?: RuleRef;
	/** The kernel's counter that grew: it counts other packets too. */
	readonly counter?: string;
};

/** What one way of watching came to. */
export type Watched = {
	readonly sightings: readonly Sighting[];
	/** Any probe would have shown itself here, and none did. */
	readonly isSilent: boolean;
	/** Why this way can't see everything, or anything. */
	readonly blind?: Words;
	readonly from: readonly Observation[];
};

/** One way of watching: a look before, and a look after the time of watching, which is given in seconds. */
export type Way = (look: Look) => Promise<(watchedS: number) => Promise<Watched>>;

/** Nothing was to be seen this way. */
export const unseen = (blind: Words, from: readonly Observation[] = []): Watched => ({
	sightings: [],
	isSilent: false,
	blind,
	from,
});

/** The same for a look that isn't even begun. */
export const cannotLook =
	(blind: Words, from: readonly Observation[] = []) =>
	async (): Promise<Watched> =>
		unseen(blind, from);

/** When something was seen that came while it was watched. */
export const within = (watchedS: number): Words => {
	const seconds = Math.max(1, Math.round(watchedS));
	return {en: `within ${seconds} s`, zh: `${seconds} 秒内`};
};

/** The same for what stayed as it was. */
export const throughout = (watchedS: number): Words => ({
	en: `for ${Math.round(watchedS)} s`,
	zh: `持续 ${Math.round(watchedS)} 秒`,
});

/** Whether a time of watching is long enough to expect probes: two of the check's intervals. */
export const isLongEnough = ({target}: Pick<Look, 'target'>, watchedS: number): boolean =>
	watchedS >= 2 * target.healthCheck.intervalS;
