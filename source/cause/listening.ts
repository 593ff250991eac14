import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, given, theService} from './check-words.ts';
import {backendPage, healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {startChange} from './service-change.ts';
import {enableCommand, listenLine, restartCommand, startCommand, stopCommand} from './service-command.ts';

/** Nothing that the load balancer could connect to: the socket is missing, or on another port. */
export const listeningCauses = {
	'service-not-listening': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: [],
		title: {en: 'Nothing listens on the port', zh: '检查端口上没有服务监听'},
		meaning: {
			en: 'The host refuses the connection at once, so every probe fails. The service is stopped, failed to start, or uses a port that nobody knows.',
			zh: '主机立即拒绝连接，因此每次探测都失败。服务已停止、启动失败，或使用了无人知道的端口。',
		},
		found: {
			en: "ss -Hltn 'sport = :80' prints nothing, and no forwarding rule (DNAT) takes the port. Windows: Get-NetTCPConnection -State Listen -LocalPort 80.",
			zh: "ss -Hltn 'sport = :80' 没有输出，也没有转发规则 (DNAT) 接管该端口。Windows：Get-NetTCPConnection -State Listen -LocalPort 80。",
		},
		source: {
			en: 'SLB documentation, ECS instance exception troubleshooting (the service listens on the private or the wildcard address)',
			zh: 'SLB 文档，ECS 实例异常排查（服务须监听私网地址或通配地址）',
		},
		summary: (values, target) => {
			const [port, reason] = [values.port ?? target.healthCheck.port, because(values.detail)];
			return {
				en: `Nothing listens on port ${port}${given(values.unit, unit => `; ${unit} is not running`)}${reason.en}.`,
				zh: `端口 ${port} 上没有服务监听${given(values.unit, unit => `；${unit} 未运行`)}${reason.zh}。`,
			};
		},
		remedies: (values, target) => [
			remedy({
				summary: {
					en: 'Read why the service is not running before it is started again.',
					zh: '重新启动之前，先查明服务为何没有运行。',
				},
				command:
					target.platform === 'windows'
						? 'Get-WinEvent -LogName System -MaxEvents 30 | Format-Table TimeCreated, Id, Message'
						: values.unit === undefined
							? 'systemctl --failed --no-pager; journalctl -p err -n 50 --no-pager'
							: `systemctl status ${quoteWord(values.unit)} --no-pager -n 30`,
				risk: 'low',
			}),
			remedy({
				summary: {
					en: 'Start the service. It stays up until the next boot, unless it is enabled.',
					zh: '启动服务。若未设为开机自启，重启主机后服务不会自动运行。',
				},
				command: startCommand(values, target),
				undo: stopCommand(values, target),
				keep: enableCommand(values, target),
				risk: 'low',
				change: startChange(values, target),
			}),
		],
	},
	'listening-on-other-port': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'backend-port-mismatch'],
		title: {en: 'The service listens on another port', zh: '服务监听在另一个端口'},
		meaning: {
			en: 'The check goes to a port where nothing listens and is refused, while the service runs and can be reached on another port.',
			zh: '健康检查访问的端口上没有服务监听，连接被拒绝；而服务正在运行，在另一个端口上可以访问。',
		},
		found: {
			en: 'ss -Hltnp lists the service on another port than the one that the listener is set to.',
			zh: 'ss -Hltnp 显示服务所在的端口与监听中设置的端口不同。',
		},
		source: {
			en: 'SLB documentation, ECS instance exception troubleshooting (the port must match the listener)',
			zh: 'SLB 文档，ECS 实例异常排查（端口须与监听一致）',
		},
		summary: (values, target) => {
			const [checked, service] = [target.healthCheck.port, theService(values)];
			return {
				en: `The check goes to port ${checked}, where nothing listens; ${service.en} listens on ${values.port === undefined ? (values.listener ?? 'another port') : `port ${values.port}`}.`,
				zh: chinese`健康检查访问端口 ${checked}，该端口上没有服务监听；${service.zh} 监听在 ${values.port === undefined ? (values.listener ?? '另一个端口') : `端口 ${values.port}`}。`,
			};
		},
		remedies: (values, target) => {
			const checked = target.healthCheck.port;
			const [backend, check] = [backendPage(target), healthCheckPage(target)];
			const line = listenLine(values, target);
			return [
				remedy({
					summary: {
						en: `Set the backend port and the health-check port to ${values.port ?? "the service's port"} (now ${checked}). Backend port: ${backend.en}. Check port: ${check.en}.`,
						zh: chinese`将后端端口和健康检查端口设为 ${values.port ?? '服务的端口'}（当前为 ${checked}）。后端端口：${backend.zh}。健康检查端口：${check.zh}。`,
					},
					risk: 'medium',
				}),
				remedy({
					summary: {
						en: `Let the service listen on port ${checked} in its own configuration (${line.en}), then restart it.`,
						zh: `在服务自身的配置中改为监听端口 ${checked}（${line.zh}），然后重启服务。`,
					},
					command: restartCommand(values, target),
					risk: 'medium',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
