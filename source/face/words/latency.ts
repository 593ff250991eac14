import type {Latency} from '../../engine/exhibit.ts';
import {say, type Words} from '../../engine/words.ts';
import {duration} from './duration.ts';
import {inRow} from './in-row.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** How long the check's own probes took, next to the load balancer's patience: in numbers, and as bars where it is drawn. */
export const latencyLines = (latency: Latency | undefined): readonly Line[] => {
	if (latency === undefined || latency.probes.length === 0) return [];
	const {title, probes, limitMs} = latency;
	const times = probes.map(({ms}) => ms);
	const [fastest, slowest] = [duration(Math.min(...times)), duration(Math.max(...times))];
	const took = fastest === slowest ? slowest : say({en: `${fastest} to ${slowest}`, zh: `${fastest}到 ${slowest}`});
	const came = accepted(latency);
	const limit = duration(limitMs);
	const bars = probes.map(({is, ms}) => ({sign: is === 'accepted' ? 'pass' : 'fail', tookMs: ms}) as const);
	const short = say({
		en: `${probes.length} own ${probes.length === 1 ? 'probe' : 'probes'}: ${took}, ${came.en}; limit ${limit}`,
		zh: `${probes.length} 次本机探测：${took}，${came.zh}；上限 ${limit}`,
	});
	return [
		{
			text: say({
				en: `${safeLine(title)}: ${took}, ${came.en}; the limit is ${limit}.`,
				zh: `${safeLine(title)}：${took}，${came.zh}；上限 ${limit}。`,
			}),
			drawn: [{pieces: [{bars, limitMs}, {text: short}], between: 'blanks'}],
		},
	];
};

/** "all accepted", "3 of 8 not accepted (500)". */
const accepted = ({probes, limitMs}: Latency): Words => {
	const others = probes.filter(({is}) => is !== 'accepted');
	const [all, failed] = [probes.length, others.length];
	if (failed === 0) return all === 1 ? {en: 'accepted', zh: '通过'} : {en: 'all accepted', zh: '全部通过'};
	const tooLate = say({en: 'too late', zh: '超时'});
	const notes = inRow([...new Set(others.map(({ms, note}) => (ms > limitMs ? tooLate : safeLine(note))))]);
	if (all === 1) return {en: `not accepted (${notes})`, zh: `未通过（${notes}）`};
	return failed === all
		? {en: `none accepted (${notes})`, zh: `全部未通过（${notes}）`}
		: {en: `${failed} of ${all} not accepted (${notes})`, zh: `${all} 次中 ${failed} 次未通过（${notes}）`};
};
