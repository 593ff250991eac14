import type {DrillNews} from '../engine/drill-news.ts';
import {type BalancerNode, takeSign, unknownNode} from '../watch/node.ts';
import type {Pace} from '../watch/pace.ts';
import type {BalancerReport} from './orders.ts';

/** So many checks are shown when somebody asks for them. */
const mostShown = 6;

/** What the load balancer takes the backend for: one node that finds it unhealthy is enough. */
export class Opinion {
	readonly #pace: Pace;
	readonly #nodes = new Map<string, BalancerNode>();
	readonly #told = new Set<string>();
	#recent: readonly BalancerReport[] = [];
	#count = 0;
	#verdict: 'healthy' | 'unhealthy' | 'unknown' = 'unknown';

	constructor(pace: Pace) {
		this.#pace = pace;
	}

	get verdict(): 'healthy' | 'unhealthy' | 'unknown' {
		return this.#verdict;
	}

	/** One check more; only what is new is news, for there is a check every second. */
	take(report: BalancerReport): readonly DrillNews[] {
		const {source = '', kind, passes} = report;
		this.#count++;
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
	says,
});
