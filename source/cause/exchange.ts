import type {CauseCode} from '../engine/cause-code.ts';
import {quoteWord} from '../engine/command.ts';
import type {Cause} from './cause.ts';
import {because, checkedAt, checkRequest, endpoint, given} from './check-words.ts';
import {healthCheckPage} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand, restartCommand} from './service-command.ts';

/** The connection opens, and the exchange on it goes wrong. */
export const exchangeCauses = {
	'http-no-answer': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [],
		title: 'The connection is closed without an answer',
		meaning:
			'The service takes the connection and closes or resets it before a whole response: a crash, a deny rule that answers nothing (nginx 444), a full pool, or another protocol.',
		found: 'curl -I -0 http://10.11.192.1/ ends with exit code 52 (empty reply) or 56 (reset).',
		source: 'curl(1), exit codes; nginx documentation, return 444',
		summary: (values, target) =>
			`${checkRequest(target)} is closed without a response${given(values.detail, detail => ` (${detail})`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: "Read the service's log at the moment of a probe, and ask again as the check does.",
				command: sameRequest(target),
				risk: 'low',
			}),
			remedy({
				summary: 'Where the process is broken, restart the service.',
				command: restartCommand(values, target),
				risk: 'medium',
			}),
		],
	},
	'protocol-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [
			'http-no-answer',
			'http-status-not-accepted',
			'http-redirect-not-accepted',
			'tls-handshake-failed',
			'service-hung',
			'response-too-slow',
		],
		title: 'The port speaks another protocol',
		meaning:
			'The check speaks plain HTTP and the port speaks TLS, or the reverse, or the port is not HTTP at all. CLB never checks over TLS.',
		found: 'curl -kI https://10.11.192.1:443/ works where http fails, or the first bytes that come are not HTTP.',
		source: 'CLB documentation, configure and manage health checks (HTTP only); openshift/installer pull request 5427',
		summary: (values, target) =>
			`${checkedAt(target)} does not speak ${target.healthCheck.protocol === 'https' ? 'HTTP over TLS' : 'plain HTTP'}, which the check does${given(values.good, good => `: it speaks ${good}`)}${given(values.detail, detail => ` (${detail})`)}.`,
		remedies: (_values, target) => [
			remedy({
				summary:
					target.product === 'clb'
						? `Give the check a port that speaks plain HTTP, or use a TCP check (TCP listener): ${healthCheckPage(target)}.`
						: `Set the check's protocol to what the port speaks, or to TCP: ${healthCheckPage(target)}.`,
				risk: 'medium',
			}),
			remedy({
				summary: 'See what the port speaks.',
				command: sameRequest(target, {scheme: target.healthCheck.protocol === 'https' ? 'http' : 'https'}),
				risk: 'low',
			}),
		],
	},
	'tls-handshake-failed': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: ['http-no-answer'],
		title: 'The TLS handshake fails',
		meaning:
			'The check opens TLS and the handshake does not complete: no common version or cipher, a missing certificate for the name, or a client certificate that is demanded.',
		found: 'openssl s_client -connect 10.11.192.1:443 -servername www.example.com </dev/null',
		source: 'ALB documentation, health checks (HTTPS); RFC 8446, alerts',
		summary: (values, target) => `The TLS handshake with ${checkedAt(target)} fails${because(values.detail)}.`,
		remedies: (values, target) => [
			remedy({
				summary: 'See which side ends the handshake, and which certificate is shown.',
				command: `openssl s_client -connect ${endpoint(target.backend, target.healthCheck.port)}${given(target.healthCheck.domain ?? undefined, name => ` -servername ${quoteWord(name)}`)} </dev/null`,
				risk: 'low',
			}),
			remedy({
				summary:
					'Mend the certificate, the versions or the demand for a client certificate in the configuration of the service, then load it.',
				command: reloadCommand(values, target),
				risk: 'medium',
			}),
			remedy({summary: `Check a plain port: ${healthCheckPage(target)}.`, risk: 'medium'}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
