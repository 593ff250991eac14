import type {Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import {isAccepted} from '../../fact/check-shape.ts';
import type {LoggedProbes} from '../../fact/log-complaints.ts';
import type {ServiceLog} from '../../fact/service-log.ts';
import type {WebConfig} from '../../fact/web-config.ts';

/** What a server logs when it turns a client away: 401 and 403, and nginx's 444, which closes without an answer. */
const denials = new Set([401, 403, 444]);

/** A log line that is older than this, in seconds, may be from before a repair. */
const recentS = 120;

const isRecent = ({ageS}: LoggedProbes): boolean => ageS === undefined || ageS <= recentS;

/**
 * Judges whether the service turns the load balancer's addresses away though it answers the host itself. Its access log
 * shows what real probes got, and its configuration whom it denies; a probe from the host can show neither.
 */
export const judgeDeniedSource = (
	facts: {
		readonly answers: Known<Answers>;
		readonly serviceLog: Known<ServiceLog>;
		readonly webConfig: Known<WebConfig>;
	},
	target: Target,
): readonly Finding[] => {
	const {answers, serviceLog, webConfig} = facts;
	if (!answers.known || answers.value.health !== 'good' || answers.value.exact.shape.method === undefined) return [];
	const logged = serviceLog.known ? serviceLog.value.probes.filter(isRecent) : [];
	const latest = logged.toSorted((one, other) => (one.ageS ?? recentS) - (other.ageS ?? recentS))[0];
	const passed = logged.find(({status}) => isAccepted(target, {outcome: 'answered', status, totalMs: 0}));
	if (
		latest !== undefined &&
		denials.has(latest.status) &&
		(passed === undefined || (passed.ageS ?? recentS) > (latest.ageS ?? recentS))
	)
		return [
			{
				is: 'cause',
				code: 'application-denies-probe-source',
				certainty: 'proven',
				values: {status: `${latest.status}`, name: latest.file, detail: verbatim(latest.last)},
				evidence: [{command: latest.command, excerpt: `${latest.count} × ${latest.status}: ${latest.last}`}],
			},
		];
	const denial = webConfig.known ? webConfig.value.denies : undefined;
	if (denial === undefined || (passed !== undefined && latest === passed)) return [];
	return [
		{
			is: 'cause',
			code: 'application-denies-probe-source',
			certainty: 'likely',
			values: {rule: denial.rule, name: verbatim(denial.file)},
			evidence: [{command: `cat ${denial.file}`, excerpt: denial.rule}],
		},
	];
};
