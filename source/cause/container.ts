import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Values} from '../engine/finding.ts';
import type {Remedy} from '../engine/result.ts';
import {letForwarded, letThrough, wayOf} from './allow-probes.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, hitSources} from './check-words.ts';
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
		title: 'The container is not running',
		meaning:
			'The port is published for a container, and the container is stopped, restarting or gone: probes are refused, or die on their way to an address that nobody holds.',
		found:
			"docker ps -a --format '{{.Names}} {{.Status}} {{.Ports}}' shows Exited or Restarting; the forwarding rule points to an address that does not answer.",
		source: 'Docker documentation, docker ps and docker start; Kubernetes documentation, Service without endpoints',
		summary: (values, target) =>
			`Port ${target.healthCheck.port} is published for the container ${values.container ?? 'of the service'}, which is not running${because(values.detail)}.`,
		remedies: values => {
			const container = values.container === undefined ? undefined : quoteWord(values.container);
			return [
				remedy({
					summary: 'Read why the container ended.',
					command:
						container === undefined
							? "docker ps -a --format '{{.Names}}  {{.Status}}  {{.Ports}}'"
							: `docker logs --tail 50 ${container}`,
					risk: 'low',
				}),
				remedy({
					summary: 'Start it. docker update --restart unless-stopped brings it back after a reboot.',
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
		title: 'Forwarding to the container is blocked',
		meaning:
			'The probe is sent on to a container, and the host does not forward it: forwarding is switched off, or the FORWARD chain drops it. Rules for INPUT do not matter here.',
		found:
			'sysctl net.ipv4.ip_forward prints 0, or iptables -S FORWARD ends in a DROP that the container is not exempt from.',
		source: 'Docker documentation, Packet filtering and firewalls (DOCKER-USER, ip_forward); ip-sysctl.rst, ip_forward',
		summary: (values, target) =>
			isSwitchedOff(values.name)
				? `Port ${target.healthCheck.port} is forwarded to ${values.container ?? 'a container'}, and the host does not forward packets (${values.name} is 0).`
				: `Probes from ${hitSources(values, target)} to port ${target.healthCheck.port} are forwarded to ${values.container ?? 'a container'} and stopped on the way${because(values.rule ?? (values.name === undefined ? values.detail : undefined))}.`,
		remedies: (values, target) =>
			isAstray(values)
				? [pastThePolicy(values)]
				: values.rule === undefined
					? [
							changeSettings({
								summary:
									'Switch forwarding on. Something switched it off: look in /etc/sysctl.d for another net.ipv4.ip_forward.',
								to: [`${isSwitchedOff(values.name) ? values.name : 'net.ipv4.ip_forward'}=1`],
								from: [`${isSwitchedOff(values.name) ? values.name : 'net.ipv4.ip_forward'}=0`],
							}),
						]
					: [
							...(values.hook === 'forward' ? letForwarded(values, target) : letThrough(values, target, wayOf(values))),
							remedy({
								summary:
									"If Docker's own chains are gone because somebody flushed the firewall, Docker writes them again when it restarts. Containers restart with it unless live-restore is on.",
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
		summary:
			'Route packets for the container by the main table, whatever their mark or interface is; better still, have the rule of the policy, or the filter that sets the mark, leave them out. It lasts until reboot.',
		command: address === '' ? undefined : `ip rule add ${rule}`,
		undo: address === '' ? undefined : `ip rule del ${rule}`,
		risk: 'medium',
	});
};
