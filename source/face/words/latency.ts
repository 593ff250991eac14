import type {Latency} from '../../engine/exhibit.ts';
import {duration} from './duration.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** How long the check's own probes took, next to the load balancer's patience: in numbers, and as bars where it is drawn. */
export const latencyLines = (latency: Latency | undefined): readonly Line[] => {
	if (latency === undefined || latency.probes.length === 0) return [];
	const {title, probes, limitMs} = latency;
	const times = probes.map(({ms}) => ms);
	const [fastest, slowest] = [duration(Math.min(...times)), duration(Math.max(...times))];
	const took = fastest === slowest ? slowest : `${fastest} to ${slowest}`;
	const came = accepted(latency);
	const limit = duration(limitMs);
	const bars = probes.map(({is, ms}) => ({sign: is === 'accepted' ? 'pass' : 'fail', tookMs: ms}) as const);
	const short = `${probes.length} own ${probes.length === 1 ? 'probe' : 'probes'}: ${took}, ${came}; limit ${limit}`;
	return [
		{
			text: `${safeLine(title)}: ${took}, ${came}; the limit is ${limit}.`,
			drawn: [{pieces: [{bars, limitMs}, {text: short}], between: 'blanks'}],
		},
	];
};

/** "all accepted", "3 of 8 not accepted (500)". */
const accepted = ({probes, limitMs}: Latency): string => {
	const others = probes.filter(({is}) => is !== 'accepted');
	if (others.length === 0) return probes.length === 1 ? 'accepted' : 'all accepted';
	const notes = [...new Set(others.map(({ms, note}) => (ms > limitMs ? 'too late' : safeLine(note))))].join(', ');
	if (probes.length === 1) return `not accepted (${notes})`;
	return others.length === probes.length
		? `none accepted (${notes})`
		: `${others.length} of ${probes.length} not accepted (${notes})`;
};
