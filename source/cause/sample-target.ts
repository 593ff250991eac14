import type {CauseCode} from '../engine/cause-code.ts';
import type {Target} from '../engine/target.ts';

/** The document's own example: CLB, 10.11.192.1, port 80, with the check's defaults. */
export const sampleTarget: Target = {
	host: 'local',
	platform: 'linux',
	product: 'clb',
	backend: '10.11.192.1',
	port: 80,
	sources: ['100.64.0.0/10'],
	healthCheck: {
		protocol: 'http',
		port: 80,
		path: '/',
		domain: null,
		method: 'head',
		codes: ['http_2xx'],
		timeoutS: 5,
		intervalS: 2,
		healthyThreshold: 3,
		unhealthyThreshold: 3,
	},
};

const udpCheck = {...sampleTarget.healthCheck, protocol: 'udp', port: 53, timeoutS: 10, intervalS: 5} as const;

const targets: {readonly [code in CauseCode]?: Target} = {
	'udp-port-closed': {...sampleTarget, port: 53, healthCheck: udpCheck},
	'udp-failure-hidden': {...sampleTarget, port: 53, healthCheck: udpCheck},
	'ping-ignored': {...sampleTarget, product: 'nlb', port: 53, sources: ['10.11.0.0/20'], healthCheck: udpCheck},
	'health-check-port-mismatch': {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, port: 8081}},
	'backend-port-mismatch': {...sampleTarget, healthCheck: {...sampleTarget.healthCheck, port: 8080}},
	'health-check-timeout-below-interval': {
		...sampleTarget,
		healthCheck: {...sampleTarget.healthCheck, timeoutS: 2, intervalS: 5},
	},
	'tls-handshake-failed': {
		...sampleTarget,
		product: 'alb',
		port: 443,
		sources: ['10.11.0.0/20'],
		healthCheck: {...sampleTarget.healthCheck, protocol: 'https', port: 443, domain: 'www.example.com'},
	},
	'security-group-blocks-probes': {...sampleTarget, product: 'alb', sources: ['10.11.0.0/20']},
};

/** The target that a cause is explained on. */
export const sampleTargetOf = (code: CauseCode): Target => targets[code] ?? sampleTarget;
