import type {CauseCode} from '../engine/cause-code.ts';
import type {Values} from '../engine/finding.ts';
import type {Target} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {checkedAt, checkRequest, given, sentHost} from './check-words.ts';
import {healthCheckPage, productName} from './console-path.ts';
import {remedy} from './remedy.ts';
import {sameRequest} from './same-request.ts';
import {reloadCommand} from './service-command.ts';

/** What a server can answer differently when only one thing about the request differs. */
const answers = [
	'http-path-not-found',
	'http-redirect-not-accepted',
	'http-access-denied',
	'http-server-error',
	'http-status-not-accepted',
	'http-no-answer',
	'service-hung',
	'response-too-slow',
] as const satisfies readonly CauseCode[];

/** Only one thing about the check's request makes the service answer wrongly. */
export const requestCauses = {
	'http-host-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: answers,
		title: 'The check sends another Host than the site wants',
		meaning:
			'The service answers well with the Host of its site, and wrongly with the one that the check sends: none, or the private address, when no domain is set. Then another site of the server answers, or it refuses.',
		found:
			"curl -I -0 -H 'Host:' http://10.11.192.1/ against curl -I -0 -H 'Host: www.example.com' http://10.11.192.1/: only the Host differs, and the status.",
		source: 'CLB documentation, configure and manage health checks (domain); CLB API reference, HealthCheckDomain',
		summary: (values, target) =>
			`${checkRequest(target)} answers well with the Host ${values.good ?? 'of the site'} and ${given(values.status, status => `${status} `) || 'wrongly '}with the one that the check sends (${sentHost(values, target)}).`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the health check's domain to ${domainWords(values, target)} (now ${target.healthCheck.domain ?? 'none'}): ${healthCheckPage(target)}. Verify first:`,
				command: sameRequest(target, {host: values.good ?? 'www.example.com'}),
				risk: 'low',
			}),
			remedy({
				summary: `Let the server's default site answer ${target.healthCheck.path} for any Host (nginx: listen ${target.healthCheck.port} default_server; location = ${target.healthCheck.path} { return 200; }), then load the configuration.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'http-method-not-allowed': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: answers,
		title: 'HEAD is refused, GET works',
		meaning:
			'The check of an HTTP listener asks with HEAD by default, and the service implements only GET for this path.',
		found: 'curl -I -0 http://10.11.192.1/ prints 405, 501 or 404, and curl -0 http://10.11.192.1/ prints 200.',
		source: 'CLB documentation, FAQ about health checks (HEAD is disabled on the server); RFC 9110, section 9.3.2',
		summary: (values, target) =>
			`${checkedAt(target)} answers ${target.healthCheck.path} well with ${values.good ?? 'GET'} and ${given(values.status, status => `${status} `) || 'wrongly '}with ${target.healthCheck.method.toUpperCase()}, which the check uses.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the check's method to ${values.good ?? 'GET'} (now ${target.healthCheck.method.toUpperCase()}): ${healthCheckPage(target)}. By API: HealthCheckMethod=${(values.good ?? 'get').toLowerCase()}.`,
				risk: 'low',
			}),
			remedy({
				summary: 'Answer HEAD as GET without the body, as RFC 9110 asks, then load the configuration.',
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'http-version-rejected': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: answers,
		title: "The check's HTTP version is refused",
		meaning:
			'The check speaks HTTP/1.0 (CLB; NLB by default), and the service wants HTTP/1.1: it answers 400, 426 or 505, or closes the connection.',
		found: 'curl -I -0 http://10.11.192.1/ against curl -I --http1.1 http://10.11.192.1/: only the version differs.',
		source:
			'CLB documentation, layer-7 health check troubleshooting (HEAD with HTTP/1.0); NLB API reference, HttpVersion',
		summary: (values, target) =>
			`${checkRequest(target)} answers well with HTTP/${values.good?.replace(/^HTTP\//, '') ?? '1.1'} and ${given(values.status, status => `${status} `) || 'wrongly '}with ${values.sent ?? "the check's version"}.`,
		remedies: (values, target) => [
			...(target.product === 'clb'
				? []
				: [remedy({summary: `Set the check's HTTP version to HTTP1.1: ${healthCheckPage(target)}.`, risk: 'low'})]),
			remedy({
				summary: `Let the service accept HTTP/1.0 for ${target.healthCheck.path}, then load the configuration.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: `Let the listener check TCP instead of HTTP, where the listener allows it: ${healthCheckPage(target)}. A TCP check sees a dead port, not a broken application.`,
				risk: 'medium',
			}),
		],
	},
	'http-user-agent-rejected': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: answers,
		title: "The check's User-Agent is refused",
		meaning:
			'A rule against bots or empty User-Agents refuses the check, which sends none or KeepAliveClient, and lets browsers through.',
		found:
			"curl -I -0 -A '' http://10.11.192.1/ against curl -I -0 -A Mozilla/5.0 http://10.11.192.1/: only the User-Agent differs.",
		source: 'SLB documentation, backend server FAQ (KeepAliveClient)',
		summary: (values, target) =>
			`${checkRequest(target)} answers well for a browser${given(values.status, status => ` and ${status}`) || ' and wrongly'} for the check's User-Agent${given(values.sent, agent => ` (${agent})`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Take ${target.healthCheck.path} out of the rule that looks at the User-Agent (nginx: if ($http_user_agent …); a web application firewall), then load the configuration.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
		],
	},
	'proxy-protocol-mismatch': {
		place: 'answer',
		step: 'answer',
		severity: 'failure',
		explains: [...answers, 'protocol-mismatch', 'tls-handshake-failed'],
		title: 'The service wants a PROXY header',
		meaning:
			'The port expects the PROXY protocol, and the check sends none: the service closes the connection or waits for the header.',
		found:
			'curl -I --haproxy-protocol http://10.11.192.1/ works and curl -I http://10.11.192.1/ does not; the log says: broken header while reading PROXY protocol.',
		source:
			'CLB documentation, Proxy Protocol for layer-4 listeners (both sides must have it on); haproxy proxy-protocol.txt',
		summary: (_values, target) =>
			`The service on ${checkedAt(target)} answers only behind a PROXY header, which the check does not send.`,
		remedies: (values, target) => [
			remedy({
				summary: `Give the check a port without the PROXY protocol (nginx: a second listen without proxy_protocol) and set it as the health-check port: ${healthCheckPage(target)}.`,
				command: reloadCommand(values, target),
				risk: 'low',
			}),
			remedy({
				summary: `Switch the PROXY protocol off on the service, or on for the ${productName(target)} listener: it has to be the same on both sides, or clients fail too.`,
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;

/** The domain to set. `$_ip` (CLB) stands for each backend's own address (CreateLoadBalancerHTTPListener, HealthCheckDomain). */
const domainWords = ({good}: Values, {backend, product}: Target): string => {
	if (good === undefined) return "the site's name";
	return good === backend && product === 'clb' ? '$_ip, which stands for the private address' : good;
};
