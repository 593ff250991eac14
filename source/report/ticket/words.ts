import type {Certainty} from '../../engine/finding.ts';
import type {Verdict} from '../../engine/result.ts';
import type {StepId} from '../../engine/step.ts';
import type {HealthCheck} from '../../engine/target.ts';
import type {Language} from '../../engine/words.ts';
import type {MadeChange} from '../made-change.ts';

/** The words of a ticket. */
export type TicketWords = {
	readonly subject: (product: string, place: string) => string;
	readonly labels: Readonly<
		Record<
			| 'account'
			| 'instance'
			| 'listener'
			| 'backend'
			| 'check'
			| 'sources'
			| 'time'
			| 'since'
			| 'verdict'
			| 'causes'
			| 'evidence'
			| 'arrivals'
			| 'ruledOut'
			| 'notChecked'
			| 'changed'
			| 'madeBy',
			string
		>
	>;
	readonly backendPort: string;
	readonly domainNotSet: string;
	readonly timing: (check: HealthCheck) => string;
	readonly nothing: string;
	readonly noCause: string;
	readonly colon: string;
	readonly verdicts: Readonly<Record<Verdict, string>>;
	readonly states: Readonly<Record<MadeChange['state'], string>>;
	readonly certainties: Readonly<Record<Certainty, string>>;
	readonly steps: Readonly<Record<StepId, string>>;
};

const en: TicketWords = {
	subject: (product, place) => `${product} health check of backend ${place} is abnormal`,
	labels: {
		account: 'Account UID, region',
		instance: 'Instance ID of the load balancer',
		listener: 'Listener (ID, protocol, port)',
		backend: 'Backend server (instance ID, private address)',
		check: 'Health check',
		sources: 'Probes come from',
		time: 'Looked at',
		since: 'Abnormal since, state in the console',
		verdict: 'Result',
		causes: 'Causes found',
		evidence: 'Evidence',
		arrivals: 'Probes that arrive',
		ruledOut: 'Ruled out',
		notChecked: 'Not checked',
		changed: 'Changed so far',
		madeBy: 'Made by',
	},
	backendPort: 'backend port',
	domainNotSet: 'no domain set',
	timing: ({timeoutS, intervalS, healthyThreshold, unhealthyThreshold}) =>
		`timeout ${timeoutS} s, interval ${intervalS} s, healthy threshold ${healthyThreshold}, unhealthy threshold ${unhealthyThreshold}`,
	nothing: 'nothing',
	noCause: 'none',
	colon: ': ',
	verdicts: {
		healthy: 'the health check passes',
		unhealthy: 'the health check fails, or will fail',
		unknown: 'what could be seen is not enough for a verdict',
	},
	states: {'in-force': 'in force', 'goes-back': 'in force for now', undone: 'taken back'},
	certainties: {proven: 'proven', likely: 'likely', possible: 'possible, not shown'},
	steps: {
		reachable: 'the service can be reached from the host',
		port: 'port settings',
		sources: 'filters, deny files and bans for the sources',
		parameters: 'health-check parameters',
		'health-page': 'health page',
		load: 'load (CPU, memory, disks)',
		listening: 'listening socket',
		firewall: 'host firewall',
		answer: 'answer to the check’s request',
		'return-route': 'route back to the sources',
		'reverse-path': 'reverse-path filtering',
		'accept-queue': 'accept queue',
		witness: 'the load balancer’s own probes',
	},
};

const zh: TicketWords = {
	subject: (product, place) => `${product} 后端服务器 ${place} 健康检查异常`,
	labels: {
		account: '账号 UID、地域',
		instance: '负载均衡实例 ID',
		listener: '监听（ID、协议、端口）',
		backend: '后端服务器（实例 ID、私网地址）',
		check: '健康检查配置',
		sources: '探测源地址',
		time: '检查时间',
		since: '异常开始时间、控制台状态',
		verdict: '结论',
		causes: '发现的原因',
		evidence: '证据',
		arrivals: '到达的探测',
		ruledOut: '已排除',
		notChecked: '未检查',
		changed: '已做的变更',
		madeBy: '生成工具',
	},
	backendPort: '后端端口',
	domainNotSet: '未设置域名',
	timing: ({timeoutS, intervalS, healthyThreshold, unhealthyThreshold}) =>
		`响应超时 ${timeoutS} 秒, 间隔 ${intervalS} 秒, 健康阈值 ${healthyThreshold}, 不健康阈值 ${unhealthyThreshold}`,
	nothing: '无',
	noCause: '无',
	colon: '：',
	verdicts: {
		healthy: '健康检查通过',
		unhealthy: '健康检查失败，或即将失败',
		unknown: '现有信息不足以得出结论',
	},
	states: {'in-force': '生效中', 'goes-back': '临时生效', undone: '已撤销'},
	certainties: {proven: '已证实', likely: '很可能', possible: '可能，未证实'},
	steps: {
		reachable: '本机可访问服务',
		port: '端口配置',
		sources: '针对探测源的过滤、拒绝名单与封禁',
		parameters: '健康检查参数',
		'health-page': '健康检查页面',
		load: '负载（CPU、内存、磁盘）',
		listening: '监听套接字',
		firewall: '主机防火墙',
		answer: '对检查请求的应答',
		'return-route': '回程路由',
		'reverse-path': '反向路径过滤',
		'accept-queue': '全连接队列',
		witness: '负载均衡自身的探测',
	},
};

/** Alibaba Cloud's support answers in both languages. */
export const ticketWords: Readonly<Record<Language, TicketWords>> = {en, 'zh-CN': zh};
