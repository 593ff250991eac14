import type {CauseCode} from '../engine/cause-code.ts';
import {effectiveTimeoutMs} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {checkedAt, given, theService} from './check-words.ts';
import {backendPage, healthCheckPage, productName} from './console-path.ts';
import {remedy} from './remedy.ts';

const listenerApi = 'CLB API reference, CreateLoadBalancerHTTPListener';

/** What is set on the load balancer's side, as far as the host and the settings show it. */
export const balancerCauses = {
	'health-check-port-mismatch': {
		place: 'balancer',
		step: 'port',
		severity: 'failure',
		explains: ['service-not-listening', 'listening-on-other-port', 'udp-port-closed'],
		title: 'The check goes to a port of its own, where nothing listens',
		meaning:
			'The health check has a port of its own, which nobody serves, while the backend port is served well: clients would get through, and the check takes the backend out.',
		found: 'The health-check port differs from the backend port, and ss -Hltn shows only the backend port.',
		source: 'CLB documentation, configure and manage health checks (port: the backend port when left blank)',
		summary: (values, target) =>
			`The check goes to port ${target.healthCheck.port}, where nothing listens, while ${theService(values)} serves the backend port ${target.port}.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Clear the health-check port (now ${target.healthCheck.port}), so that the check uses the backend port ${target.port}: ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
		],
	},
	'backend-port-mismatch': {
		place: 'balancer',
		step: 'port',
		severity: 'risk',
		explains: [],
		title: "The listener forwards to a port that isn't the service's",
		meaning:
			'The check may pass on its own port while requests go to a backend port where nothing listens: the console is green and clients get errors.',
		found: 'ss -Hltn shows nothing on the backend port.',
		source: 'SLB documentation, ECS instance exception troubleshooting (the port must match the listener)',
		summary: (values, target) =>
			`Requests are forwarded to port ${target.port}, where nothing listens${given(values.listener, listener => `; ${theService(values)} listens on ${listener}`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set the backend port to ${values.listener?.match(/\d+$/)?.[0] ?? "the service's port"} (now ${target.port}): ${backendPage(target)}. For CLB a new port means that the backend is added again.`,
				risk: 'medium',
			}),
		],
	},
	'health-check-timeout-below-interval': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: 'The timeout is shorter than the interval, so CLB ignores it',
		meaning:
			'CLB uses the interval as the timeout when the timeout is shorter than it. What is set is not what is measured with.',
		found: 'The timeout of the health check is below its interval.',
		source: `${listenerApi}, HealthCheckTimeout`,
		summary: (_values, target) =>
			`The timeout of ${target.healthCheck.timeoutS} s is below the interval of ${target.healthCheck.intervalS} s, so CLB waits ${effectiveTimeoutMs(target) / 1000} s for an answer.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Set the timeout to ${target.healthCheck.intervalS} s or more, or the interval to ${target.healthCheck.timeoutS} s or less; the defaults are 5 s and 2 s (UDP: 10 s and 5 s): ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
		],
	},
	'health-check-parameters-off-default': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: 'The parameters are far from the recommended ones',
		meaning:
			'A check that is too strict takes a backend out for a short pause; one that is too lax sends clients to a dead backend for minutes. The documentation recommends the defaults.',
		found: "The check's timeout, interval and thresholds, compared with the defaults of the product.",
		source: 'CLB documentation, FAQ about health checks (recommended values); ALB and NLB documentation, health checks',
		summary: values =>
			`The check's parameters are far from the recommended ones${given(values.name, name => `: ${name}`)}${given(values.detail, detail => ` (${detail})`)}.`,
		remedies: (values, target) => [
			remedy({
				summary: `Set them back to the defaults${given(values.limit, limit => `: ${limit}`)}. ${healthCheckPage(target)}.`,
				risk: 'low',
			}),
		],
	},
	'same-host-client': {
		place: 'balancer',
		step: 'reachable',
		severity: 'risk',
		explains: [],
		title: 'The backend calls its own load balancer',
		meaning:
			'A backend cannot reach itself through a layer-4 listener: the answer to its own address never goes back through the load balancer. Health checks are not concerned.',
		found: 'On the backend, curl http://<address of the load balancer>/ times out while other machines are served.',
		source:
			'SLB documentation, why the load balancer cannot be reached (client and backend must not be the same ECS instance)',
		summary: (values, target) =>
			`This host (${target.backend}) calls ${values.address ?? 'the load balancer'} as a client and is one of its backends; through a layer-4 listener that cannot work.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Call the service directly at ${checkedAt(target)} from this host, or use a layer-7 listener (HTTP, or ${productName({...target, product: 'alb'})}).`,
				risk: 'low',
			}),
			remedy({
				summary: `Let the name of the service mean ${target.backend} in this host's own /etc/hosts.`,
				risk: 'low',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
