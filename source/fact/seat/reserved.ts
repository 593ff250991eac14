import {pairs, type Ranges, rangesOf} from '../../packet/ranges.ts';

const block = 0x1_00_00;

/**
 * The addresses that a seat takes in a wide range of sources: the last eight of each block of 65536 that can be a host's
 * (x.y.255.247 to x.y.255.254). So whoever watches for the load balancer's own probes can tell those of a seat apart, also
 * the ones of another run, whose traces stay in logs and tables for a while. Of CLB's addresses these are 0.012 %.
 */
export const seatAddresses = (sources: Ranges): Ranges => {
	const found: (readonly [number, number])[] = [];
	for (const [first, last] of pairs(sources)) {
		if (typeof first !== 'number' || typeof last !== 'number' || last - first + 1 < block) continue;
		for (let start = Math.ceil(first / block) * block; start + block - 1 <= last; start += block)
			found.push([start + block - 9, start + block - 2]);
	}
	return rangesOf(found);
};
