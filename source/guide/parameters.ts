import type {Finding, Values} from '../engine/finding.ts';
import {defaultTiming} from '../engine/settings.ts';
import {defineStep} from '../engine/step.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../engine/target.ts';
import {type Deviation, farFromDefault, nearDefault} from './judge/deviation.ts';

const settingsOf = ({healthCheck: check}: Target): string =>
	`timeout ${check.timeoutS} s, interval ${check.intervalS} s, healthy threshold ${check.healthyThreshold}, unhealthy threshold ${check.unhealthyThreshold}`;

const evidenceOf = (target: Target) => [{command: "the health check's settings", excerpt: settingsOf(target)}] as const;

export default defineStep({
	id: 'parameters',
	title: {
		en: 'Are the parameters of the health check right?',
		zh: '健康检查的参数是否正确？',
	},
	why: {
		en: 'A check that is too strict takes a working backend out for a short pause; one that is too lax sends clients to a dead one for minutes.',
		zh: '检查过严，短暂的停顿就会使正常的后端服务器下线；检查过松，客户会有几分钟被转发到已经失效的后端服务器。',
	},
	passage: {
		en: 'Check whether the parameters of the health check are set correctly. It is recommended to keep the default values.',
		zh: '检查健康检查的参数设置是否正确。建议使用默认值。',
	},
	document: target => {
		const {timeoutS, intervalS, healthyThreshold, unhealthyThreshold} = defaultTiming(
			target.product,
			target.healthCheck.protocol,
		);
		return {
			command: `keep the default values: timeout ${timeoutS} s, interval ${intervalS} s, healthy threshold ${healthyThreshold}, unhealthy threshold ${unhealthyThreshold}`,
			but: {
				en: 'The values that were given are judged; nothing on the host can tell them.',
				zh: '判断的是给出的值；主机上查不到这些值。',
			},
		};
	},
	needs: {},
	judge: (_facts, target) => {
		const causes = [...judgeTimeout(target), ...judgeDeviations(farFromDefault(target), target)];
		const words = nearDefault(target).length === 0 ? 'are the recommended ones' : 'do no harm';
		const summary: Finding = {is: 'ok', say: `The check’s parameters ${words}: ${settingsOf(target)}`};
		return [...causes, ...(causes.length === 0 ? [summary] : []), ...notes(target)];
	},
});

/** CLB takes the interval where the timeout is shorter (CreateLoadBalancerHTTPListener, HealthCheckTimeout). */
const judgeTimeout = (target: Target): readonly Finding[] =>
	effectiveTimeoutMs(target) / 1000 === target.healthCheck.timeoutS
		? []
		: [risk('health-check-timeout-below-interval', {seconds: `${effectiveTimeoutMs(target) / 1000}`}, target)];

const judgeDeviations = (deviations: readonly Deviation[], target: Target): readonly Finding[] =>
	deviations.length === 0
		? []
		: [
				risk(
					'health-check-parameters-off-default',
					{
						name: deviations.map(({name, value}) => `${name} ${value}`).join(', '),
						limit: deviations.map(({name, recommended}) => `${name} ${recommended}`).join(', '),
						detail: deviations.map(({why}) => why).join('; '),
					},
					target,
				),
			];

const risk = (
	code: 'health-check-timeout-below-interval' | 'health-check-parameters-off-default',
	values: Values,
	target: Target,
): Finding => ({
	is: 'cause',
	code,
	certainty: 'proven',
	severity: 'risk',
	values,
	evidence: evidenceOf(target),
});

const notes = (target: Target): readonly Finding[] => {
	const {product, healthCheck: check} = target;
	const sayings = [
		...nearDefault(target).map(
			({name, value, recommended}) => `The ${name} is ${value}, the default is ${recommended}: that does no harm`,
		),
		isLayer7(target) && product === 'clb' && check.codes.join() === 'http_2xx'
			? 'Accepted: http_2xx, the default of the API, Terraform and Kubernetes; a listener made in the console accepts http_3xx as well'
			: '',
		isLayer7(target) && product === 'clb' && check.domain === null
			? 'No domain is set: the official texts disagree on whether the check then sends no Host or the private address, so both are tried'
			: '',
		isLayer7(target) && check.codes.includes('http_4xx')
			? 'http_4xx is accepted: a page that does not exist counts as healthy'
			: '',
		product === 'nlb' && check.protocol === 'udp' && check.intervalS < check.timeoutS
			? 'For a UDP check of NLB the interval has to be at least the timeout'
			: '',
		product === 'nlb' ? "NLB's own defaults are meant here: interval 5 s, thresholds 2" : '',
	];
	return sayings.filter(say => say !== '').map(say => ({is: 'note', say}));
};
