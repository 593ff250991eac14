import type {Finding, Values} from '../engine/finding.ts';
import {defaultTiming} from '../engine/settings.ts';
import {defineStep} from '../engine/step.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../engine/target.ts';
import {composed, listed, type Words} from '../engine/words.ts';
import {type Deviation, farFromDefault, nearDefault} from './judge/deviation.ts';

type Timing = ReturnType<typeof defaultTiming>;

const timingWords = ({timeoutS, intervalS, healthyThreshold, unhealthyThreshold}: Timing): Words => ({
	en: `timeout ${timeoutS} s, interval ${intervalS} s, healthy threshold ${healthyThreshold}, unhealthy threshold ${unhealthyThreshold}`,
	zh: `超时时间 ${timeoutS} 秒，间隔时间 ${intervalS} 秒，健康阈值 ${healthyThreshold}，不健康阈值 ${unhealthyThreshold}`,
});

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
		const usual = timingWords(defaultTiming(target.product, target.healthCheck.protocol));
		return {
			command: {en: `keep the default values: ${usual.en}`, zh: `保持默认值：${usual.zh}`},
			but: {
				en: 'The values that were given are judged; nothing on the host can tell them.',
				zh: '判断的是给出的值；主机上查不到这些值。',
			},
		};
	},
	needs: {},
	judge: (_facts, target) => {
		const causes = [...judgeTimeout(target), ...judgeDeviations(farFromDefault(target), target)];
		const [isUsual, values] = [nearDefault(target).length === 0, timingWords(target.healthCheck)];
		const summary: Finding = {
			is: 'ok',
			say: {
				en: `The check’s parameters ${isUsual ? 'are the recommended ones' : 'do no harm'}: ${values.en}`,
				zh: `健康检查的参数${isUsual ? '是推荐值' : '没有不良影响'}：${values.zh}`,
			},
		};
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
						name: listed(deviations.map(({name, value}) => beside(name, value))),
						limit: listed(deviations.map(({name, recommended}) => beside(name, recommended))),
						detail: {
							en: deviations.map(({why}) => why.en).join('; '),
							zh: deviations.map(({why}) => why.zh).join('；'),
						},
					},
					target,
				),
			];

const beside = (name: Words, value: Words): Words => composed(pick => `${pick(name)} ${pick(value)}`);

const risk = (
	code: 'health-check-timeout-below-interval' | 'health-check-parameters-off-default',
	values: Values<Words>,
	target: Target,
): Finding => ({
	is: 'cause',
	code,
	certainty: 'proven',
	severity: 'risk',
	values,
	evidence: [
		{
			command: {en: "the health check's settings", zh: '健康检查的设置'},
			excerpt: timingWords(target.healthCheck),
		},
	],
});

const notes = (target: Target): readonly Finding[] => {
	const {product, healthCheck: check} = target;
	const isClbLayer7 = isLayer7(target) && product === 'clb';
	const isTooOften = product === 'nlb' && check.protocol === 'udp' && check.intervalS < check.timeoutS;
	const sayings = [
		...nearDefault(target).map(harmless),
		...(isClbLayer7 && check.codes.join() === 'http_2xx' ? [usualCodes] : []),
		...(isClbLayer7 && check.domain === null ? [noDomain] : []),
		...(isLayer7(target) && check.codes.includes('http_4xx') ? [missingIsHealthy] : []),
		...(isTooOften ? [nlbInterval] : []),
		...(product === 'nlb' ? [nlbDefaults] : []),
	];
	return sayings.map(say => ({is: 'note', say}));
};

const harmless = ({name, value, recommended}: Deviation): Words => ({
	en: `The ${name.en} is ${value.en}, the default is ${recommended.en}: that does no harm`,
	zh: `${name.zh}为 ${value.zh}，默认值为 ${recommended.zh}：没有不良影响`,
});

const usualCodes: Words = {
	en: 'Accepted: http_2xx, the default of the API, Terraform and Kubernetes; a listener made in the console accepts http_3xx as well',
	zh: '正常状态码：http_2xx，这是 API、Terraform 和 Kubernetes 的默认值；在控制台创建的监听还接受 http_3xx',
};

const noDomain: Words = {
	en: 'No domain is set: the official texts disagree on whether the check then sends no Host or the private address, so both are tried',
	zh: '没有设置域名：官方文档对此时健康检查不发送 Host 还是发送私网地址说法不一，因此两者都会尝试',
};

const missingIsHealthy: Words = {
	en: 'http_4xx is accepted: a page that does not exist counts as healthy',
	zh: '接受 http_4xx：页面不存在也被视为正常',
};

const nlbInterval: Words = {
	en: 'For a UDP check of NLB the interval has to be at least the timeout',
	zh: 'NLB 的 UDP 检查要求间隔时间不小于超时时间',
};

const nlbDefaults: Words = {
	en: "NLB's own defaults are meant here: interval 5 s, thresholds 2",
	zh: '这里指的是 NLB 自己的默认值：间隔时间 5 秒，阈值 2',
};
