import type {CauseCode} from '../engine/cause-code.ts';
import type {Target} from '../engine/target.ts';
import type {Cause} from './cause.ts';
import {because, given, listed} from './check-words.ts';
import {backendPage, healthCheckPage, listenerPage} from './console-path.ts';
import {remedy} from './remedy.ts';

const sources = ({sources}: Target): string => listed(sources);

/** What only the cloud's own settings show. */
export const cloudCauses = {
	'health-check-disabled': {
		place: 'balancer',
		step: 'parameters',
		severity: 'risk',
		explains: [],
		title: 'The health check is off',
		meaning:
			'Nobody watches the backend: it gets requests whether it works or not, and its state is shown as unavailable.',
		found:
			'Health Check is Disabled in the console; API: HealthCheck=off. Kubernetes makes HTTP listeners without a check unless an annotation asks for one.',
		source: 'CLB documentation, FAQ about health checks; cloud-provider-alibaba-cloud, docs/usage.md',
		summary: () => 'The health check is switched off, so the backend gets requests whether it works or not.',
		remedies: (_values, target) => [
			remedy({
				summary: `Make sure that the backends pass, then switch the check on: ${healthCheckPage(target)}. Backends that fail are taken out at once, all of them if all fail.`,
				risk: 'high',
			}),
		],
	},
	'listener-stopped': {
		place: 'balancer',
		step: 'parameters',
		severity: 'failure',
		explains: [],
		title: 'The listener is stopped',
		meaning:
			'The load balancer takes no requests on this port and checks nothing: the listener was stopped, or the instance is inactive or locked (an overdue bill).',
		found: 'The state of the listener in the console; API: Status=stopped, LoadBalancerStatus=inactive or locked.',
		source: 'CLB API reference, StartLoadBalancerListener and DescribeLoadBalancerAttribute',
		summary: values => `The listener is stopped${because(values.detail)}.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Start the listener: ${listenerPage(target)} > Start. If the instance is locked, settle the bill first.`,
				risk: 'medium',
			}),
		],
	},
	'backend-weight-zero': {
		place: 'balancer',
		step: 'parameters',
		severity: 'failure',
		explains: [],
		title: 'The weight of the backend is 0',
		meaning:
			'A backend of weight 0 gets no requests, on purpose: somebody drained it. ALB lists it as Unused and does not check it.',
		found: 'The weight in the list of backend servers; API: Weight=0.',
		source: 'CLB documentation, FAQ about health checks; ALB API reference, GetListenerHealthStatus (Unused)',
		summary: (_values, target) => `The backend ${target.backend} has the weight 0, so it gets no requests.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Ask who drained it and why, then set its weight back, usually to 100: ${backendPage(target)}.`,
				risk: 'medium',
			}),
		],
	},
	'instance-not-running': {
		place: 'balancer',
		step: 'reachable',
		severity: 'failure',
		explains: [],
		title: 'The ECS instance is not running',
		meaning: 'The instance is stopped, expired or locked, so nothing answers.',
		found: 'The state of the instance in the ECS console; API: Status=Stopped, ExpiredTime, OperationLocks.',
		source: 'ECS API reference, DescribeInstances; ECS documentation, API behaviour when an instance is locked',
		summary: (values, target) => `The instance that holds ${target.backend} is not running${because(values.detail)}.`,
		remedies: () => [
			remedy({
				summary: 'Start the instance, or renew it, in the ECS console: Instances > the instance > Start.',
				risk: 'low',
			}),
		],
	},
	'security-group-blocks-probes': {
		place: 'balancer',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: "The security group keeps the load balancer's addresses out",
		meaning:
			"The security group of the backend lets in neither the addresses of the load balancer nor their vSwitch ranges. This concerns ALB, and clients of NLB whose address is kept; CLB's probes are never subject to it.",
		found:
			'ECS console > Security Groups > the group > Inbound: no rule for the range and port, or a Deny rule before it.',
		source: 'ALB documentation, health checks and security groups; NLB documentation, health checks',
		summary: (values, target) =>
			target.product === 'clb'
				? "A security group does not concern the probes of CLB; look at the host's own firewall instead."
				: `The security group${given(values.name, name => ` ${name}`)} does not let ${sources(target)} in to port ${target.healthCheck.port}.`,
		remedies: (_values, target) => [
			target.product === 'clb'
				? remedy({summary: 'Leave the security group as it is: a rule for 100.64.0.0/10 changes nothing.', risk: 'low'})
				: remedy({
						summary: `Allow the vSwitch ranges of the load balancer (${sources(target)}) to port ${target.healthCheck.port}: ECS console > Security Groups > the group > Inbound > Add Rule.`,
						risk: 'low',
					}),
		],
	},
	'network-acl-blocks-probes': {
		place: 'balancer',
		step: 'sources',
		severity: 'failure',
		explains: ['intermittent-failures'],
		title: "The vSwitch's network ACL stops the probes",
		meaning:
			'A network ACL on the vSwitch of the backend filters what comes from the load balancer, in both directions and without memory of connections. A test from the same vSwitch passes, because the ACL does not apply there.',
		found:
			'VPC console > Network ACL: inbound and outbound rules for the range; tcpdump on the host shows no packet from it.',
		source:
			'VPC documentation, network ACL; NLB documentation, health checks (the ACL of the NLB vSwitch must allow 100.64.0.0/10)',
		summary: (values, target) =>
			`The network ACL${given(values.name, name => ` ${name}`)} of the vSwitch stops ${sources(target)} on the way to port ${target.healthCheck.port}.`,
		remedies: (_values, target) => [
			remedy({
				summary: `Add an inbound rule for ${sources(target)} to port ${target.healthCheck.port}, and an outbound rule back to ${sources(target)} (ports 1024-65535): VPC console > Network ACL. Save the old lists first: the API replaces them whole.`,
				risk: 'medium',
			}),
		],
	},
} as const satisfies Partial<Record<CauseCode, Cause>>;
