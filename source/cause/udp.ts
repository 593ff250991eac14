import type {CauseCode} from '../engine/cause-code.ts';
import {letThrough} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, checkedAt, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {startCommand, stopCommand} from './service-command.ts';

const overview =
	'CLB documentation, Health check overview (UDP: ICMP port unreachable is unhealthy, silence is healthy)';

/** A UDP check hears only refusals: an ICMP port unreachable fails it, silence passes. */
export const udpCauses = {
	'udp-port-closed': {
		place: 'listener',
		step: 'answer',
		severity: 'failure',
		explains: ['service-not-listening', 'udp-failure-hidden'],
		title: 'The UDP port is closed',
		meaning:
			'Nothing takes datagrams on the port, so the host answers ICMP port unreachable, and that is what a UDP check counts as failed.',
		found: "ss -Hlun 'sport = :53' prints nothing; tcpdump -ni any icmp shows: udp port 53 unreachable.",
		source: overview,
		summary: (values, target) =>
			`Nothing takes datagrams on ${checkedAt(target)}: the host answers ICMP port unreachable${given(values.listener, listener => `; the service listens on ${listener}`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Start the service, or let it listen on ${checkedAt(target)} by UDP.`,
				command: startCommand(values, target),
				undo: stopCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: 'See which programs take datagrams, and where.',
				command: target.platform === 'windows' ? 'Get-NetUDPEndpoint' : 'ss -Hlunp',
				risk: 'low',
			}),
		],
	},
	'udp-failure-hidden': {
		place: 'answer',
		step: 'answer',
		severity: 'risk',
		explains: [],
		title: 'A dead UDP service would stay green',
		meaning:
			'The host says nothing about a closed port, because ICMP is dropped or limited, and the load balancer takes silence for health: clients fail while the console is green.',
		found:
			'A datagram to the port gets no ICMP back although nothing listens; a rule drops icmp type 3; sysctl net.ipv4.icmp_ratelimit net.ipv4.icmp_ratemask.',
		source: overview,
		summary: (values, target) =>
			`The UDP check of ${checkedAt(target)} stays green even when the service is dead${because(values.rule ?? values.detail ?? values.name)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set a request and an expected reply for the check, so that only a real answer counts: ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
			remedy({
				summary: 'Start the service when it is the one that is dead.',
				command: startCommand(values, target),
				undo: stopCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'ping-ignored': {
		place: 'filter',
		step: 'firewall',
		severity: 'failure',
		explains: [],
		title: 'The host ignores ping, which the NLB sends first',
		meaning:
			"NLB's UDP check sends an ICMP echo request before the datagram. A host that ignores it, by a kernel setting or a rule, is unhealthy although the service works.",
		found:
			'sysctl net.ipv4.icmp_echo_ignore_all prints 1, or a rule drops icmp type 8. Windows: the rule "File and Printer Sharing (Echo Request - ICMPv4-In)" is off.',
		source: 'NLB documentation, NLB health checks (UDP: ICMP echo request first); ip-sysctl.rst, icmp_echo_ignore_all',
		summary: (values, target) =>
			`${target.backend} does not answer ping${given(values.rule ?? values.name, why => ` (${why})`)}, and the NLB's UDP check pings first.`,
		remedies: (values, target) => {
			if (values.rule !== undefined || target.platform === 'windows') return letThrough(values, target, 'pings');
			return [
				changeSettings({
					summary: 'Answer echo requests again. Look in /etc/sysctl.d for what switches it off.',
					to: ['net.ipv4.icmp_echo_ignore_all=0'],
					from: ['net.ipv4.icmp_echo_ignore_all=1'],
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
