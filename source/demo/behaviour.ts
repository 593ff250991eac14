import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import type {DemoFaultId} from './faults.ts';

/** How a backend with a fault treats a request, or (before any request) a connection. */
export type Behaviour = {
	readonly request?: (request: IncomingMessage, response: ServerResponse) => void;
	readonly connection?: (socket: Socket) => void;
};

/** The page that the demo's check asks for. */
export const healthPath = '/health.html';

/** The names under which the demo's site is served; the check of `wrong-host` asks for another one. */
const servedNames = new Set(['127.0.0.1', 'localhost', 'shop.example']);
export const unservedName = 'old-shop.example';

/** How late `too-slow` answers: beyond its check's timeout of 1 s. */
const slowMs = 2500;

const say = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
	response.writeHead(status, {'content-type': 'text/plain', ...headers}).end(status === 200 ? 'ok\n' : `${status}\n`);
};

const healthy: Behaviour = {request: (_request, response) => say(response, 200)};

/**
 * What each backend does. A new one is made for every demo, because some count. Its site is served under its own address
 * too, where that is another than loopback's (`served`).
 */
export const behaviourOf = (fault: DemoFaultId, served: readonly string[] = []): Behaviour => {
	switch (fault) {
		case 'loopback-only':
		case 'wrong-port':
		case 'none':
			return healthy;
		case 'redirect':
			return {request: (_request, response) => say(response, 302, {location: '/login'})};
		case 'wrong-host':
			return {
				request: ({headers: {host = ''}}, response) => {
					const name = host.replace(/:\d+$/, '');
					say(response, servedNames.has(name) || served.includes(name) ? 200 : 404);
				},
			};
		case 'head-refused':
			return {
				request: ({method}, response) => (method === 'GET' ? say(response, 200) : say(response, 405, {allow: 'GET'})),
			};
		case 'not-found':
			return {request: ({url}, response) => say(response, url === '/' ? 200 : 404)};
		case 'access-denied':
			return {request: (_request, response) => say(response, 401, {'www-authenticate': 'Basic realm="demo"'})};
		case 'old-http':
			return {request: ({httpVersion}, response) => say(response, httpVersion === '1.0' ? 505 : 200)};
		case 'server-error':
			return {request: (_request, response) => say(response, 500)};
		case 'too-slow':
			return {
				request: (_request, response) => {
					setTimeout(() => say(response, 200), slowMs);
				},
			};
		case 'hung':
			return {request: () => {}};
		case 'closed':
			return {request: ({socket}) => socket.end()};
		case 'not-http':
			return {connection: socket => socket.write('220 mail.example ESMTP\r\n')};
		case 'intermittent':
			return failingSometimes();
	}
};

/** Two requests are answered well, the third isn't. */
const failingSometimes = (): Behaviour => {
	let count = 0;
	return {
		request: (_request, response) => {
			count += 1;
			say(response, count % 3 === 0 ? 500 : 200);
		},
	};
};
