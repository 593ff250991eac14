import type {Exhibit} from '../../engine/exhibit.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {composed, verbatim, type Words} from '../../engine/words.ts';
import {probePacket} from '../../fact/passages.ts';
import type {Passage} from '../../packet/passage.ts';
import {stationsOf} from '../../packet/stations.ts';
import {outcomeOf, traceRows} from '../../packet/trace.ts';

// A pod network can cut the sources into dozens of parts: the largest ones tell what happens.
const mostWays = 3;

/** The probe's way through the host's filters and routes, for each of the largest parts of the sources. */
export const wayExhibits = (ways: Known<readonly Passage[]>, target: Target): readonly Exhibit<Words>[] =>
	ways.known ? ways.value.slice(0, mostWays).map(way => wayExhibit(way, target)) : [];

const wayExhibit = (way: Passage, target: Target): Exhibit<Words> => {
	const [first, ...others] = traceRows(way, probePacket(target));
	return {
		is: 'way',
		title: first?.text ?? verbatim(''),
		outcome: outcomeOf(way),
		packets: stationsOf(way),
		end: others.at(-1)?.text ?? verbatim(''),
		rows: others.map(({depth, text}) => composed(pick => `${'  '.repeat(depth - 1)}${pick(text)}`)),
	};
};
