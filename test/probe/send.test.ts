import type {Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {ProbeShape} from '../../source/engine/probe.ts';
import {sendProbe} from '../../source/probe/send.ts';
import {closedPort, startAnswering, startServer} from './servers.ts';

const plain = {protocol: 'http', address: '127.0.0.1', timeoutMs: 3000, method: 'HEAD', version: '1.0'} as const;

/** The two ways in which a request is sent: over a plain socket, and by undici. */
const ways: ReadonlyArray<readonly [string, Omit<ProbeShape, 'port'>]> = [
	['HTTP/1.0 without a Host', plain],
	['HTTP/1.1 with a Host', {...plain, version: '1.1', host: 'shop.example'}],
];

const probe = async (shape: Omit<ProbeShape, 'port'>, port: number) => (await sendProbe({...shape, port})).reply;

describe.each(ways)('%s', (_name, shape) => {
	const answers: ReadonlyArray<readonly [string, (socket: Socket) => void, object]> = [
		[
			'a whole head is an answer',
			socket => socket.end('HTTP/1.1 301 Moved\r\nLocation: /login\r\nA: 1\r\na: 2\r\n\r\n'),
			{outcome: 'answered', status: 301, headers: {location: '/login', a: '1, 2'}},
		],
		[
			'bare line feeds are taken, as balancers take them',
			socket => socket.end('HTTP/1.1 200 OK\nA: b\n\nok'),
			{outcome: 'answered', status: 200},
		],
		[
			'an answer that comes after 100 Continue is the answer',
			socket => socket.end('HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 None\r\n\r\n'),
			{outcome: 'answered', status: 204},
		],
		[
			'a status line and a close is an answer, as for curl',
			socket => socket.end('HTTP/1.1 200 OK\r\nA: b\r\n'),
			{outcome: 'answered', status: 200},
		],
		['an answer without any byte is a close', socket => socket.end(), {outcome: 'closed'}],
		['half a status line is a close', socket => socket.end('HTTP/1.1 20'), {outcome: 'closed', excerpt: 'HTTP/1.1 20'}],
		['a RST is a close', socket => socket.resetAndDestroy(), {outcome: 'closed', detail: 'ECONNRESET'}],
		[
			'a RST in the middle of the head is a close',
			socket => {
				socket.write('HTTP/1.1 200 OK\r\n', () => setTimeout(() => socket.resetAndDestroy(), 50));
			},
			{outcome: 'closed', detail: 'ECONNRESET', excerpt: 'HTTP/1.1 200 OK\n'},
		],
		[
			"another protocol's greeting isn't HTTP",
			socket => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
			{outcome: 'not-http', excerpt: 'SSH-2.0-OpenSSH_9.2\n'},
		],
		[
			'control characters are taken out of what is shown',
			socket => socket.end('\u001b]0;owned\u0007\u0000\u009b2Jno'),
			{outcome: 'not-http', excerpt: ' no'},
		],
		["a status line without a code isn't HTTP", socket => socket.end('HTTP/1.1 hello\r\n\r\n'), {outcome: 'not-http'}],
	];

	test.each(answers)('%s', async (_claim, serve, expected) => {
		const reply = await probe(shape, await startAnswering(serve));
		expect(reply).toMatchObject(expected);
		expect(reply.connectMs).toBeLessThanOrEqual(reply.totalMs);
	});

	test('a greeting that comes before the request is not HTTP', async () => {
		const port = await startServer(socket => socket.write('220 mail.example ESMTP\r\n'));
		expect(await probe(shape, port)).toMatchObject({outcome: 'not-http', excerpt: '220 mail.example ESMTP\n'});
	});

	test('a server that never answers is given up when the time is up', async () => {
		const reply = await probe({...shape, timeoutMs: 300}, await startServer(() => {}));
		expect(reply).toMatchObject({outcome: 'answer-timeout'});
		expect(reply.totalMs).toBeGreaterThanOrEqual(299);
		expect(reply.totalMs).toBeLessThan(1300);
	});

	test("a server that dribbles its head doesn't stretch the time", async () => {
		const port = await startServer(socket => {
			const timer = setInterval(() => socket.write('H'), 20);
			socket.write('HTTP/1.1 200 OK\r\n');
			socket.on('close', () => clearInterval(timer));
		});
		const reply = await probe({...shape, timeoutMs: 300}, port);
		expect(reply).toMatchObject({outcome: 'answer-timeout'});
		expect(reply.totalMs).toBeLessThan(1300);
	});

	test('a head without an end is given up after 64 kB', async () => {
		const port = await startAnswering(socket => {
			socket.write('HTTP/1.1 200 OK\r\n');
			const line = `A: ${'a'.repeat(1000)}\r\n`;
			const flood = () => {
				while (socket.writable && socket.write(line));
			};
			socket.on('drain', flood);
			flood();
		});
		expect(await probe({...shape, timeoutMs: 20_000}, port)).toMatchObject({
			outcome: 'not-http',
			detail: 'its head is longer than 64 kB',
		});
	});

	test('only the beginning of the body is kept', async () => {
		const port = await startAnswering(socket => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'b'.repeat(100_000)}`));
		const {stdout, reply} = await sendProbe({...shape, method: 'GET', port});
		expect(stdout).toBe('HTTP/1.1 200 OK\n\n');
		expect(reply.status).toBe(200);
		expect(reply.excerpt?.length).toBeLessThanOrEqual(1024);
	});

	test('a redirect is not followed', async () => {
		let requests = 0;
		const port = await startAnswering(socket => {
			requests += 1;
			socket.end('HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n');
		});
		expect((await probe(shape, port)).status).toBe(302);
		expect(requests).toBe(1);
	});

	test('nothing listening is refused', async () => {
		expect(await probe(shape, await closedPort())).toMatchObject({outcome: 'refused', detail: 'ECONNREFUSED'});
	});

	test('a probe that is stopped says so at once', async () => {
		const port = await startServer(() => {});
		const controller = new AbortController();
		const probing = sendProbe({...shape, port, timeoutMs: 60_000}, controller.signal);
		await delay(50);
		controller.abort();
		const observation = await probing;
		expect(observation).toMatchObject({failure: 'cancelled', reply: {outcome: 'cancelled'}});
		expect(observation.exitCode).toBeUndefined();
	});

	test('a probe that is stopped before it begins says so', async () => {
		const observation = await sendProbe({...shape, port: await closedPort()}, AbortSignal.abort());
		expect(observation.reply.outcome).toBe('cancelled');
	});
});

describe('what goes on the wire', () => {
	const wire = async (shape: Omit<ProbeShape, 'port'>) => {
		let seen = '';
		const port = await startAnswering((socket, request) => {
			seen = request;
			socket.end('HTTP/1.1 200 OK\r\n\r\n');
		});
		await sendProbe({...shape, port});
		return seen;
	};

	test.each([
		[plain, 'HEAD / HTTP/1.0\r\n\r\n'],
		[
			{...plain, host: 'shop.example', userAgent: 'KeepAliveClient', method: 'GET', path: '/h?a=1'} as const,
			'GET /h?a=1 HTTP/1.0\r\nHost: shop.example\r\nUser-Agent: KeepAliveClient\r\n\r\n',
		],
		[{...plain, version: '1.1'} as const, 'HEAD / HTTP/1.1\r\n\r\n'],
		[
			{...plain, version: '1.1', host: '10.0.0.1'} as const,
			'HEAD / HTTP/1.1\r\nhost: 10.0.0.1\r\nconnection: close\r\n\r\n',
		],
		[{...plain, path: '/a b\r\nX: y', host: 'a\r\nX: y'}, 'HEAD /a%20b%0D%0AX:%20y HTTP/1.0\r\nHost: aX: y\r\n\r\n'],
	])('%o', async (shape, expected) => {
		expect(await wire(shape)).toBe(expected);
	});

	test.each(ways)('a PROXY line comes first: %s', async (_name, shape) => {
		expect(await wire({...shape, proxyHeader: true})).toMatch(
			/^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 \d+ \d+\r\nHEAD \//,
		);
	});
});

describe('tcp', () => {
	const tcp = {protocol: 'tcp', address: '127.0.0.1', timeoutMs: 1000} as const;

	test('a connection is an answer, and it is closed with a RST as the load balancer does', async () => {
		let how = '';
		const port = await startServer(socket => {
			socket.once('error', (error: NodeJS.ErrnoException) => {
				how = error.code ?? '';
			});
			socket.once('end', () => {
				how ||= 'FIN';
			});
			socket.resume();
		});
		const {reply, exitCode} = await sendProbe({...tcp, port});
		expect(reply).toMatchObject({outcome: 'answered'});
		expect(exitCode).toBe(0);
		await delay(100);
		expect(how).toBe('ECONNRESET');
	});

	test('nothing listening is refused', async () => {
		const {reply, exitCode} = await sendProbe({...tcp, port: await closedPort()});
		expect(reply).toMatchObject({outcome: 'refused'});
		expect(reply.connectMs).toBeUndefined();
		expect(exitCode).toBe(1);
	});

	test('a broadcast address cannot be reached', async () => {
		const {reply} = await sendProbe({...tcp, address: '255.255.255.255', port: 80});
		expect(reply).toMatchObject({outcome: 'unreachable', detail: 'ENETUNREACH'});
	});
});
