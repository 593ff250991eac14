import {type ChildProcess, spawn} from 'node:child_process';
import {connect} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {sendProbe} from '../../source/probe/send.ts';

/** A listener whose process is stopped (state T), with an accept queue of one; its port. */
const startStopped = async (): Promise<number> => {
	const script = `const server = require('node:net').createServer().listen({port: 0, host: '127.0.0.1', backlog: 1}, () => {
		process.stdout.write(String(server.address().port));
	})`;
	const child: ChildProcess = spawn(process.execPath, ['-e', script], {stdio: ['ignore', 'pipe', 'inherit']});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	const port = await new Promise<number>(resolve => {
		child.stdout?.once('data', piece => resolve(Number(piece)));
	});
	child.kill('SIGSTOP');
	return port;
};

test('the kernel takes a connection for a stopped process, so tcp passes and http waits for an answer', async () => {
	const port = await startStopped();
	const target = {address: '127.0.0.1', port, timeoutMs: 300} as const;
	expect((await sendProbe({...target, protocol: 'tcp'})).reply.outcome).toBe('answered');
	expect((await sendProbe({...target, protocol: 'http'})).reply).toMatchObject({outcome: 'answer-timeout'});
});

test('a full accept queue is a connect timeout', async () => {
	const port = await startStopped();
	const fillers = Array.from({length: 6}, () => connect({port, host: '127.0.0.1'}).on('error', () => {}));
	onTestFinished(() => {
		for (const socket of fillers) {
			socket.destroy();
		}
	});
	await new Promise(resolve => setTimeout(resolve, 200));
	for (const protocol of ['tcp', 'http'] as const) {
		const {reply, exitCode} = await sendProbe({protocol, address: '127.0.0.1', port, timeoutMs: 400});
		expect(reply).toMatchObject({outcome: 'connect-timeout'});
		expect(reply.connectMs).toBeUndefined();
		expect(exitCode).toBe(protocol === 'tcp' ? 1 : 28);
	}
});
