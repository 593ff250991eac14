// Servers that behave oddly, each in one way: odd.mjs BEHAVIOUR PORT [argument]
import {createServer as createHttpServer} from 'node:http';
import {createServer} from 'node:net';

const [behaviour = '', port = '80', argument = ''] = process.argv.slice(2);

const answer = (response, status, body = 'ok\n', headers = {}) => {
	response.writeHead(status, {'content-type': 'text/plain', 'content-length': Buffer.byteLength(body), ...headers});
	response.end(body);
};

let requests = 0;

/** What becomes of a connection before anything is read. */
const raw = {
	// Accepts and reads, and never answers.
	mute: socket => socket.resume(),
	// Accepts and never reads.
	deaf: socket => socket.pause(),
	close: socket => socket.once('data', () => socket.end()),
	'close-at-once': socket => socket.destroy(),
	reset: socket => socket.once('data', () => socket.resetAndDestroy()),
	greeting: socket => socket.write(`${argument.replaceAll('\\r\\n', '\r\n')}`),
	// A redis is asked in lines and answers in lines.
	redis: socket => socket.on('data', data => socket.write(`-ERR unknown command '${String(data).split(' ')[0]}'\r\n`)),
	// Sends its head a byte at a time and never comes to the end of it.
	drip: socket => {
		const bytes = [...'HTTP/1.0 200 OK\r\nX-Padding: '];
		const timer = setInterval(() => socket.write(bytes.shift() ?? 'x'), 200);
		socket.on('close', () => clearInterval(timer));
		socket.resume();
	},
	// A head without an end: the status line, then nothing.
	'half-a-head': socket => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n')),
	// Closes when the request isn't HTTP/1.1.
	'closes-http-1.0': socket =>
		socket.once('data', data => {
			const good = String(data).includes(' HTTP/1.1\r\n');
			socket.end(good ? 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' : '');
		}),
};

/** What becomes of a request. */
const http = {
	'refuses-head': (request, response) => answer(response, request.method === 'HEAD' ? Number(argument) : 200),
	'drops-head': (request, response) => (request.method === 'HEAD' ? request.socket.destroy() : answer(response, 200)),
	'hangs-on-head': (request, response) => (request.method === 'HEAD' ? undefined : answer(response, 200)),
	'wants-http-1.1': (request, response) => answer(response, request.httpVersion === '1.1' ? 200 : Number(argument)),
	'wants-http-1.0': (request, response) => answer(response, request.httpVersion === '1.0' ? 200 : 505),
	'wants-user-agent': (request, response) => answer(response, request.headers['user-agent'] ? 200 : Number(argument)),
	'wants-browser': (request, response) =>
		answer(response, /Mozilla/.test(request.headers['user-agent'] ?? '') ? 200 : 403),
	'wants-host': (request, response) => answer(response, request.headers.host === argument ? 200 : 400),
	slow: (_request, response) => setTimeout(() => answer(response, 200), Number(argument)),
	// The head comes at once, the page takes long: a HEAD has no page.
	'slow-body': (request, response) => {
		response.writeHead(200, {'content-type': 'text/html', 'content-length': 4});
		response.flushHeaders();
		if (request.method === 'HEAD') {
			response.end();
		} else {
			setTimeout(() => response.end('slow'), Number(argument));
		}
	},
	status: (_request, response) => answer(response, Number(argument)),
	'every-third-fails': (_request, response) => {
		requests += 1;
		answer(response, requests % 3 === 0 ? 500 : 200);
	},
	'every-third-hangs': (_request, response) => {
		requests += 1;
		return requests % 3 === 0 ? undefined : answer(response, 200);
	},
	dynamic: (_request, response) =>
		answer(response, 500, 'Database connection failed\n', {'x-powered-by': 'PHP/7.4.33', 'content-type': 'text/html'}),
	'dynamic-well': (_request, response) =>
		answer(response, 200, '<h1>Shop</h1>\n', {
			'x-powered-by': 'PHP/8.2.1',
			'set-cookie': 'PHPSESSID=4a7d1ed414474e4033ac29ccb8653d9b; path=/',
			'cache-control': 'no-store',
		}),
	// Answers 500 when it can't write what it has to store, as an application does on a full or read-only disk.
	writes: async (_request, response) => {
		const {writeFileSync} = await import('node:fs');
		try {
			writeFileSync(argument, 'x'.repeat(4096));
			answer(response, 200);
		} catch (error) {
			console.error(error.message);
			answer(response, 500, `${error.message}\n`);
		}
	},
	// Works a second of CPU time for each answer.
	'works-hard': (_request, response) => {
		const end = process.cpuUsage().user + Number(argument) * 1000;
		while (process.cpuUsage().user < end) {
			JSON.stringify(process.memoryUsage());
		}

		answer(response, 200);
	},
};

const onConnection = raw[behaviour];
const onRequest = http[behaviour];
const server =
	onConnection === undefined
		? createHttpServer(onRequest)
		: createServer(socket => {
				socket.on('error', () => {});
				onConnection(socket);
			});
const address = process.env.LISTEN ?? '0.0.0.0';
server.listen({port: Number(port), host: address, ipv6Only: process.env.V6ONLY === '1'}, () =>
	console.log('listening'),
);
