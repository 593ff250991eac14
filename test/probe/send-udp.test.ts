import {createSocket} from 'node:dgram';
import {expect, onTestFinished, test} from 'vitest';
import {sendProbe} from '../../source/probe/send.ts';

const udp = {protocol: 'udp', address: '127.0.0.1', timeoutMs: 300} as const;

/** A UDP server on a free port; `answers` or keeps silent. */
const startUdp = async (answers: boolean): Promise<number> => {
	const socket = createSocket('udp4', (_message, {port, address}) => {
		if (answers) {
			socket.send('pong\u0007', port, address);
		}
	});
	await new Promise<void>(resolve => {
		socket.bind(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		socket.close();
	});
	return socket.address().port;
};

test('a datagram that comes back is an answer', async () => {
	const {reply, exitCode} = await sendProbe({...udp, port: await startUdp(true)});
	expect(reply).toMatchObject({outcome: 'answered', excerpt: 'pong'});
	expect(exitCode).toBe(0);
});

test('silence until the time is up is silence, not a failure', async () => {
	const {reply, exitCode} = await sendProbe({...udp, port: await startUdp(false)});
	expect(reply).toMatchObject({outcome: 'silent'});
	expect(reply.totalMs).toBeGreaterThanOrEqual(299);
	expect(exitCode).toBe(0);
});

test('an ICMP port unreachable is a refusal', async () => {
	const gone = createSocket('udp4');
	await new Promise<void>(resolve => {
		gone.bind(0, '127.0.0.1', resolve);
	});
	const {port} = gone.address();
	gone.close();
	const {reply, exitCode} = await sendProbe({...udp, timeoutMs: 5000, port});
	expect(reply).toMatchObject({outcome: 'refused', detail: 'ECONNREFUSED'});
	expect(reply.totalMs).toBeLessThan(4000);
	expect(exitCode).toBe(1);
});

test('a probe that is stopped says so, before it begins too', async () => {
	const {reply} = await sendProbe({...udp, port: 9}, AbortSignal.abort());
	expect(reply.outcome).toBe('cancelled');
});
