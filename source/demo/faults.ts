import type {CauseCode} from '../engine/cause-code.ts';

/** A fault that the embedded backend can have. */
export type DemoFault = {
	readonly id: DemoFaultId;
	/** A few words. */
	readonly title: string;
	/** What a newcomer learns from it: one or two sentences. */
	readonly teaches: string;
	/** The cause that the wizard finds; absent for the healthy backend. */
	readonly code?: CauseCode;
};

export const demoFaultIds = [
	'loopback-only',
	'wrong-port',
	'redirect',
	'wrong-host',
	'head-refused',
	'not-found',
	'access-denied',
	'old-http',
	'server-error',
	'too-slow',
	'hung',
	'closed',
	'not-http',
	'intermittent',
	'none',
] as const;

export type DemoFaultId = (typeof demoFaultIds)[number];

const about: {readonly [id in DemoFaultId]: Omit<DemoFault, 'id'>} = {
	'loopback-only': {
		title: 'Bound to loopback only',
		teaches:
			'curl http://127.0.0.1 works on the server, and still the load balancer is refused: it connects to the private address.',
		code: 'listening-loopback-only',
	},
	'wrong-port': {
		title: 'The check goes to another port',
		teaches: 'The service is fine on the backend port; the health check has a port of its own, where nothing listens.',
		code: 'health-check-port-mismatch',
	},
	redirect: {
		title: 'A redirect to the login page',
		teaches: 'The load balancer follows no redirect: a 302 counts as 3xx, which the check has to accept explicitly.',
		code: 'http-redirect-not-accepted',
	},
	'wrong-host': {
		title: 'The domain of the check is not served',
		teaches:
			'One server holds many sites, and the Host header chooses: the check’s domain has to be one that is served.',
		code: 'http-host-mismatch',
	},
	'head-refused': {
		title: 'HEAD is refused',
		teaches: 'A browser sends GET, the check sends HEAD: an application can answer one and refuse the other.',
		code: 'http-method-not-allowed',
	},
	'not-found': {
		title: 'No such page',
		teaches: 'The site works, but the path that the check asks for does not exist.',
		code: 'http-path-not-found',
	},
	'access-denied': {
		title: 'The page wants a password',
		teaches: 'The check can’t log in: its page must be open to it.',
		code: 'http-access-denied',
	},
	'old-http': {
		title: 'HTTP/1.0 is refused',
		teaches: 'CLB checks with HTTP/1.0, curl and browsers with 1.1 or later: a strict service can tell them apart.',
		code: 'http-version-rejected',
	},
	'server-error': {
		title: 'The application fails',
		teaches: 'The port is open, so a TCP check would pass; the HTTP check sees the 500.',
		code: 'http-server-error',
	},
	'too-slow': {
		title: 'Slower than the timeout',
		teaches: 'The answer is right, but it comes after 2.5 s, and the check waits for 1 s.',
		code: 'response-too-slow',
	},
	hung: {
		title: 'Takes connections and never answers',
		teaches: 'The kernel takes connections for a program that hangs: an open port is no proof of a service.',
		code: 'service-hung',
	},
	closed: {
		title: 'Closes without an answer',
		teaches: 'The request is read and the connection closed: curl calls it an empty reply.',
		code: 'http-no-answer',
	},
	'not-http': {
		title: 'Another protocol on the port',
		teaches: 'Something listens on the port, but it doesn’t speak HTTP: it greets with a banner of its own.',
		code: 'protocol-mismatch',
	},
	intermittent: {
		title: 'Fails now and then',
		teaches: 'One request in three fails. A single curl is likely to miss it; the load balancer’s probes are not.',
		code: 'intermittent-failures',
	},
	none: {
		title: 'Nothing: a healthy backend',
		teaches: 'What the wizard says when there is nothing to find.',
	},
};

/** The faults in the order in which they are offered. */
export const demoFaults: readonly DemoFault[] = demoFaultIds.map(id => ({id, ...about[id]}));

/** Whether a word is one of the faults. */
export const isDemoFault = (word: string): word is DemoFaultId => demoFaultIds.some(id => id === word);
