import type {CauseCode} from '../engine/cause-code.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';

/** The health check's times and thresholds. */
export const parameterCauses = {
	'health-check-timeout-below-interval': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: {
			en: 'The timeout is shorter than the interval, so CLB ignores it',
			zh: '超时时间小于间隔时间，CLB 会忽略它',
		},
		meaning: {
			en: 'CLB uses the interval as the timeout when the timeout is shorter than it. What is set is not what is measured with.',
			zh: '超时时间小于间隔时间时，CLB 以间隔时间作为超时时间。设置的值不是实际生效的值。',
		},
		found: {en: 'The timeout of the health check is below its interval.', zh: '健康检查的超时时间小于间隔时间。'},
		source: {
			en: 'CLB API reference, CreateLoadBalancerHTTPListener, HealthCheckTimeout',
			zh: 'CLB API 参考，CreateLoadBalancerHTTPListener，HealthCheckTimeout',
		},
		summary: (_values, target) => {
			const {timeoutS, intervalS} = target.healthCheck;
			const waitS = effectiveTimeoutMs(target) / 1000;
			return {
				en: `The timeout of ${timeoutS} s is below the interval of ${intervalS} s, so CLB waits ${waitS} s for an answer.`,
				zh: `超时时间 ${timeoutS} 秒小于间隔时间 ${intervalS} 秒，因此 CLB 等待应答 ${waitS} 秒。`,
			};
		},
		remedies: (_values, target) => {
			const {timeoutS, intervalS} = target.healthCheck;
			return [
				remedy({
					summary: {
						en: `Set the timeout to ${intervalS} s or more, or the interval to ${timeoutS} s or less; the defaults are 5 s and 2 s (UDP: 10 s and 5 s): ${healthCheckPage(target).en}.`,
						zh: `将超时时间设为 ${intervalS} 秒或更长，或将间隔时间设为 ${timeoutS} 秒或更短；默认值为 5 秒和 2 秒（UDP：10 秒和 5 秒）：${healthCheckPage(target).zh}。`,
					},
					risk: 'low',
				}),
			];
		},
	},
	'health-check-parameters-off-default': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: {en: 'The parameters are far from the recommended ones', zh: '健康检查参数与推荐值相差较大'},
		meaning: {
			en: 'A check that is too strict takes a backend out for a short pause; one that is too lax sends clients to a dead backend for minutes. The documentation recommends the defaults.',
			zh: '健康检查过严，短暂停顿就会摘除后端服务器；过松，则客户端在几分钟内仍被转发到已失效的后端服务器。官方文档推荐使用默认值。',
		},
		found: {
			en: "The check's timeout, interval and thresholds, compared with the defaults of the product.",
			zh: '将健康检查的超时时间、间隔时间和阈值与该产品的默认值比较。',
		},
		source: {
			en: 'CLB documentation, FAQ about health checks (recommended values); ALB and NLB documentation, health checks',
			zh: 'CLB 文档，健康检查常见问题（推荐值）；ALB 和 NLB 文档，健康检查',
		},
		summary: ({name, detail}) => ({
			en: `The check's parameters are far from the recommended ones${given(name, words => `: ${words}`)}${given(detail, words => ` (${words})`)}.`,
			zh: `健康检查参数与推荐值相差较大${given(name, words => `：${words}`)}${given(detail, words => `（${words}）`)}。`,
		}),
		remedies: (values, target) => [
			remedy({
				summary: {
					en: `Set them back to the defaults${given(values.limit, limit => `: ${limit}`)}. ${healthCheckPage(target).en}.`,
					zh: `恢复默认值${given(values.limit, limit => `：${limit}`)}。${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
