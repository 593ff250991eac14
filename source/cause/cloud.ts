import type {CauseCode} from '../engine/cause-code.ts';
import type {Cause} from './cause.ts';
import {because} from './check-words.ts';
import {backendPage, healthCheckPage, listenerPage} from './console-path.ts';
import {remedy} from './remedy.ts';

/** What only the cloud's own settings show: the state of the check, the listener, the backend and its instance. */
export const cloudCauses = {
	'health-check-disabled': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: {en: 'The health check is off', zh: '健康检查未开启'},
		meaning: {
			en: 'Nobody watches the backend: it gets requests whether it works or not, and its state is shown as unavailable.',
			zh: '后端服务器无人检查：无论是否正常都会收到请求，其状态显示为 unavailable。',
		},
		found: {
			en: 'Health Check is Disabled in the console; API: HealthCheck=off. Kubernetes makes HTTP listeners without a check unless an annotation asks for one.',
			zh: '控制台中健康检查为关闭；API：HealthCheck=off。Kubernetes 创建的 HTTP 监听默认没有健康检查，除非注解要求开启。',
		},
		source: {
			en: 'CLB documentation, FAQ about health checks; cloud-provider-alibaba-cloud, docs/usage.md',
			zh: 'CLB 文档，健康检查常见问题；cloud-provider-alibaba-cloud，docs/usage.md',
		},
		summary: () => ({
			en: 'The health check is switched off, so the backend gets requests whether it works or not.',
			zh: '健康检查已关闭，因此后端服务器无论是否正常都会收到请求。',
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Make sure that the backends pass, then switch the check on: ${healthCheckPage(target).en}. Backends that fail are taken out at once, all of them if all fail.`,
					zh: `先确认后端服务器能通过检查，再开启健康检查：${healthCheckPage(target).zh}。未通过的后端服务器会立即被摘除，若全部未通过则全部摘除。`,
				},
				risk: 'high',
			}),
		],
	},
	'listener-stopped': {
		place: 'balancer',
		step: 'parameters',
		severity: 'failure',
		explains: [],
		title: {en: 'The listener is stopped', zh: '监听已停止'},
		meaning: {
			en: 'The load balancer takes no requests on this port and checks nothing: the listener was stopped, or the instance is inactive or locked (an overdue bill).',
			zh: '负载均衡不在该端口上接收请求，也不做健康检查：监听已被停止，或实例未激活、被锁定（欠费）。',
		},
		found: {
			en: 'The state of the listener in the console; API: Status=stopped, LoadBalancerStatus=inactive or locked.',
			zh: '查看控制台中监听的状态；API：Status=stopped，LoadBalancerStatus=inactive 或 locked。',
		},
		source: {
			en: 'CLB API reference, StartLoadBalancerListener and DescribeLoadBalancerAttribute',
			zh: 'CLB API 参考，StartLoadBalancerListener 和 DescribeLoadBalancerAttribute',
		},
		summary: ({detail}) => ({
			en: `The listener is stopped${because(detail).en}.`,
			zh: `监听已停止${because(detail).zh}。`,
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Start the listener: ${listenerPage(target).en} > Start. If the instance is locked, settle the bill first.`,
					zh: `启动监听：${listenerPage(target).zh} > 启动。若实例被锁定，先结清欠费。`,
				},
				risk: 'medium',
			}),
		],
	},
	'backend-weight-zero': {
		place: 'balancer',
		step: 'parameters',
		severity: 'failure',
		explains: [],
		title: {en: 'The weight of the backend is 0', zh: '后端服务器的权重为 0'},
		meaning: {
			en: 'A backend of weight 0 gets no requests, on purpose: somebody drained it. ALB lists it as Unused and does not check it.',
			zh: '权重为 0 的后端服务器不会收到请求，这是有意设置的：有人将它下线。ALB 将其列为 Unused，不做健康检查。',
		},
		found: {
			en: 'The weight in the list of backend servers; API: Weight=0.',
			zh: '查看后端服务器列表中的权重；API：Weight=0。',
		},
		source: {
			en: 'CLB documentation, FAQ about health checks; ALB API reference, GetListenerHealthStatus (Unused)',
			zh: 'CLB 文档，健康检查常见问题；ALB API 参考，GetListenerHealthStatus (Unused)',
		},
		summary: (_values, target) => ({
			en: `The backend ${target.backend} has the weight 0, so it gets no requests.`,
			zh: `后端服务器 ${target.backend} 的权重为 0，因此不会收到请求。`,
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Ask who drained it and why, then set its weight back, usually to 100: ${backendPage(target).en}.`,
					zh: `先问清是谁将它下线以及原因，再恢复权重，通常为 100：${backendPage(target).zh}。`,
				},
				risk: 'medium',
			}),
		],
	},
	'instance-not-running': {
		place: 'balancer',
		step: 'reachable',
		severity: 'failure',
		explains: [],
		title: {en: 'The ECS instance is not running', zh: 'ECS 实例未运行'},
		meaning: {
			en: 'The instance is stopped, expired or locked, so nothing answers.',
			zh: '实例已停止、过期或被锁定，因此没有应答。',
		},
		found: {
			en: 'The state of the instance in the ECS console; API: Status=Stopped, ExpiredTime, OperationLocks.',
			zh: '查看 ECS 控制台中实例的状态；API：Status=Stopped、ExpiredTime、OperationLocks。',
		},
		source: {
			en: 'ECS API reference, DescribeInstances; ECS documentation, API behaviour when an instance is locked',
			zh: 'ECS API 参考，DescribeInstances；ECS 文档，实例被锁定时的 API 行为',
		},
		summary: ({detail}, {backend}) => ({
			en: `The instance that holds ${backend} is not running${because(detail).en}.`,
			zh: `${backend} 所在的实例未运行${because(detail).zh}。`,
		}),
		remedies: () => [
			remedy({
				summary: {
					en: 'Start the instance, or renew it, in the ECS console: Instances > the instance > Start.',
					zh: '在 ECS 控制台启动实例或续费：实例 > 目标实例 > 启动。',
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
