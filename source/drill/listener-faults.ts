import type {PathFault} from './fault.ts';

/** The service listens where the load balancer doesn’t look, or it is stuck. */
export const listenerFaults: readonly PathFault[] = [
	{
		id: 'other-port',
		title: {en: 'The service listens on another port', zh: '服务监听在另一个端口'},
		code: 'listening-on-other-port',
		near: [
			'service-not-listening',
			'listening-loopback-only',
			'firewall-drops-probes',
			'health-check-port-mismatch',
			'listening-other-address',
		],
		own: {listen: '0.0.0.0:8080'},
	},
	{
		id: 'ipv6-only',
		title: {en: 'The socket is for IPv6 only', zh: '套接字只支持 IPv6'},
		code: 'listening-ipv6-only',
		near: [
			'service-not-listening',
			'listening-loopback-only',
			'firewall-drops-probes',
			'listening-other-address',
			'listening-on-other-port',
		],
		own: {listen: '[::]:{port}'},
	},
	{
		id: 'other-address',
		title: {en: 'The service listens on another address', zh: '服务监听在另一个地址'},
		code: 'listening-other-address',
		near: [
			'listening-loopback-only',
			'service-not-listening',
			'listening-on-other-port',
			'firewall-drops-probes',
			'backend-address-missing',
		],
		own: {listen: '10.22.0.1:{port}'},
	},
	{
		id: 'not-started',
		title: {en: 'The service listens nowhere', zh: '服务没有监听任何端口'},
		code: 'service-not-listening',
		near: [
			'listening-on-other-port',
			'listening-loopback-only',
			'firewall-drops-probes',
			'backend-address-missing',
			'service-restarting',
		],
		own: {listen: 'nowhere'},
	},
	{
		id: 'frozen',
		title: {en: 'The service is frozen', zh: '服务被冻结'},
		code: 'service-stopped',
		near: [
			'service-hung',
			'accept-queue-full',
			'response-too-slow',
			'firewall-drops-replies',
			'file-descriptors-exhausted',
		],
		own: {stuck: 'frozen'},
	},
	{
		id: 'full-queue',
		title: {en: 'The accept queue is full', zh: '全连接队列已满'},
		code: 'accept-queue-full',
		near: ['service-hung', 'firewall-drops-probes', 'service-stopped', 'response-too-slow', 'syn-backlog-overflow'],
		own: {stuck: 'accepts-nothing'},
	},
];
