import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import type {Cause} from './cause.ts';
import {checkedAt, given, theService} from './check-words.ts';
import {backendPage, healthCheckPage, productName} from './console-path.ts';
import {remedy} from './remedy.ts';

/** What is set on the load balancer's side, as far as the host and the settings show it. */
export const balancerCauses = {
	'health-check-port-mismatch': {
		place: 'balancer',
		step: 'port',
		severity: 'failure',
		explains: ['service-not-listening', 'listening-on-other-port', 'udp-port-closed'],
		title: {
			en: 'The check goes to a port of its own, where nothing listens',
			zh: '健康检查使用单独的端口，该端口上没有服务监听',
		},
		meaning: {
			en: 'The health check has a port of its own, which nobody serves, while the backend port is served well: clients would get through, and the check takes the backend out.',
			zh: '健康检查使用单独的端口，该端口上没有服务，而后端端口服务正常：客户端本可正常访问，后端服务器却因健康检查失败被摘除。',
		},
		found: {
			en: 'The health-check port differs from the backend port, and ss -Hltn shows only the backend port.',
			zh: '健康检查端口与后端端口不同，且 ss -Hltn 只显示后端端口。',
		},
		source: {
			en: 'CLB documentation, configure and manage health checks (port: the backend port when left blank)',
			zh: 'CLB 文档，配置和管理健康检查（端口：留空时使用后端端口）',
		},
		summary: (values, target) => ({
			en: `The check goes to port ${target.healthCheck.port}, where nothing listens, while ${theService(values).en} serves the backend port ${target.port}.`,
			zh: chinese`健康检查访问端口 ${target.healthCheck.port}，该端口上没有服务监听，而 ${theService(values).zh} 在后端端口 ${target.port} 上正常提供服务。`,
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Clear the health-check port (now ${target.healthCheck.port}), so that the check uses the backend port ${target.port}: ${healthCheckPage(target).en}.`,
					zh: `清空健康检查端口（当前为 ${target.healthCheck.port}），使健康检查使用后端端口 ${target.port}：${healthCheckPage(target).zh}。`,
				},
				risk: 'low',
			}),
		],
	},
	'backend-port-mismatch': {
		place: 'balancer',
		step: 'port',
		severity: 'risk',
		explains: [],
		title: {en: "The listener forwards to a port that isn't the service's", zh: '监听转发到的端口不是服务的端口'},
		meaning: {
			en: 'The check may pass on its own port while requests go to a backend port where nothing listens: the console is green and clients get errors.',
			zh: '健康检查可能在自己的端口上通过，而请求被转发到没有服务监听的后端端口：控制台显示正常，客户端却收到错误。',
		},
		found: {en: 'ss -Hltn shows nothing on the backend port.', zh: 'ss -Hltn 显示后端端口上没有监听。'},
		source: {
			en: 'SLB documentation, ECS instance exception troubleshooting (the port must match the listener)',
			zh: 'SLB 文档，ECS 实例异常排查（端口须与监听一致）',
		},
		summary: (values, target) => {
			const service = theService(values);
			return {
				en: `Requests are forwarded to port ${target.port}, where nothing listens${given(values.listener, listener => `; ${service.en} listens on ${listener}`)}.`,
				zh: `请求被转发到端口 ${target.port}，该端口上没有服务监听${given(values.listener, listener => chinese`；${service.zh} 监听在 ${listener}`)}。`,
			};
		},
		remedies: ({listener}, target) => {
			const port = listener?.match(/\d+$/)?.[0];
			return [
				remedy({
					summary: {
						en: `Set the backend port to ${port ?? "the service's port"} (now ${target.port}): ${backendPage(target).en}. For CLB a new port means that the backend is added again.`,
						zh: chinese`将后端端口设为 ${port ?? '服务的端口'}（当前为 ${target.port}）：${backendPage(target).zh}。对于 CLB，更换端口需要重新添加后端服务器。`,
					},
					risk: 'medium',
				}),
			];
		},
	},
	'same-host-client': {
		place: 'balancer',
		step: 'reachable',
		severity: 'risk',
		explains: [],
		title: {en: 'The backend calls its own load balancer', zh: '后端服务器访问自己所在的负载均衡'},
		meaning: {
			en: 'A backend cannot reach itself through a layer-4 listener: the answer to its own address never goes back through the load balancer. Health checks are not concerned.',
			zh: '后端服务器无法通过四层监听访问自己：发往自身地址的应答不会再经过负载均衡返回。健康检查不受影响。',
		},
		found: {
			en: 'On the backend, curl http://<address of the load balancer>/ times out while other machines are served.',
			zh: '在后端服务器上执行 curl http://<负载均衡地址>/ 超时，而其他机器访问正常。',
		},
		source: {
			en: 'SLB documentation, why the load balancer cannot be reached (client and backend must not be the same ECS instance)',
			zh: 'SLB 文档，无法访问负载均衡的原因（客户端与后端服务器不能是同一台 ECS 实例）',
		},
		summary: (values, target) => ({
			en: `This host (${target.backend}) calls ${values.address ?? 'the load balancer'} as a client and is one of its backends; through a layer-4 listener that cannot work.`,
			zh: chinese`这台主机 (${target.backend}) 作为客户端访问 ${values.address ?? '负载均衡'}，自己又是它的后端服务器；通过四层监听无法这样访问。`,
		}),
		remedies: (_values, target) => [
			remedy({
				summary: {
					en: `Call the service directly at ${checkedAt(target)} from this host, or use a layer-7 listener (HTTP, or ${productName({...target, product: 'alb'})}).`,
					zh: `在这台主机上直接访问 ${checkedAt(target)} 上的服务，或使用七层监听（HTTP 或 ${productName({...target, product: 'alb'})}）。`,
				},
				risk: 'low',
			}),
			remedy({
				summary: {
					en: `Let the name of the service mean ${target.backend} in this host's own /etc/hosts.`,
					zh: `在这台主机的 /etc/hosts 中，让服务的域名指向 ${target.backend}。`,
				},
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
