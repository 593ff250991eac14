import {isLayer7} from '../../engine/target.ts';
import {isAccepted} from '../check-shape.ts';
import {readLogAgain, serviceLog} from '../service-log.ts';
import {cannotLook, isLongEnough, type Sighting, type Way} from './sighting.ts';

/** The load balancer's requests in the service's access log. */
export const watchLog: Way = async look => {
	if (!isLayer7(look.target)) return cannotLook('a layer-4 check sends no request that a log could show');
	const log = await look.know(serviceLog);
	if (!log.known) return cannotLook(log.why, log.from);
	const known = new Set(log.value.probes.map(({last}) => last));
	return async watchedS => {
		const {probes, from, keepsRequests} = await readLogAgain(look, log);
		const recentS = Math.max(watchedS + 1, 10, 3 * look.target.healthCheck.intervalS);
		const recent = probes.filter(({ageS}) => ageS !== undefined && ageS <= recentS);
		const sightings = recent.map(
			({status, count, file, last, ageS = 0}): Sighting => ({
				is: 'served',
				count,
				when: ageS < 1 ? 'just now' : `${Math.round(ageS)} s ago`,
				status,
				...(known.has(last) ? {isPast: true} : {}),
				evidence: {command: `tail -n 200 ${file}`, excerpt: last},
			}),
		);
		return {
			sightings: sightings.toSorted(
				(one, other) => Number(accepts(look, one)) - Number(accepts(look, other)) || other.count - one.count,
			),
			// A log that has the requests of this program would have those of the load balancer.
			isSilent: keepsRequests && sightings.every(({isPast}) => isPast === true) && isLongEnough(look, watchedS),
			...(keepsRequests ? {} : {blind: 'no access log of the service shows requests'}),
			from,
		};
	};
};

const accepts = (look: Parameters<Way>[0], {status}: Sighting): boolean =>
	status !== undefined && isAccepted(look.target, {outcome: 'answered', status, totalMs: 0});
