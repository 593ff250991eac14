import type {CauseCode} from '../engine/cause-code.ts';
import type {Cause} from './cause.ts';
import {given} from './check-words.ts';
import {backendPage} from './console-path.ts';
import {remedy} from './remedy.ts';

/** The address that the load balancer connects to. */
export const addressCauses = {
	'backend-address-missing': {
		place: 'link',
		step: 'reachable',
		severity: 'failure',
		explains: [
			'service-not-listening',
			'listening-on-other-port',
			'listening-loopback-only',
			'listening-other-address',
			'listening-ipv6-only',
			'container-forwarding-blocked',
			'service-hung',
			'http-path-not-found',
			'http-redirect-not-accepted',
			'http-access-denied',
			'http-server-error',
			'http-status-not-accepted',
			'http-host-mismatch',
			'http-method-not-allowed',
			'http-version-rejected',
			'http-user-agent-rejected',
			'http-no-answer',
			'protocol-mismatch',
			'proxy-protocol-mismatch',
			'tls-handshake-failed',
			'response-too-slow',
			'intermittent-failures',
			'udp-port-closed',
			'udp-failure-hidden',
		],
		title: 'The backend address is not on this host',
		meaning:
			'The load balancer connects to an address that this host does not have: this is the wrong host, its address changed, or the network interface was moved. Nothing that is tested here says anything about the check.',
		found: 'ip -4 -o addr does not list the backend address. Windows: Get-NetIPAddress.',
		source: 'NLB documentation, FAQ (a backend whose address changed has to be added again); ip-address(8)',
		summary: (values, target) =>
			`${target.backend} is not an address of this host${given(values.address, address => `; it has ${address}`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'Make sure that this is the right host, and compare its addresses with the backend in the console.',
				command: target.platform === 'windows' ? 'Get-NetIPAddress -AddressFamily IPv4' : 'hostname; ip -4 -o addr',
				risk: 'low',
			}),
			remedy({
				summary: `If the host's address changed, remove the backend and add it again with ${values.address ?? 'its present address'}: ${backendPage(target)}.`,
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
