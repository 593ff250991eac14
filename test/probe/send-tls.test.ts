import {createServer, type ServerOptions} from 'node:https';
import {expect, onTestFinished, test} from 'vitest';
import type {ProbeShape} from '../../source/engine/probe.ts';
import {sendProbe} from '../../source/probe/send.ts';
import {selfSigned} from './self-signed.ts';
import {startServer} from './servers.ts';

const certificate = selfSigned();

const https = {protocol: 'https', address: '127.0.0.1', timeoutMs: 2000, method: 'HEAD'} as const;
const ways: ReadonlyArray<Omit<ProbeShape, 'port'>> = [
	{...https, version: '1.0'},
	{...https, version: '1.1', host: 'shop.example'},
];

const startHttps = async (options: ServerOptions = {}, seen: (name: string | false) => void = () => {}) => {
	const server = createServer({...certificate, ...options}, (_request, response) => response.writeHead(204).end());
	server.on('secureConnection', socket => seen(socket.servername ?? ''));
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.close();
	});
	const address = server.address();
	return address !== null && typeof address === 'object' ? address.port : 0;
};

test.each(ways)('a certificate that nobody trusts is taken, as the balancer takes it: $version', async shape => {
	const {reply, exitCode} = await sendProbe({...shape, port: await startHttps()});
	expect(reply).toMatchObject({outcome: 'answered', status: 204});
	expect(exitCode).toBe(0);
});

test.each([
	['shop.example:8443', 'shop.example'],
	['10.0.0.1', false],
])('SNI for Host %s is %s', async (host, expected) => {
	let name: string | false = '';
	const port = await startHttps({}, sent => {
		name = sent;
	});
	await sendProbe({...https, version: '1.1', host, port});
	expect(name).toBe(expected);
});

test.each(ways)('a plain server fails the handshake: $version', async shape => {
	const port = await startServer(socket => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')));
	const {reply, exitCode} = await sendProbe({...shape, port});
	expect(reply).toMatchObject({outcome: 'tls-failed', detail: 'ERR_SSL_WRONG_VERSION_NUMBER'});
	expect(exitCode).toBe(35);
});

test('a close in the handshake fails it', async () => {
	const port = await startServer(socket => socket.once('data', () => socket.end()));
	expect((await sendProbe({...https, port})).reply).toMatchObject({outcome: 'tls-failed', detail: 'ECONNRESET'});
});

test('a handshake that gets no answer ends when the time is up', async () => {
	const port = await startServer(() => {});
	expect((await sendProbe({...https, timeoutMs: 300, port})).reply).toMatchObject({
		outcome: 'answer-timeout',
		detail: 'no answer to the TLS handshake',
	});
});

test.each(ways)('a server that wants a client certificate fails it: $version', async shape => {
	const port = await startHttps({requestCert: true, rejectUnauthorized: true, ca: certificate.cert});
	const {reply} = await sendProbe({...shape, port});
	expect(reply).toMatchObject({outcome: 'tls-failed', detail: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'});
});

test('a TLS server closes on a plain check', async () => {
	const {reply} = await sendProbe({...https, protocol: 'http', version: '1.0', port: await startHttps()});
	expect(reply.outcome).toBe('closed');
});
