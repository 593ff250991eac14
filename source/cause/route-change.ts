import type {ChangeStep} from '../engine/change.ts';
import {quoteWord} from '../engine/command.ts';

/** Adds a route of the main table; `way` are quoted words: `via 10.0.0.253 dev eth0`. */
export const routeStep = (range: string, way: string): ChangeStep => {
	const words = quoteWord(range);
	return {
		make: `ip route add ${words} ${way}`,
		undo: `ip route del ${words} ${way}`,
		isMade: `[ -n "$(ip route show exact ${words} ${way})" ]`,
		state: `ip route show exact ${words}`,
	};
};

/** Takes a route out of the main table, and puts it back by the same words, as `ip route` prints them. */
export const routeTakenOut = (words: string): ChangeStep => {
	// What the kernel says of a route's state is none of its own words.
	const list = "ip route show | sed -e 's/ \\(dead\\|linkdown\\|offload\\|trap\\|pervasive\\)\\>//g' -e 's/ *$//'";
	return {
		make: `ip route del ${words}`,
		undo: `ip route add ${words}`,
		isMade: `! ${list} | grep -qxF -- ${quoteWord(words)}`,
		state: list,
	};
};

/** Rules of the routing policy that send packets to these ranges to the main table. */
export const mainTableSteps = (ranges: readonly string[], preference: number): readonly ChangeStep[] =>
	ranges.map(range => {
		const rule = `pref ${preference} to ${quoteWord(range)} lookup main`;
		// ip prints single addresses without their length.
		const shown = range.replace(/\/32$/, '').replaceAll('.', '\\.');
		return {
			make: `ip rule add ${rule}`,
			undo: `ip rule del ${rule}`,
			isMade: `ip rule show | grep -q ${quoteWord(`^${preference}:.* to ${shown} lookup main`)}`,
			state: 'ip rule show',
		};
	});
