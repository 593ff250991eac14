import {effectiveTimeoutMs, type Target} from './target.ts';
import {say, verbatim, type Words} from './words.ts';

/** Seconds until a backend whose probes time out is taken out: timeout × unhealthy + interval × (unhealthy − 1) (CLB "Health check overview"). */
export const untilUnhealthyS = (target: Target): number => {
	const {intervalS, unhealthyThreshold} = target.healthCheck;
	return (effectiveTimeoutMs(target) / 1000) * unhealthyThreshold + intervalS * (unhealthyThreshold - 1);
};

/** Seconds until a backend that refuses at once is taken out: only the pauses between the probes count. */
export const untilRefusedUnhealthyS = ({healthCheck}: Target): number =>
	healthCheck.intervalS * (healthCheck.unhealthyThreshold - 1);

/** Seconds until a backend that answers again gets requests: response × healthy + interval × (healthy − 1) (CLB "Health check overview"). */
export const untilHealthyS = ({healthCheck}: Target, responseS = 0): number =>
	responseS * healthCheck.healthyThreshold + healthCheck.intervalS * (healthCheck.healthyThreshold - 1);

/** When the load balancer shows a change, in sentences of the language that is spoken. */
export const timingSentences = (target: Target): readonly string[] =>
	[afterTheFix(target), untilTakenOut(target), target.product === 'clb' ? nodeByNode : failOpen].map(say);

const afterTheFix = (target: Target): Words => {
	const {healthyThreshold} = target.healthCheck;
	const time = inWords(untilHealthyS(target));
	return {
		en: `After the fix it needs ${healthyThreshold} successes in a row: about ${time.en} when the answers are fast. The console may show it a little later.`,
		zh: `修复之后，需要连续成功 ${healthyThreshold} 次：应答快时约 ${time.zh}。控制台的显示可能稍晚一些。`,
	};
};

const untilTakenOut = (target: Target): Words => {
	const {unhealthyThreshold, timeoutS} = target.healthCheck;
	const effectiveS = effectiveTimeoutMs(target) / 1000;
	const [slow, fast] = [inWords(untilUnhealthyS(target)), inWords(untilRefusedUnhealthyS(target))];
	const ignored: Words =
		effectiveS > timeoutS
			? {
					en: `, for CLB waits ${effectiveS} s instead of the ${timeoutS} s that are set`,
					zh: `（CLB 等待 ${effectiveS} 秒，而不是设置的 ${timeoutS} 秒）`,
				}
			: verbatim('');
	return {
		en: `Until a backend is called unhealthy, ${unhealthyThreshold} probes in a row have to fail: ${slow.en} when they time out${ignored.en}; about ${fast.en} when they are refused at once.`,
		zh: `后端服务器被判定为异常之前，需要连续 ${unhealthyThreshold} 次探测失败：探测超时的情况下为 ${slow.zh}${ignored.zh}；探测立即被拒绝的情况下约 ${fast.zh}。`,
	};
};

const nodeByNode: Words = {
	en: 'Every node of the load balancer counts by itself, so the state can differ for a moment.',
	zh: '负载均衡的每个节点各自计数，因此状态可能短时间不一致。',
};

const failOpen: Words = {
	en: 'While all backends are unhealthy, requests are still sent to them: a red console and a working site can go together.',
	zh: '所有后端服务器都异常时，请求仍会发送给它们：控制台显示异常，而网站可能仍可访问。',
};

/** `19 s`, `2 min 5 s`. */
const inWords = (seconds: number): Words => {
	const whole = Math.round(seconds);
	if (whole < 120) return {en: `${whole} s`, zh: `${whole} 秒`};
	const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
	return rest === 0
		? {en: `${minutes} min`, zh: `${minutes} 分钟`}
		: {en: `${minutes} min ${rest} s`, zh: `${minutes} 分 ${rest} 秒`};
};
