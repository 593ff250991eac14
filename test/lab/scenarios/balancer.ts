import {staticServer} from '../harness/nginx.ts';
import {nginxAnd, nginxWith} from '../harness/servers.ts';
import type {Scenario} from '../scenario.ts';

const http = {protocol: 'http'} as const;

/** The load balancer's settings don't fit the backend. */
export const balancer: readonly Scenario[] = [
	{
		name: 'the check goes to a port of its own where nothing listens, the backend port is served',
		arrange: nginxAnd(),
		check: {...http, checkPort: 8080},
		truth: 'down',
		first: 'health-check-port-mismatch',
	},
	{
		name: 'the check port of a TCP check has nothing on it',
		arrange: nginxAnd(),
		check: {protocol: 'tcp', checkPort: 8443},
		truth: 'down',
		first: 'health-check-port-mismatch',
	},
	{
		name: 'the check port is served, the backend port is not: the check passes and clients fail',
		arrange: nginxAnd(),
		check: {...http, port: 8080, checkPort: 80},
		truth: 'up',
		first: 'backend-port-mismatch',
		also: ['service-not-listening', 'listening-on-other-port'],
	},
	{
		name: 'a check port of its own that is served, beside the backend port',
		arrange: nginxWith(`${staticServer()}\n${staticServer('listen 8081;')}`),
		check: {...http, checkPort: 8081},
		truth: 'up',
		first: null,
	},
];
