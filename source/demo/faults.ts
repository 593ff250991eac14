import type {CauseCode} from '../engine/cause-code.ts';
import type {Words} from '../engine/words.ts';

/** A fault that the embedded backend can have. */
export type DemoFault = {
	readonly id: DemoFaultId;
	/** A few words. */
	readonly title: Words;
	/** What a newcomer learns from it: one or two sentences. */
	readonly teaches: Words;
	/** The cause that the wizard finds; absent for the healthy backend. */
	readonly code?: CauseCode;
};

export const demoFaultIds = [
	'loopback-only',
	'wrong-port',
	'redirect',
	'wrong-host',
	'head-refused',
	'not-found',
	'access-denied',
	'old-http',
	'server-error',
	'too-slow',
	'hung',
	'closed',
	'not-http',
	'intermittent',
	'none',
] as const;

export type DemoFaultId = (typeof demoFaultIds)[number];

const about: {readonly [id in DemoFaultId]: Omit<DemoFault, 'id'>} = {
	'loopback-only': {
		title: {en: 'Bound to loopback only', zh: '只监听回环地址'},
		teaches: {
			en: 'curl http://127.0.0.1 works on the server, and still the load balancer is refused: it connects to the private address.',
			zh: '在服务器上执行 curl http://127.0.0.1 正常，负载均衡却被拒绝：它连接的是私网地址。',
		},
		code: 'listening-loopback-only',
	},
	'wrong-port': {
		title: {en: 'The check goes to another port', zh: '健康检查指向另一个端口'},
		teaches: {
			en: 'The service is fine on the backend port; the health check has a port of its own, where nothing listens.',
			zh: '后端端口上的服务正常；健康检查使用单独的端口，而那个端口上没有服务监听。',
		},
		code: 'health-check-port-mismatch',
	},
	redirect: {
		title: {en: 'A redirect to the login page', zh: '重定向到登录页面'},
		teaches: {
			en: 'The load balancer follows no redirect: a 302 counts as 3xx, which the check has to accept explicitly.',
			zh: '负载均衡不跟随重定向：302 属于 3xx，必须在健康检查中明确勾选才算正常。',
		},
		code: 'http-redirect-not-accepted',
	},
	'wrong-host': {
		title: {en: 'The domain of the check is not served', zh: '健康检查的域名没有对应的站点'},
		teaches: {
			en: 'One server holds many sites, and the Host header chooses: the check’s domain has to be one that is served.',
			zh: '一台服务器上有多个站点，由 Host 请求头决定访问哪一个：健康检查的域名必须是其中之一。',
		},
		code: 'http-host-mismatch',
	},
	'head-refused': {
		title: {en: 'HEAD is refused', zh: 'HEAD 请求被拒绝'},
		teaches: {
			en: 'A browser sends GET, the check sends HEAD: an application can answer one and refuse the other.',
			zh: '浏览器发送 GET，健康检查发送 HEAD：应用可能只应答其中一种，而拒绝另一种。',
		},
		code: 'http-method-not-allowed',
	},
	'not-found': {
		title: {en: 'No such page', zh: '页面不存在'},
		teaches: {
			en: 'The site works, but the path that the check asks for does not exist.',
			zh: '网站正常，但健康检查请求的路径不存在。',
		},
		code: 'http-path-not-found',
	},
	'access-denied': {
		title: {en: 'The page wants a password', zh: '页面需要密码'},
		teaches: {
			en: 'The check can’t log in: its page must be open to it.',
			zh: '健康检查不会登录：被检查的页面必须允许匿名访问。',
		},
		code: 'http-access-denied',
	},
	'old-http': {
		title: {en: 'HTTP/1.0 is refused', zh: 'HTTP/1.0 被拒绝'},
		teaches: {
			en: 'CLB checks with HTTP/1.0, curl and browsers with 1.1 or later: a strict service can tell them apart.',
			zh: 'CLB 使用 HTTP/1.0 检查，curl 和浏览器使用 1.1 或更高版本：严格的服务会区别对待。',
		},
		code: 'http-version-rejected',
	},
	'server-error': {
		title: {en: 'The application fails', zh: '应用出错'},
		teaches: {
			en: 'The port is open, so a TCP check would pass; the HTTP check sees the 500.',
			zh: '端口是开放的，因此 TCP 检查会通过；HTTP 检查则能看到 500。',
		},
		code: 'http-server-error',
	},
	'too-slow': {
		title: {en: 'Slower than the timeout', zh: '应答慢于超时时间'},
		teaches: {
			en: 'The answer is right, but it comes after 2.5 s, and the check waits for 1 s.',
			zh: '应答是正确的，但 2.5 秒后才返回，而健康检查只等待 1 秒。',
		},
		code: 'response-too-slow',
	},
	hung: {
		title: {en: 'Takes connections and never answers', zh: '接受连接但从不应答'},
		teaches: {
			en: 'The kernel takes connections for a program that hangs: an open port is no proof of a service.',
			zh: '程序卡住时，内核仍会替它接受连接：端口开放不代表服务正常。',
		},
		code: 'service-hung',
	},
	closed: {
		title: {en: 'Closes without an answer', zh: '不应答就关闭连接'},
		teaches: {
			en: 'The request is read and the connection closed: curl calls it an empty reply.',
			zh: '服务读取请求后直接关闭连接：curl 报告 empty reply。',
		},
		code: 'http-no-answer',
	},
	'not-http': {
		title: {en: 'Another protocol on the port', zh: '端口上是另一种协议'},
		teaches: {
			en: 'Something listens on the port, but it doesn’t speak HTTP: it greets with a banner of its own.',
			zh: '端口上有服务监听，但不是 HTTP：它先发送自己的欢迎信息。',
		},
		code: 'protocol-mismatch',
	},
	intermittent: {
		title: {en: 'Fails now and then', zh: '时好时坏'},
		teaches: {
			en: 'One request in three fails. A single curl is likely to miss it; the load balancer’s probes are not.',
			zh: '每三个请求有一个失败。单独一次 curl 很可能碰不到，负载均衡的探测却会碰到。',
		},
		code: 'intermittent-failures',
	},
	none: {
		title: {en: 'Nothing: a healthy backend', zh: '没有故障：正常的后端服务器'},
		teaches: {
			en: 'What the wizard says when there is nothing to find.',
			zh: '看看没有问题时向导会说什么。',
		},
	},
};

/** The faults in the order in which they are offered. */
export const demoFaults: readonly DemoFault[] = demoFaultIds.map(id => ({id, ...about[id]}));

/** Whether a word is one of the faults. */
export const isDemoFault = (word: string): word is DemoFaultId => demoFaultIds.some(id => id === word);
