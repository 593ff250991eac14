import type {Certainty} from '../../engine/finding.ts';
import type {Verdict} from '../../engine/result.ts';
import type {StepId} from '../../engine/step.ts';
import type {HealthCheck} from '../../engine/target.ts';
import type {Words} from '../../engine/words.ts';
import type {MadeChange} from '../made-change.ts';

// The words of a ticket. Alibaba Cloud's support answers in both languages.

export const subject = (product: string, place: string): Words => ({
	en: `${product} health check of backend ${place} is abnormal`,
	zh: `${product} 后端服务器 ${place} 健康检查异常`,
});

export const labels = {
	account: {en: 'Account UID, region', zh: '账号 UID、地域'},
	instance: {en: 'Instance ID of the load balancer', zh: '负载均衡实例 ID'},
	listener: {en: 'Listener (ID, protocol, port)', zh: '监听（ID、协议、端口）'},
	backend: {en: 'Backend server (instance ID, private address)', zh: '后端服务器（实例 ID、私网地址）'},
	check: {en: 'Health check', zh: '健康检查配置'},
	sources: {en: 'Probes come from', zh: '探测源地址'},
	time: {en: 'Looked at', zh: '检查时间'},
	since: {en: 'Abnormal since, state in the console', zh: '异常开始时间、控制台状态'},
	verdict: {en: 'Result', zh: '结论'},
	causes: {en: 'Causes found', zh: '发现的原因'},
	evidence: {en: 'Evidence', zh: '证据'},
	arrivals: {en: 'Probes that arrive', zh: '到达的探测'},
	ruledOut: {en: 'Ruled out', zh: '已排除'},
	notChecked: {en: 'Not checked', zh: '未检查'},
	changed: {en: 'Changed so far', zh: '已做的变更'},
	madeBy: {en: 'Made by', zh: '生成工具'},
} as const satisfies Readonly<Record<string, Words>>;

export const backendPort: Words = {en: 'backend port', zh: '后端端口'};

export const domainNotSet: Words = {en: 'no domain set', zh: '未设置域名'};

export const nothing: Words = {en: 'nothing', zh: '无'};

export const noCause: Words = {en: 'none', zh: '无'};

export const timing = ({timeoutS, intervalS, healthyThreshold, unhealthyThreshold}: HealthCheck): Words => ({
	en: `timeout ${timeoutS} s, interval ${intervalS} s, healthy threshold ${healthyThreshold}, unhealthy threshold ${unhealthyThreshold}`,
	zh: `响应超时 ${timeoutS} 秒，间隔 ${intervalS} 秒，健康阈值 ${healthyThreshold}，不健康阈值 ${unhealthyThreshold}`,
});

export const verdicts: Readonly<Record<Verdict, Words>> = {
	healthy: {en: 'the health check passes', zh: '健康检查通过'},
	unhealthy: {en: 'the health check fails, or will fail', zh: '健康检查失败，或即将失败'},
	unknown: {en: 'what could be seen is not enough for a verdict', zh: '现有信息不足以得出结论'},
};

export const states: Readonly<Record<MadeChange['state'], Words>> = {
	'in-force': {en: 'in force', zh: '生效中'},
	'goes-back': {en: 'in force for now', zh: '临时生效'},
	undone: {en: 'taken back', zh: '已撤销'},
};

export const certainties: Readonly<Record<Certainty, Words>> = {
	proven: {en: 'proven', zh: '已证实'},
	likely: {en: 'likely', zh: '很可能'},
	possible: {en: 'possible, not shown', zh: '可能，没有证据'},
};

/** What each step looks at, as the part of a list. */
export const steps: Readonly<Record<StepId, Words>> = {
	reachable: {en: 'the service can be reached from the host', zh: '本机可访问服务'},
	port: {en: 'port settings', zh: '端口配置'},
	sources: {en: 'filters, deny files and bans for the sources', zh: '针对探测源的过滤、拒绝名单与封禁'},
	parameters: {en: 'health-check parameters', zh: '健康检查参数'},
	'health-page': {en: 'health page', zh: '健康检查页面'},
	load: {en: 'load (CPU, memory, disks)', zh: '负载（CPU、内存、磁盘）'},
	listening: {en: 'listening socket', zh: '监听套接字'},
	firewall: {en: 'host firewall', zh: '主机防火墙'},
	answer: {en: 'answer to the check’s request', zh: '对检查请求的应答'},
	'return-route': {en: 'route back to the sources', zh: '回程路由'},
	'reverse-path': {en: 'reverse-path filtering', zh: '反向路径过滤'},
	'accept-queue': {en: 'accept queue', zh: '全连接队列'},
	witness: {en: 'the load balancer’s own probes', zh: '负载均衡自身的探测'},
};
