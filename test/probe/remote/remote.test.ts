import {spawn} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {createServer} from 'node:https';
import {type AddressInfo, connect, type Socket} from 'node:net';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ProbeReply, ProbeShape} from '../../../source/engine/probe.ts';
import {sendProbe} from '../../../source/probe/send.ts';
import {selfSigned} from '../self-signed.ts';
import {closedPort, startAnswering, startServer} from '../servers.ts';
import {probeThere, type There} from './run-there.ts';

const plain = {protocol: 'http', address: '127.0.0.1', timeoutMs: 1000, method: 'HEAD', version: '1.0'} as const;

/** Every program that probes are sent with, of each make that is installed. */
const programs: ReadonlyArray<readonly [string, There]> = [
	['curl', {program: 'curl'}],
	['bash', {program: 'bash'}],
	['python3', {program: 'python3'}],
	["OpenBSD's nc", {program: 'nc'}],
	["busybox's nc", {program: 'nc', busybox: ['nc']}],
	["busybox's nc and sh", {program: 'nc', busybox: ['nc', 'sh', 'sleep', 'timeout']}],
	["GNU's wget", {program: 'wget'}],
	["busybox's wget", {program: 'wget', busybox: ['wget']}],
	["busybox's wget and sh", {program: 'wget', busybox: ['wget', 'sh', 'sleep']}],
];

/** A listener whose process is stopped, and whose queue is full. */
const startFull = async (): Promise<number> => {
	const script = `const server = require('node:net').createServer().listen({port: 0, host: '127.0.0.1', backlog: 1}, () => {
		process.stdout.write(String(server.address().port));
	})`;
	const child = spawn(process.execPath, ['-e', script], {stdio: ['ignore', 'pipe', 'ignore']});
	const port = await new Promise<number>(resolve => {
		child.stdout?.once('data', piece => resolve(Number(piece)));
	});
	child.kill('SIGSTOP');
	const fillers = Array.from({length: 6}, () => connect({port, host: '127.0.0.1'}).on('error', () => {}));
	onTestFinished(() => {
		child.kill('SIGKILL');
		for (const filler of fillers) filler.destroy();
	});
	await new Promise(resolve => setTimeout(resolve, 300));
	return port;
};

const portOf = (address: AddressInfo | string | null): number =>
	address === null || typeof address === 'string' ? 1 : address.port;

const startHttps = async (): Promise<number> => {
	const server = createServer(selfSigned(), (_request, response) => response.writeHead(204).end());
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.close();
	});
	return portOf(server.address());
};

/** A UDP socket that takes everything and says nothing. */
const startUdp = async (): Promise<number> => {
	const socket = createSocket('udp4');
	await new Promise<void>(resolve => {
		socket.bind(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		socket.close();
	});
	return socket.address().port;
};

/** What a service does with a whole request. */
const services: ReadonlyArray<readonly [string, (socket: Socket) => void]> = [
	['answers 200', socket => socket.end('HTTP/1.0 200 OK\r\nServer: lab\r\n\r\n')],
	['answers 204 and keeps the connection', socket => socket.write('HTTP/1.1 204 None\r\n\r\n')],
	['sends on elsewhere', socket => socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n')],
	['answers 404', socket => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')],
	['answers 405', socket => socket.end('HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n')],
	['answers 500', socket => socket.end('HTTP/1.1 500 No\r\n\r\n')],
	['answers 503 and keeps the connection', socket => socket.write('HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n')],
	['closes without a word', socket => socket.end()],
	['resets the connection', socket => socket.resetAndDestroy()],
	['says half a status line, and closes', socket => socket.end('HTTP/1.1 20')],
	['greets in another protocol', socket => socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
	['answers garbage and closes', socket => socket.end('\u0000\u0001\u001b]0;owned\u0007no\r\n')],
	[
		'gives early hints first',
		socket => socket.end('HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 None\r\n\r\n'),
	],
	['sends a head of 100 kB', socket => socket.end(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(100_000)}\r\n\r\n`)],
	[
		'dribbles its head',
		socket => {
			socket.write('HTTP/1.1 200 OK\r\n');
			const timer = setInterval(() => socket.write('A: b\r\n'), 100);
			socket.on('close', () => clearInterval(timer));
		},
	],
	['never answers', () => {}],
	['begins a body and never ends it', socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\nhello')],
];

/** wget says of an answer that isn't whole only that there is none. */
const broken = new Set(['closed', 'not-http', 'answer-timeout', 'connect-timeout']);

const essence = ({outcome, status}: ProbeReply, {program}: There) => ({
	outcome: program === 'wget' && broken.has(outcome) ? 'broken' : outcome,
	status,
});

describe.each(programs)('%s', (_name, there) => {
	const same = async (shape: ProbeShape, name = '') => {
		const [here, away] = await Promise.all([sendProbe(shape), probeThere(there, shape)]);
		if (away === undefined) return;
		// It may give up, and say so, but never say something else.
		if (away.unlike !== undefined && away.failure === 'not-found') return;
		expect
			.soft(
				essence(away.reply, there),
				`a service that ${name}: ${away.stdout.slice(0, 900)}\n${away.stderr.slice(0, 900)}\n${JSON.stringify(away.reply).slice(0, 900)}`,
			)
			.toEqual(essence(here.reply, there));
		if (here.reply.outcome === 'answered') expect.soft(away.reply.totalMs, name).toBeLessThan(shape.timeoutMs);
	};

	/** Some at a time: what hangs needn't be waited for alone, and many at once would slow each other down. */
	const sameOfAll = async (shape: Omit<ProbeShape, 'port'>, all: typeof services) => {
		for (let at = 0; at < all.length; at += 5) {
			await Promise.all(
				all.slice(at, at + 5).map(async ([name, serve]) => same({...shape, port: await startAnswering(serve)}, name)),
			);
		}
	};

	test('HEAD', {timeout: 60_000}, async () => sameOfAll(plain, services));

	// The local probe's HTTP library takes a longer head than its own reader.
	const short = services.filter(([name]) => name !== 'sends a head of 100 kB');

	test('GET', {timeout: 60_000}, async () =>
		sameOfAll({...plain, method: 'GET', version: '1.1', host: 'shop.example'}, short),
	);

	test('a greeting before the request', async () => {
		await same({...plain, port: await startServer(socket => socket.write('220 mail.example ESMTP\r\n'))});
	});

	test('nothing listens', async () => {
		const port = await closedPort();
		await same({...plain, port});
		await same({protocol: 'tcp', address: '127.0.0.1', timeoutMs: 1000, port});
	});

	test('a connection is enough for TCP', async () => {
		await same({protocol: 'tcp', address: '127.0.0.1', timeoutMs: 1000, port: await startServer(() => {})});
	});

	test('a service that accepts nothing any more', async () => {
		const port = await startFull();
		await same({...plain, port});
		await same({protocol: 'tcp', address: '127.0.0.1', timeoutMs: 1000, port});
	});

	test('TLS, and a service that speaks no TLS', async () => {
		const https = {...plain, protocol: 'https', timeoutMs: 2000} as const;
		await same({...https, port: await startHttps()});
		await same({...https, port: await startAnswering(socket => socket.end('HTTP/1.1 200 OK\r\n\r\n'))});
		await same({...https, port: await startServer(socket => socket.once('data', () => socket.end('no TLS\r\n')))});
	});

	test('UDP: open, and closed', async () => {
		const udp = {protocol: 'udp', address: '127.0.0.1', timeoutMs: 1000} as const;
		await same({...udp, port: await startUdp()});
		await same({...udp, port: await closedPort()});
	});

	test('the request is the one that the check sends, or that is said', async () => {
		let seen = '';
		const port = await startAnswering((socket, request) => {
			seen = request;
			socket.end('HTTP/1.0 200 OK\r\n\r\n');
		});
		const away = await probeThere(there, {...plain, port, path: '/a?b=$(id)&c=\'"'});
		if (away?.unlike === undefined) expect(seen).toBe('HEAD /a?b=$(id)&c=\'" HTTP/1.0\r\n\r\n');
		else expect(seen).toMatch(/^(?:HEAD|GET) \/a\?b=\$\(id\)&c='(?:"|%22) HTTP\/1\.1\r\n/);
	});
});
