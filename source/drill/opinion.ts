import type {DrillNews} from '../engine/drill-news.ts';
import {say} from '../engine/words.ts';
import {type BalancerNode, takeSign, unknownNode} from '../watch/node.ts';
import type {Pace} from '../watch/pace.ts';
import type {BalancerReport} from './orders.ts';

/** So many checks are shown when somebody asks for them. */
const mostShown = 6;

/** So many successes in a row aren't luck: a backend that fails now and then has fewer. */
const enough = 8;

/** What the load balancer takes the backend for: one node that finds it unhealthy is enough. */
export class Opinion {
	readonly #pace: Pace;
	readonly #nodes = new Map<string, BalancerNode>();
	readonly #told = new Set<string>();
	#recent: readonly BalancerReport[] = [];
	#count = 0;
	#failed = 0;
	#passedInARow = 0;
	#verdict: 'healthy' | 'unhealthy' | 'unknown' = 'unknown';

	constructor(pace: Pace) {
		this.#pace = pace;
	}

	get verdict(): 'healthy' | 'unhealthy' | 'unknown' {
		return this.#verdict;
	}

	/** Whether it failed, and then has passed for so long that it isn't luck. */
	get isMended(): boolean {
		return this.#verdict === 'healthy' && this.#failed > 0 && this.#passedInARow >= enough;
	}

	/** One check more; only what is new is news, for there is a check every second. */
	take(report: BalancerReport): readonly DrillNews[] {
		const {source = '', kind, passes} = report;
		const wasMended = this.isMended;
		this.#count++;
		this.#failed += passes ? 0 : 1;
		this.#passedInARow = passes ? this.#passedInARow + 1 : 0;
		this.#recent = [...this.#recent, report].slice(-mostShown);
		this.#nodes.set(source, takeSign(this.#nodes.get(source) ?? unknownNode, passes ? 'pass' : 'fail', this.#pace));
		const news: DrillNews[] = [];
		// What passes and fails by turns would be news for ever.
		if (!this.#told.has(kind)) news.push({is: 'checked', ...said(report)});
		this.#told.add(kind);
		const all = [...this.#nodes.values()].map(({verdict}) => verdict);
		const now = all.includes('unhealthy') ? 'unhealthy' : all.includes('unknown') ? this.#verdict : 'healthy';
		if (now !== this.#verdict && now !== 'unknown') {
			news.push({is: 'verdict', verdict: now});
			this.#told.clear();
			this.#told.add(kind);
		}
		this.#verdict = now;
		if (this.isMended && !wasMended) news.push({is: 'mended'});
		return news;
	}

	/** The last checks. */
	get news(): DrillNews {
		return {is: 'checks', reports: this.#recent.map(said), count: this.#count};
	}
}

const said = ({source, passes, says}: BalancerReport) => ({
	...(source === undefined ? {} : {source}),
	passes,
	says: say(says),
});
