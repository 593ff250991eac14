import {Book} from '../engine/book.ts';
import type {Fact} from '../engine/fact.ts';
import type {AnyStep, StepId} from '../engine/step.ts';
import type {Target} from '../engine/target.ts';
import {type Heard, imaginedHost} from './imagined-host.ts';
import {imaginedHosts} from './imagined-hosts.ts';

export type {Heard} from './imagined-host.ts';

/** What a step would ask for on some host or other, in the order in which it was heard first. */
export type Asked = {readonly step: StepId | 'detect'; readonly heard: Heard};

/** How the walk was asked for: it decides what is looked at. */
export type Asking = {readonly witnessS?: number | undefined; readonly fromSeat?: boolean | undefined};

/**
 * Looks the facts of the whole guide up on hosts that are only imagined, and listens to what they ask for. Nothing is run
 * and nobody is connected to.
 */
export const explore = async ({
	guide,
	target,
	asking: {witnessS, fromSeat},
	before,
}: {
	readonly guide: readonly AnyStep[];
	readonly target: Target;
	readonly asking: Asking;
	/** What is looked up before the guide. */
	readonly before: Fact<unknown> | undefined;
}): Promise<readonly Asked[]> => {
	const asked: Asked[] = [];
	for (const imagined of imaginedHosts(target)) {
		let step: Asked['step'] = 'detect';
		const host = imaginedHost(imagined, {where: target.host, hear: heard => asked.push({step, heard})});
		// A signal of its own for each: thousands of listeners on a single one are taken for a leak.
		const signal = (): AbortSignal => new AbortController().signal;
		const book = new Book({host, target, signal, tell: () => {}, witnessS, fromSeat});
		if (before !== undefined) await book.know(before);
		for (const one of guide) {
			if (one.skipWhy?.(target) !== undefined) continue;
			step = one.id;
			await Promise.all(Object.values(one.needs).map(async fact => book.know(fact)));
		}

		await book.settled();
	}

	return asked;
};
