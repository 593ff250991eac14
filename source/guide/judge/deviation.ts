import {defaultTiming} from '../../engine/settings.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../../engine/target.ts';
import {verbatim, type Words} from '../../engine/words.ts';

/** A parameter of the health check that isn't the recommended one, in words. */
export type Deviation = {
	readonly name: Words;
	readonly value: Words;
	readonly recommended: Words;
	/** What it does, when it is so far off that it does something. */
	readonly why: Words;
};

type Parameter = Deviation & {readonly is: 'default' | 'near' | 'far'};

const seconds = (number: number): Words => ({en: `${number} s`, zh: `${number} 秒`});

const deadForLong: Words = {
	en: 'a dead backend keeps its requests for a long time',
	zh: '失效的后端服务器会长时间继续收到请求',
};

/**
 * The parameters against the recommended ones, which are the defaults (CLB "FAQ about health checks"). Where far begins
 * is our own judgement: what one pause of a second, or minutes without notice, would do.
 */
const parameters = (target: Target): readonly Parameter[] => {
	const {healthCheck: check, product} = target;
	const usual = defaultTiming(product, check.protocol);
	// What CLB ignores can't be too short.
	const effectiveS = effectiveTimeoutMs(target) / 1000;
	const timing = [
		{
			name: {en: 'timeout', zh: '超时时间'},
			is: effectiveS < 2 || effectiveS > 60 ? 'far' : 'near',
			value: seconds(check.timeoutS),
			recommended: seconds(usual.timeoutS),
			why:
				effectiveS < 2
					? {
							en: 'a pause of a second, such as a garbage collection, fails a probe',
							zh: '一秒的停顿就会使探测失败，例如垃圾回收',
						}
					: {
							en: 'a backend that hangs keeps its requests for minutes',
							zh: '挂起的后端服务器会在几分钟内继续收到请求',
						},
		},
		{
			name: {en: 'interval', zh: '间隔时间'},
			is: check.intervalS > 30 ? 'far' : 'near',
			value: seconds(check.intervalS),
			recommended: seconds(usual.intervalS),
			why: deadForLong,
		},
		{
			name: {en: 'healthy threshold', zh: '健康阈值'},
			is: check.healthyThreshold >= 10 ? 'far' : 'near',
			value: verbatim(`${check.healthyThreshold}`),
			recommended: verbatim(`${usual.healthyThreshold}`),
			why: {
				en: 'a single failure begins the count again, so a mended backend stays out long',
				zh: '失败一次就重新计数，因此修复后的后端服务器很久才能恢复',
			},
		},
		{
			name: {en: 'unhealthy threshold', zh: '不健康阈值'},
			is:
				check.unhealthyThreshold >= 10 || (check.unhealthyThreshold < usual.unhealthyThreshold && effectiveS < 2)
					? 'far'
					: 'near',
			value: verbatim(`${check.unhealthyThreshold}`),
			recommended: verbatim(`${usual.unhealthyThreshold}`),
			why:
				check.unhealthyThreshold >= 10
					? deadForLong
					: {
							en: 'two probes that are late in a row take the backend out',
							zh: '连续两次探测超时就会使后端服务器下线',
						},
		},
	] as const;
	const acceptsErrors = isLayer7(target) && check.codes.includes('http_5xx');
	return [
		...timing.map(one => (one.value.en === one.recommended.en ? {...one, is: 'default' as const} : one)),
		...(acceptsErrors
			? [
					{
						name: {en: 'accepted codes', zh: '正常状态码'},
						is: 'far',
						value: verbatim(check.codes.join(' ')),
						recommended: verbatim('http_2xx http_3xx'),
						why: {
							en: 'a service that only answers errors counts as healthy',
							zh: '只返回错误的服务也被视为正常',
						},
					} as const,
				]
			: []),
	];
};

/** Parameters so far off the recommended ones that they are a risk. */
export const farFromDefault = (target: Target): readonly Deviation[] =>
	parameters(target).filter(parameter => parameter.is === 'far');

/** Parameters that differ without doing harm. */
export const nearDefault = (target: Target): readonly Deviation[] =>
	parameters(target).filter(parameter => parameter.is === 'near');
