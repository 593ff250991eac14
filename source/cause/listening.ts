import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, endpoint, given, theService} from './check-words.ts';
import {backendPage, healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {startChange} from './service-change.ts';
import {enableCommand, listenLine, restartCommand, startCommand, stopCommand} from './service-command.ts';

const overview =
	'SLB documentation, ECS instance exception troubleshooting (the service listens on the private or the wildcard address)';

/** Nothing that the load balancer could connect to: the socket is missing, elsewhere, or bound too narrowly. */
export const listeningCauses = {
	'service-not-listening': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: [],
		title: 'Nothing listens on the port',
		meaning:
			'The host refuses the connection at once, so every probe fails. The service is stopped, failed to start, or uses a port that nobody knows.',
		found:
			"ss -Hltn 'sport = :80' prints nothing, and no forwarding rule (DNAT) takes the port. Windows: Get-NetTCPConnection -State Listen -LocalPort 80.",
		source: overview,
		summary: (values, target) =>
			`Nothing listens on port ${values.port ?? target.healthCheck.port}${given(values.unit, unit => `; ${unit} is not running`)}${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'Read why the service is not running before it is started again.',
				command:
					target.platform === 'windows'
						? 'Get-WinEvent -LogName System -MaxEvents 30 | Format-Table TimeCreated, Id, Message'
						: values.unit === undefined
							? 'systemctl --failed --no-pager; journalctl -p err -n 50 --no-pager'
							: `systemctl status ${quoteWord(values.unit)} --no-pager -n 30`,
				risk: 'low',
			}),
			remedy({
				summary: 'Start the service. It stays up until the next boot, unless it is enabled.',
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
		title: 'The service listens on another port',
		meaning:
			'The check goes to a port where nothing listens and is refused, while the service runs and can be reached on another port.',
		found: 'ss -Hltnp lists the service on another port than the one that the listener is set to.',
		source: 'SLB documentation, ECS instance exception troubleshooting (the port must match the listener)',
		summary: (values, target) =>
			`The check goes to port ${target.healthCheck.port}, where nothing listens; ${theService(values)} listens on ${values.port === undefined ? (values.listener ?? 'another port') : `port ${values.port}`}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the backend port and the health-check port to ${values.port ?? "the service's port"} (now ${target.healthCheck.port}). Backend port: ${backendPage(target)}. Check port: ${healthCheckPage(target)}.`,
				risk: 'medium',
			}),
			remedy({
				summary: `Let the service listen on port ${target.healthCheck.port} in its own configuration (${listenLine(values, target)}), then restart it.`,
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
	'listening-loopback-only': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: 'Bound to loopback only',
		meaning:
			'The service answers on this host itself (127.0.0.1) and refuses everybody else, the load balancer too. A test by localhost passes and misleads.',
		found: "ss -Hltn 'sport = :80' shows 127.0.0.1:80 or [::1]:80 and no wildcard or private address.",
		source: overview,
		summary: (values, target) =>
			`${values.process || 'The service'} listens on ${values.listener ?? 'the loopback address'} only; the load balancer connects to ${checkedAt(target)} and is refused.`,
		remedies: (values, target) => [
			remedy({
				summary: `Bind the service to ${target.backend} or to 0.0.0.0 in its configuration (${listenLine(values, target)}), then restart it. With 0.0.0.0 check first that a public address does not expose it.`,
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
	'listening-other-address': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: 'Bound to another address of the host',
		meaning: 'The service is bound to one address, and the load balancer connects to another one of the same host.',
		found: "ss -Hltn 'sport = :80' shows an address of this host that is not the backend address.",
		source: overview,
		summary: (values, target) =>
			`${values.process || 'The service'} listens on ${values.listener ?? values.address ?? 'another address of this host'}; the load balancer connects to ${checkedAt(target)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Bind the service to ${target.backend} or to 0.0.0.0 in its configuration (${listenLine(values, target)}), then restart it.`,
				command: restartCommand(values, target),
				risk: 'medium',
			}),
			remedy({
				summary: `Register the network interface that holds ${values.address ?? "the service's address"} as the backend: ${backendPage(target)}.`,
				risk: 'medium',
			}),
		],
	},
	'listening-ipv6-only': {
		place: 'listener',
		step: 'listening',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-port-closed'],
		title: 'The socket takes IPv6 only',
		meaning:
			'The check comes over IPv4 and the socket takes only IPv6, so it is refused. A dual-stack [::] socket takes both and is fine; netstat shows the two alike.',
		found: "ss -Hltne 'sport = :80' shows [::]:80 with v6only:1.",
		source: 'ipv6(7), IPV6_V6ONLY; nginx documentation, listen (ipv6only=on by default)',
		summary: (values, target) =>
			`${values.process || 'The service'} listens on ${values.listener ?? endpoint('::', target.healthCheck.port)} for IPv6 only; the check goes to ${checkedAt(target)} over IPv4.`,
		remedies: (values, target) => [
			remedy({
				summary: `Let the service listen on IPv4 as well (${listenLine(values, target)}), then restart it; a reload may keep the old socket.`,
				command: restartCommand(values, target),
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
