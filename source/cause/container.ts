import type {CauseCode} from '../engine/cause-code.ts';
import {chinese} from '../engine/chinese.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {letForwarded, letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, hitSources} from './check-words.ts';
import {remedy} from './remedy.ts';

/** The port is forwarded to a container or pod, so the host itself has no listener for it. */
export const containerCauses = {
	'container-down': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: [
			'service-not-listening',
			'listening-on-other-port',
			'container-forwarding-blocked',
			'service-hung',
			'http-no-answer',
			'udp-port-closed',
		],
		title: {en: 'The container is not running', zh: '容器未运行'},
		meaning: {
			en: 'The port is published for a container, and the container is stopped, restarting or gone: probes are refused, or die on their way to an address that nobody holds.',
			zh: '端口映射到一个容器，而该容器已停止、正在重启或已不存在：探测被拒绝，或在发往无主地址的途中丢失。',
		},
		found: {
			en: "docker ps -a --format '{{.Names}} {{.Status}} {{.Ports}}' shows Exited or Restarting; the forwarding rule points to an address that does not answer.",
			zh: "docker ps -a --format '{{.Names}} {{.Status}} {{.Ports}}' 显示 Exited 或 Restarting；转发规则指向的地址没有应答。",
		},
		source: {
			en: 'Docker documentation, docker ps and docker start; Kubernetes documentation, Service without endpoints',
			zh: 'Docker 文档，docker ps 和 docker start；Kubernetes 文档，没有端点的 Service',
		},
		summary: ({container, detail}, {healthCheck}) => ({
			en: `Port ${healthCheck.port} is published for the container ${container ?? 'of the service'}, which is not running${because(detail).en}.`,
			zh: `端口 ${healthCheck.port} 映射到容器${given(container, name => ` ${name}`)}，该容器未运行${because(detail).zh}。`,
		}),
		remedies: values => {
			const container = values.container === undefined ? undefined : quoteWord(values.container);
			return [
				remedy({
					summary: {en: 'Read why the container ended.', zh: '查看容器退出的原因。'},
					command:
						container === undefined
							? "docker ps -a --format '{{.Names}}  {{.Status}}  {{.Ports}}'"
							: `docker logs --tail 50 ${container}`,
					risk: 'low',
				}),
				remedy({
					summary: {
						en: 'Start it. docker update --restart unless-stopped brings it back after a reboot.',
						zh: '启动容器。docker update --restart unless-stopped 使其在主机重启后自动启动。',
					},
					command: container === undefined ? undefined : `docker start ${container}`,
					undo: container === undefined ? undefined : `docker stop ${container}`,
					risk: 'low',
				}),
			];
		},
	},
	'container-forwarding-blocked': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		// The host has no listener of its own for a forwarded port; what the container answers the host stands on its own.
		explains: ['service-not-listening', 'listening-on-other-port', 'intermittent-failures'],
		title: {en: 'Forwarding to the container is blocked', zh: '到容器的转发被拦截'},
		meaning: {
			en: 'The probe is sent on to a container, and the host does not forward it: forwarding is switched off, or the FORWARD chain drops it. Rules for INPUT do not matter here.',
			zh: '探测要转发到容器，而主机没有转发：转发已关闭，或被 FORWARD 链丢弃。INPUT 链的规则与此无关。',
		},
		found: {
			en: 'sysctl net.ipv4.ip_forward prints 0, or iptables -S FORWARD ends in a DROP that the container is not exempt from.',
			zh: 'sysctl net.ipv4.ip_forward 输出 0，或 iptables -S FORWARD 以 DROP 结尾，且没有放行该容器的规则。',
		},
		source: {
			en: 'Docker documentation, Packet filtering and firewalls (DOCKER-USER, ip_forward); ip-sysctl.rst, ip_forward',
			zh: 'Docker 文档，包过滤与防火墙（DOCKER-USER、ip_forward）；ip-sysctl.rst，ip_forward',
		},
		summary: (values, target) => {
			const {container, name, rule, detail} = values;
			const {port} = target.healthCheck;
			if (isSwitchedOff(name)) {
				return {
					en: `Port ${port} is forwarded to ${container ?? 'a container'}, and the host does not forward packets (${name} is 0).`,
					zh: chinese`端口 ${port} 转发到 ${container ?? '容器'}，而主机不转发报文（${name} 为 0）。`,
				};
			}
			const [hit, reason] = [hitSources(values, target), because(rule ?? (name === undefined ? detail : undefined))];
			return {
				en: `Probes from ${hit.en} to port ${port} are forwarded to ${container ?? 'a container'} and stopped on the way${reason.en}.`,
				zh: chinese`来自 ${hit.zh} 到端口 ${port} 的探测被转发到 ${container ?? '容器'}，并在途中被拦截${reason.zh}。`,
			};
		},
		remedies: (values, target) =>
			isAstray(values)
				? [pastThePolicy(values)]
				: values.rule === undefined
					? [
							changeSettings({
								summary: {
									en: 'Switch forwarding on. Something switched it off: look in /etc/sysctl.d for another net.ipv4.ip_forward.',
									zh: '开启转发。有程序将其关闭：在 /etc/sysctl.d 中查找另一处 net.ipv4.ip_forward。',
								},
								to: [`${isSwitchedOff(values.name) ? values.name : 'net.ipv4.ip_forward'}=1`],
								from: [`${isSwitchedOff(values.name) ? values.name : 'net.ipv4.ip_forward'}=0`],
							}),
						]
					: [
							...(values.hook === 'forward' ? letForwarded(values, target) : letThrough(values, target, wayOf(values))),
							remedy({
								summary: {
									en: "If Docker's own chains are gone because somebody flushed the firewall, Docker writes them again when it restarts. Containers restart with it unless live-restore is on.",
									zh: '如果防火墙被清空使 Docker 自己的链丢失，重启 Docker 会重新写入。容器会随之重启，除非启用了 live-restore。',
								},
								command: 'systemctl restart docker',
								risk: 'high',
							}),
						],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

const isSwitchedOff = (name: string | undefined): name is string => name?.includes('forward') ?? false;

/** Neither a rule nor a setting stops the probes: the routing policy leads them away, mostly by a mark. */
const isAstray = ({rule, name, interface: usual}: Values): boolean =>
	rule === undefined && name === undefined && usual !== undefined;

const pastThePolicy = ({container = ''}: Values): Remedy => {
	const address = container.replace(/:\d+$/, '');
	const rule = `pref 1 to ${quoteWord(address)} lookup main`;
	return remedy({
		summary: {
			en: 'Route packets for the container by the main table, whatever their mark or interface is; better still, have the rule of the policy, or the filter that sets the mark, leave them out. It lasts until reboot.',
			zh: '让发往容器的报文按 main 表路由，不论其标记或网卡；更好的做法是让策略路由规则或设置标记的过滤规则排除这些报文。重启主机后失效。',
		},
		command: address === '' ? undefined : `ip rule add ${rule}`,
		undo: address === '' ? undefined : `ip rule del ${rule}`,
		risk: 'medium',
	});
};
