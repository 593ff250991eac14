/** A number from 0 up to 1, another one at each call. */
export type Random = () => number;

/** Numbers that are the same again for the same seed (Mulberry32), so that a drill can be done again. */
export const randomFrom = (seed: number): Random => {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
};

/** The same things in another order (Fisher and Yates). */
export const shuffled = <T>(things: readonly T[], random: Random): readonly T[] => {
	const order = [...things];
	for (let last = order.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		const [one, two] = [order[last], order[other]];
		if (one === undefined || two === undefined) continue;
		order[last] = two;
		order[other] = one;
	}
	return order;
};
