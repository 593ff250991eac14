import {isLayer7, type Target} from '../../engine/target.ts';
import {say, type Words} from '../../engine/words.ts';
import {safeLine} from './safe.ts';

const products = {clb: 'CLB', alb: 'ALB', nlb: 'NLB'} as const;

/** The check in one sentence: what is asked of whom, from where, how often. A token in its path is a secret too. */
export const targetSentence = (target: Target): string => {
	const {product, sources} = target;
	const [what, when] = [whatIsAsked(target), timing(target)];
	return safeLine(
		say({
			en: `${products[product]} checks ${what.en}; ${when.en}; from ${sources.join(', ')}.`,
			zh: `${products[product]} 检查 ${what.zh}；${when.zh}；来源 ${sources.join('、')}。`,
		}),
	);
};

const whatIsAsked = (target: Target): Words => {
	const {healthCheck: check, backend, port} = target;
	const isElsewhere = check.port !== port;
	const protocol = check.protocol.toUpperCase();
	const elsewhere = {
		en: isElsewhere ? ` (the backend port is ${port})` : '',
		zh: isElsewhere ? `（后端端口为 ${port}）` : '',
	};
	if (!isLayer7(target))
		return {
			en: `${protocol} to ${backend} port ${check.port}${elsewhere.en}`,
			zh: `${backend} 的 ${protocol} 端口 ${check.port}${elsewhere.zh}`,
		};
	const request = `${check.method.toUpperCase()} ${check.protocol}://${backend}:${check.port}${check.path}`;
	const host =
		check.domain === null
			? {en: 'no domain set', zh: '未设置域名'}
			: {en: `Host ${check.domain}`, zh: `Host 为 ${check.domain}`};
	return {
		en: `${request}${elsewhere.en} with ${host.en}, accepts ${check.codes.join(' and ')}`,
		zh: `${request}${elsewhere.zh}，${host.zh}，接受 ${check.codes.join(' 和 ')}`,
	};
};

const timing = ({healthCheck: check}: Target): Words => ({
	en: `every ${check.intervalS} s, timeout ${check.timeoutS} s, ${check.healthyThreshold} in a row to be healthy and ${check.unhealthyThreshold} to be unhealthy`,
	zh: `每 ${check.intervalS} 秒一次，超时 ${check.timeoutS} 秒，连续成功 ${check.healthyThreshold} 次为正常，连续失败 ${check.unhealthyThreshold} 次为异常`,
});
