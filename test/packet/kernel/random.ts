/** Draws that can be repeated: the same seed gives the same rule sets. */
export type Draw = {
	/** A whole number from 0 up to, but not with, `below`. */
	readonly number: (below: number) => number;
	readonly chance: (share: number) => boolean;
	readonly one: <T>(choices: readonly [T, ...T[]]) => T;
	readonly some: <T>(choices: readonly T[], most: number) => readonly T[];
};

/** mulberry32, a small generator by Tommy Ettinger (public domain). */
export function drawFrom(seed: number): Draw {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d_2b_79_f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const number = (below: number): number => Math.floor(next() * below);
	return {
		number,
		chance: share => next() < share,
		one: choices => choices[number(choices.length)] ?? choices[0],
		some: (choices, most) => {
			const wanted = 1 + number(Math.min(most, choices.length));
			return [...choices].sort(() => next() - 0.5).slice(0, wanted);
		},
	};
}
