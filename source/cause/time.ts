import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import {effectiveTimeoutMs, isLayer7, type Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, checkRequest, given, theService} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {shareInChinese} from './share-words.ts';

const timeoutS = (target: Target): number => effectiveTimeoutMs(target) / 1000;

const repeating: Words = {
	en: 'Repeat the probe and watch what else happens when it fails: load, queue, restarts, bans.',
	zh: '重复探测，并观察失败时还发生了什么：负载、队列、重启、封禁。',
};

/** The answer is right, and comes too late or not always. */
export const timeCauses = {
	'response-too-slow': {
		place: 'time',
		step: 'answer',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: {en: 'The answer comes after the timeout', zh: '应答时间超过健康检查超时时间'},
		meaning: {
			en: 'The service answers, later than the check waits. The load balancer counts a late answer as none.',
			zh: '服务有应答，但晚于健康检查的等待时间。负载均衡把迟到的应答视为没有应答。',
		},
		found: {
			en: "curl -w '%{time_total}' with the check's request takes longer than the effective timeout.",
			zh: "用 curl -w '%{time_total}' 发送与健康检查相同的请求，耗时超过实际生效的超时时间。",
		},
		source: {
			en: 'CLB documentation, FAQ about health checks (response timeout)',
			zh: 'CLB 文档，健康检查常见问题（响应超时）',
		},
		summary: (values, target) => {
			const [request, waitS] = [checkRequest(target), timeoutS(target)];
			return {
				en: `${request.en} is answered${given(values.seconds, seconds => ` after ${seconds} s`)}, later than the check waits (${waitS} s).`,
				zh: chinese`${request.zh} ${given(values.seconds, seconds => `在 ${seconds} 秒后才有应答，`) || '应答时间'}超过健康检查的等待时间（${waitS} 秒）。`,
			};
		},
		remedies: (_values, target) => [
			...(isLayer7(target)
				? [
						remedy({
							summary: {
								en: `Set the check's path to a small static page, which shows whether the server or the page is slow: ${healthCheckPage(target).en}. Measure first:`,
								zh: `将健康检查路径设为一个小的静态页面，以判断是服务器慢还是页面慢：${healthCheckPage(target).zh}。先测量：`,
							},
							command: sameRequest(target, {patienceS: 60}),
							risk: 'low',
						}),
					]
				: []),
			remedy({
				summary: {
					en: 'Find out what makes it slow: a dependency, a full pool, load (the step about load names it).',
					zh: '查明变慢的原因：依赖的服务、占满的工作池、负载（负载检查步骤会指出）。',
				},
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `As a stop-gap, raise the timeout above what was measured (now ${target.healthCheck.timeoutS} s): ${healthCheckPage(target).en}. A dead backend is then found later.`,
					zh: `作为临时措施，将超时时间调到大于测得的时间（当前为 ${target.healthCheck.timeoutS} 秒）：${healthCheckPage(target).zh}。这样，失效的后端服务器会更晚被发现。`,
				},
				risk: 'low',
			}),
		],
	},
	'intermittent-failures': {
		place: 'time',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: {en: 'Some probes pass and some fail', zh: '部分探测成功，部分失败'},
		meaning: {
			en: 'The backend goes up and down: a limit, a full queue, a restart, garbage collection, or one of several servers behind the port that is broken.',
			zh: '后端服务器时而正常、时而异常：可能是限流、队列已满、重启、垃圾回收，或端口后面的多个服务中有一个故障。',
		},
		found: {
			en: 'The same request, sent at the interval of the check some twenty times, is answered well only in part.',
			zh: '按健康检查的间隔发送约二十次相同的请求，只有部分应答正常。',
		},
		source: {
			en: 'CLB documentation, configure and manage health checks (consecutive results)',
			zh: 'CLB 文档，配置和管理健康检查（连续结果次数）',
		},
		summary: (values, target) => {
			const [at, reason] = [checkedAt(target), because(values.detail)];
			const share = given(values.share, text => shareInChinese(text, '次', ''));
			return {
				en: `${values.share ?? 'Some'} probes of ${at} fail${reason.en}.`,
				zh: `对 ${at} 的探测${share === '' ? '部分' : ` ${share}`}失败${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			...(isLayer7(target)
				? [
						remedy({
							summary: repeating,
							command: `for i in $(seq 20); do ${sameRequest(target)}; sleep ${target.healthCheck.intervalS}; done`,
							risk: 'low',
						}),
					]
				: [
						remedy({
							summary: repeating,
							command: `for i in $(seq 20); do nc -z -w ${timeoutS(target)} ${quoteWord(target.backend)} ${target.healthCheck.port}; echo $?; sleep ${target.healthCheck.intervalS}; done`,
							risk: 'low',
						}),
					]),
			remedy({
				summary: {
					en: `Mend what ${theService(values).en} fails at; raising the unhealthy threshold (now ${target.healthCheck.unhealthyThreshold}) only hides it: ${healthCheckPage(target).en}.`,
					zh: chinese`修复 ${theService(values).zh} 的故障；调大不健康阈值（当前为 ${target.healthCheck.unhealthyThreshold}）只会掩盖问题：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
