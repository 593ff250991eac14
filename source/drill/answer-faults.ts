import {type DemoFaultId, demoFaults} from '../demo/faults.ts';
import type {CauseCode} from '../engine/cause-code.ts';
import type {DrillFault} from './fault.ts';

/** The demo's faults, and what else they could be taken for. */
const near: {readonly [id in DemoFaultId]?: readonly CauseCode[]} = {
	'loopback-only': ['service-not-listening', 'firewall-drops-probes', 'listening-on-other-port', 'listening-ipv6-only'],
	'wrong-port': ['service-not-listening', 'listening-loopback-only', 'firewall-drops-probes', 'http-path-not-found'],
	redirect: ['http-path-not-found', 'http-access-denied', 'http-host-mismatch', 'protocol-mismatch'],
	'wrong-host': [
		'http-path-not-found',
		'http-access-denied',
		'http-method-not-allowed',
		'application-denies-probe-source',
	],
	'head-refused': ['http-access-denied', 'http-path-not-found', 'http-version-rejected', 'http-user-agent-rejected'],
	'not-found': ['http-host-mismatch', 'http-method-not-allowed', 'http-redirect-not-accepted', 'http-server-error'],
	'access-denied': [
		'application-denies-probe-source',
		'http-path-not-found',
		'http-user-agent-rejected',
		'http-redirect-not-accepted',
	],
	'old-http': ['http-server-error', 'http-method-not-allowed', 'http-host-mismatch', 'http-user-agent-rejected'],
	'server-error': ['http-version-rejected', 'http-method-not-allowed', 'worker-pool-exhausted', 'http-host-mismatch'],
	'too-slow': ['service-hung', 'accept-queue-full', 'firewall-drops-probes', 'service-stopped'],
	hung: ['response-too-slow', 'accept-queue-full', 'service-stopped', 'firewall-drops-replies'],
	closed: ['protocol-mismatch', 'service-restarting', 'proxy-protocol-mismatch', 'http-version-rejected'],
	'not-http': ['http-no-answer', 'tls-handshake-failed', 'proxy-protocol-mismatch', 'http-version-rejected'],
	intermittent: ['service-restarting', 'firewall-rate-limits-probes', 'response-too-slow', 'http-server-error'],
};

/** Faults of the answer, and the two of the socket that need no network of their own. */
export const answerFaults: readonly DrillFault[] = demoFaults.flatMap(({id, title, code}): readonly DrillFault[] => {
	const others = near[id];
	return code === undefined || others === undefined ? [] : [{id, title, code, near: others, behaviour: id}];
});
