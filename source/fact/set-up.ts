import type {Detected} from '../engine/detected.ts';

/** What a server's configuration sets it up to serve. */
export type SetUp = Pick<Detected, 'served' | 'pages' | 'names'>;

export const nothingSetUp: SetUp = {served: [], pages: [], names: []};

/** Puts several together, each port once: what is said first of it counts. */
export const together = (all: readonly SetUp[]): SetUp => {
	const served = all.flatMap(one => one.served);
	return {
		served: served.filter(
			({port, protocol}, index) =>
				served.findIndex(other => other.port === port && other.protocol === protocol) === index,
		),
		pages: all.flatMap(({pages}) => pages),
		names: all.flatMap(({names}) => names),
	};
};

/** Whether a name can be asked for from elsewhere: the packages' own `localhost` and `_` can't. */
export const isPublicName = (name: string): boolean =>
	/^[\w-]+(\.[\w-]+)*$/.test(name) && name !== 'localhost' && name !== '_';
