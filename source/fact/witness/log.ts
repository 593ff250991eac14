import {isLayer7} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';
import {isAccepted} from '../check-shape.ts';
import {readLogAgain, serviceLog} from '../service-log.ts';
import {cannotLook, isLongEnough, type Sighting, type Way} from './sighting.ts';

/** The load balancer's requests in the service's access log. */
export const watchLog: Way = async look => {
	if (!isLayer7(look.target))
		return cannotLook({
			en: 'a layer-4 check sends no request that a log could show',
			zh: '四层检查不发送请求，日志中不会有记录',
		});
	const log = await look.know(serviceLog);
	if (!log.known) return cannotLook(log.why, log.from);
	const known = new Set(log.value.probes.map(({last}) => last));
	return async watchedS => {
		const {probes, from, keepsRequests} = await readLogAgain(look, log);
		const recentS = Math.max(watchedS + 1, 10, 3 * look.target.healthCheck.intervalS);
		const dated = probes.flatMap(probe => (probe.ageS === undefined ? [] : [{...probe, ageS: probe.ageS}]));
		const recent = dated.filter(({ageS}) => ageS <= recentS);
		// A log that has the requests of this program would have those of the load balancer.
		const isSilent = keepsRequests && recent.every(({last}) => known.has(last)) && isLongEnough(look, watchedS);
		// Where none comes any more, it is worth saying when the last one came, however long ago.
		const sightings = (isSilent ? dated : recent).map(
			({status, count, command, last, ageS}): Sighting => ({
				is: 'served',
				count,
				when: ageWords(ageS),
				status,
				...(isSilent || known.has(last) ? {isPast: true} : {}),
				evidence: {command, excerpt: verbatim(last)},
			}),
		);
		return {
			sightings: sightings.toSorted(
				(one, other) => Number(accepts(look, one)) - Number(accepts(look, other)) || other.count - one.count,
			),
			isSilent,
			...(keepsRequests
				? {}
				: {blind: {en: 'no access log of the service shows requests', zh: '服务没有记录请求的访问日志'}}),
			from,
		};
	};
};

const accepts = (look: Parameters<Way>[0], {status}: Sighting): boolean =>
	status !== undefined && isAccepted(look.target, {outcome: 'answered', status, totalMs: 0});

const ageWords = (ageS: number): Words => {
	if (ageS < 1) return {en: 'just now', zh: '刚刚'};
	const [seconds, minutes, hours] = [1, 60, 3600].map(unitS => Math.round(ageS / unitS));
	if (ageS < 120) return {en: `${seconds} s ago`, zh: `${seconds} 秒前`};
	return ageS < 7200
		? {en: `${minutes} min ago`, zh: `${minutes} 分钟前`}
		: {en: `${hours} h ago`, zh: `${hours} 小时前`};
};
