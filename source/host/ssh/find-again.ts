import {setTimeout as pause} from 'node:timers/promises';
import type {HostNews} from '../../engine/host.ts';
import {say} from '../../engine/words.ts';
import type {Problem} from './problem.ts';

/** For how long a lost host is tried to be reached again, and the pauses between the tries, in seconds. */
const triesForS = 60;
const pausesS = [0, 1, 2, 3];

export type FindAgainOptions = {
	/** Connects once; says why it didn't come about. */
	readonly reach: () => Promise<Problem | undefined>;
	readonly tell: (news: HostNews) => void;
	/** Whether nobody wants to know any more. */
	readonly isClosed: () => boolean;
};

/** Finds a host again that was lost: tries for a while, and says so. */
export class FindAgain {
	readonly #options: FindAgainOptions;
	/** Why the host can't be reached, as far as is known. */
	problem: Problem | undefined;

	constructor(options: FindAgainOptions) {
		this.#options = options;
	}

	async find(first: Problem): Promise<'again' | 'give-up'> {
		this.problem = first;
		const {tell, reach, isClosed} = this.#options;
		tell({is: 'lost', why: say(first.why), triesForS});
		const began = performance.now();
		const sinceS = (): number => (performance.now() - began) / 1000;
		for (let tries = 0; sinceS() < triesForS && !isClosed(); tries++) {
			await pause((pausesS[Math.min(tries, pausesS.length - 1)] ?? 0) * 1000);
			if (isClosed()) break;
			const problem = await reach();
			if (problem === undefined) {
				tell({is: 'back', afterS: Math.round(sinceS())});
				return 'again';
			}

			this.problem = problem;
			// Trying once more would lock the account at best.
			if (problem.is === 'login' || problem.is === 'host-key') break;
		}

		const {why, asks} = this.problem;
		if (!isClosed()) tell({is: 'given-up', why: say(why), ...(asks && {asks: true})});
		return 'give-up';
	}
}
