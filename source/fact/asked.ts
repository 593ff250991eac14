import type {Look} from '../engine/fact.ts';
import type {ProbeObservation} from '../engine/probe.ts';
import {effectiveTimeoutMs, isLayer7} from '../engine/target.ts';
import {frozenProcesses} from './frozen.ts';
import {type Health, healthOf, mayBeOwnLag} from './health.ts';
import type {LoggedProbes} from './log-complaints.ts';
import type {Patient} from './patience.ts';
import {askAtThePace, repeat} from './repeats.ts';
import {confirmHelp, sendVariants, type Variant} from './variants.ts';

/** What came back to the check's request in one place. */
export type Asked = {
	readonly health: Health;
	/** The check's exact request, first try. When it was given up early its outcome is `cancelled`. */
	readonly exact: ProbeObservation;
	/** The same again. */
	readonly repeats: readonly ProbeObservation[];
	/** The load balancer's patience, in milliseconds. */
	readonly timeoutMs: number;
	/** Whether the service had read the request when the timeout was over; undefined when nobody had to wait or it can't be told. */
	readonly isRequestRead?: boolean;
	/** Answers that fail only because they were asked for faster than the check asks. */
	readonly isPaced?: true;
	/** A rule that isn't meant for the load balancer stops the host's own probes; these came from 127.0.0.1 instead. */
	readonly isFromLoopback?: true;
	/**
	 * No probe of the host itself comes through, but the service's log shows that the load balancer's own are accepted.
	 */
	readonly witness?: LoggedProbes;
	readonly status?: number;
	readonly slowestMs: number;
	/** The same request with something changed; only when the exact one isn't accepted. */
	readonly variants: readonly Variant[];
};

/** Asks on after the first try: several times when it is answered well, in other shapes when it isn't. */
export const askMore = async (look: Look, {exact, isRequestRead, early}: Patient): Promise<Asked> => {
	const {target} = look;
	const timeoutMs = effectiveTimeoutMs(target);
	const health = healthOf(exact, target, timeoutMs);
	if (health === 'late' && mayBeOwnLag(exact, timeoutMs)) {
		// A busy machine may have held up this program as well as the service: one more try decides.
		const again = await look.probe({...exact.shape, timeoutMs});
		if (healthOf(again, target, timeoutMs) === 'good') return askMore(look, {exact: again});
	}

	const base = {exact, timeoutMs, ...(isRequestRead === undefined ? {} : {isRequestRead})};
	// What was tried while waiting tells why nothing came; an answer that isn't accepted asks for all that can differ.
	const isWaiting = health === 'silent' || health === 'late';
	const [repeats, tried] = await Promise.all([
		isWaiting ? [] : repeat(look, exact, health),
		isWaiting ? (early ?? []) : variantsFor(look, exact, health),
	]);
	const all = [exact, ...repeats];
	const slowestMs = Math.max(...all.map(({reply}) => reply.totalMs));
	const isGood = (observation: ProbeObservation): boolean => healthOf(observation, target, timeoutMs) === 'good';
	const good = all.filter(isGood).length;
	if (good === all.length) return {...base, health: 'good', repeats, slowestMs, variants: [], ...statusOf(exact)};
	if (good > 0) {
		const paced = isGood(exact) ? await askAtThePace(look, exact.shape, all) : undefined;
		if (paced?.every(isGood))
			return {...base, health: 'good', isPaced: true, repeats: paced, slowestMs, variants: [], ...statusOf(exact)};
		const bad = all.find(observation => !isGood(observation)) ?? exact;
		return {
			...base,
			health: 'mixed',
			repeats: [...repeats, ...(paced ?? [])],
			slowestMs,
			variants: [],
			...statusOf(bad),
		};
	}

	const changed = tried.filter(({differs}) => differs.length > 0);
	const same = tried.filter(({differs}) => differs.length === 0).map(({observation}) => observation);
	if (health === 'silent' && same.some(isGood))
		return {...base, health: 'mixed', repeats: same, slowestMs, variants: [], ...statusOf(exact)};
	const helps = changed.some(({isAccepted: is}) => is);
	// What waits for a frozen process hangs, and what meets another one is answered, whatever is changed in it.
	if (isWaiting && helps && (await hasFrozen(look)))
		return {
			...base,
			health,
			repeats,
			slowestMs,
			variants: changed.filter(({isAccepted: is}) => !is),
			...statusOf(exact),
		};
	const hasNoAnswer = !isWaiting && exact.reply.outcome !== 'answered';
	if (!hasNoAnswer || !helps) return {...base, health, repeats, slowestMs, variants: changed, ...statusOf(exact)};
	const {again, variants} = await confirmHelp(look, {...exact.shape, timeoutMs: variantMs}, changed);
	const tries = [...repeats, again];
	if (isGood(again)) return {...base, health: 'mixed', repeats: tries, slowestMs, variants: [], ...statusOf(exact)};
	return {...base, health, repeats: tries, slowestMs, variants, ...statusOf(exact)};
};

const hasFrozen = async ({know}: Look): Promise<boolean> => {
	const frozen = await know(frozenProcesses);
	return frozen.known && frozen.value.length > 0;
};

const statusOf = ({reply}: ProbeObservation): {readonly status?: number} =>
	reply.status === undefined ? {} : {status: reply.status};

/** How long another shape may take to be answered, in milliseconds: a late answer to it still shows what helps. */
const variantMs = 3000;

const variantsFor = async (look: Look, {shape}: ProbeObservation, health: Health): Promise<readonly Variant[]> => {
	if (!isLayer7(look.target) || health === 'refused' || health === 'silent' || health === 'good') return [];
	return sendVariants(look, {...shape, timeoutMs: variantMs}, {only: 'all'});
};
