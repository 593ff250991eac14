import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {changeSettings} from './change-settings.ts';
import {because, given, hitSources} from './check-words.ts';
import {powershellWord} from './powershell-word.ts';
import {remedy} from './remedy.ts';
import {routeBack} from './route-back.ts';

/** The way from the load balancer to the host and back. */
export const routeCauses = {
	'return-route-missing': {
		place: 'route',
		step: 'return-route',
		severity: 'failure',
		explains: ['reverse-path-filter', 'syn-backlog-overflow', 'intermittent-failures'],
		title: 'No route back to the load balancer',
		meaning:
			'Probes arrive and the host cannot send an answer: there is no route to the sources, or one that throws packets away (blackhole, unreachable, prohibit). Local tests do not notice.',
		found:
			'ip route get 100.64.0.1 fails: Network is unreachable, Invalid argument (blackhole), No route to host, Permission denied (prohibit).',
		source: 'ip-route(8), route types; CLB documentation, health checks come from 100.64.0.0/10',
		summary: (values, target) =>
			`There is no way back to ${hitSources(values, target)}${given(values.detail, kind => ` (${kind})`)}${because(values.route ?? values.policyRule)}${given(values.origin, origin => ` (set by ${origin})`)}.`,
		remedies: routeBack,
	},
	'return-route-wrong': {
		place: 'route',
		step: 'return-route',
		severity: 'failure',
		explains: ['syn-backlog-overflow', 'intermittent-failures'],
		title: 'Replies leave by another interface',
		meaning:
			'Probes arrive on one interface and the answers leave by another, where nobody waits for them or the network throws them away as forged.',
		found:
			'ip route get 100.64.0.1 shows another dev than the interface that holds the backend address; ss -Hant state syn-recv shows rows that never complete.',
		source: 'ip-route(8), ip-rule(8); CLB documentation, health checks come from 100.64.0.0/10',
		summary: (values, target) =>
			`Replies to ${hitSources(values, target)} leave by another interface than probes arrive on${because(values.route ?? values.policyRule ?? values.interface)}${given(values.origin, origin => ` (set by ${origin})`)}.`,
		remedies: routeBack,
	},
	'reverse-path-filter': {
		// The kernel looks at the sender's route when the packet arrives, before any filter and any reply.
		place: 'link',
		step: 'reverse-path',
		severity: 'failure',
		explains: [],
		title: 'Reverse-path filtering drops the probes',
		meaning:
			'The kernel drops a packet when its sender would not be answered by the interface that it came in on (rp_filter = 1). Filters never see it, and no log tells.',
		found:
			'nstat -az TcpExtIPReversePathFilter grows; sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.eth0.rp_filter: the larger of the two counts.',
		source:
			'ip-sysctl.rst, rp_filter; SLB documentation, why the load balancer cannot be reached (rp_filter 0 for all, default and eth0)',
		summary: (values, target) =>
			`Strict reverse-path filtering${given(values.name, name => ` (${name}${given(values.limit ?? values.used, value => ` = ${value}`)})`)} drops probes from ${hitSources(values, target)}${given(values.interface, nic => ` that arrive on ${nic}`)}${given(values.route ?? values.policyRule, route => `, because replies would leave by another interface: ${route}`)}.`,
		remedies: (values, target) => {
			// The larger of the two counts, so loose (2) for the interface wins over strict (1) for all.
			const key = `net.ipv4.conf.${values.interface ?? 'eth0'}.rp_filter`;
			return [
				changeSettings({
					summary:
						'Make reverse-path filtering of the interface loose (2): it still drops senders that have no route at all.',
					to: [`${key}=2`],
					from: [`${key}=1`],
				}),
				...routeBack(values, target).map(({summary, ...rest}) => ({
					...rest,
					summary: `Mend the route as well, or the answers go astray. ${summary}`,
				})),
			];
		},
	},
	'interface-down': {
		place: 'link',
		step: 'reachable',
		severity: 'failure',
		explains: ['return-route-missing', 'return-route-wrong', 'reverse-path-filter', 'intermittent-failures'],
		title: 'The network interface is down',
		meaning:
			'The interface that holds the backend address is down, so no probe arrives. The host still answers itself on that address.',
		found: 'ip -br link shows DOWN or NO-CARRIER. Windows: Get-NetAdapter.',
		source: 'ip-link(8); netdevice(7)',
		summary: (values, target) =>
			`${values.interface ?? 'The interface'}, which holds ${values.address ?? target.backend}, is down${given(values.detail, detail => ` (${detail})`)}.`,
		remedies: (values, target) => {
			const windows = target.platform === 'windows';
			const quote = windows ? powershellWord : quoteWord;
			const nic = values.interface === undefined ? undefined : quote(values.interface);
			return [
				remedy({
					summary:
						'Bring it up, from the console of the instance (VNC) or over another interface. Routes that went away with it come back when the network is set up again.',
					command: nic === undefined ? undefined : windows ? `Enable-NetAdapter -Name ${nic}` : `ip link set ${nic} up`,
					undo:
						nic === undefined
							? undefined
							: windows
								? `Disable-NetAdapter -Name ${nic} -Confirm:$false`
								: `ip link set ${nic} down`,
					risk: 'medium',
				}),
			];
		},
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
