import {describe, expect, test} from 'vitest';
import {demoFaults, isDemoFault} from '../../source/demo/faults.ts';
import {startDemo} from '../../source/demo/start.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {checkShape, isAccepted} from '../../source/fact/check-shape.ts';
import {sendProbe} from '../../source/probe/send.ts';

describe.each(demoFaults)('$id', ({id, code}) => {
	test(
		code === undefined ? 'passes its own check' : 'fails its own check, twice in a row or now and then',
		async () => {
			const demo = await startDemo(id);
			try {
				const complete = completeTarget(demo.settings, 'linux');
				if (!('target' in complete)) {
					throw new Error(`The demo's settings lack ${complete.missing.join(', ')}.`);
				}

				const {target} = complete;
				const {backend: address, healthCheck} = target;
				const timeoutMs = Math.min(healthCheck.timeoutS * 1000, 1000);
				const shape = checkShape(target, {address, port: healthCheck.port}, timeoutMs);
				const passes: boolean[] = [];
				for (let count = 0; count < 3; count += 1) {
					passes.push(isAccepted(target, (await sendProbe(shape)).reply));
				}

				expect(passes).toEqual(
					code === undefined ? [true, true, true] : [id === 'intermittent', id === 'intermittent', false],
				);
			} finally {
				await demo.close();
			}
		},
	);
});

test('a service that is bound to loopback answers there, which is why it looks healthy', async () => {
	const demo = await startDemo('loopback-only');
	const {port, backend} = demo.settings;
	const {reply} = await sendProbe({protocol: 'http', address: '127.0.0.1', port, timeoutMs: 1000});
	await demo.close();
	expect(reply.status).toBe(200);
	expect(backend).not.toBe('127.0.0.1');
});

test('a demo that is closed leaves its port, open connections or not', async () => {
	const demo = await startDemo('hung');
	const {port} = demo.settings;
	const waiting = sendProbe({protocol: 'http', address: '127.0.0.1', port, timeoutMs: 5000});
	await new Promise(resolve => setTimeout(resolve, 50));
	await demo.close();
	expect((await waiting).reply.outcome).toBe('closed');
	const {reply} = await sendProbe({protocol: 'tcp', address: '127.0.0.1', port, timeoutMs: 1000});
	expect(reply.outcome).toBe('refused');
});

test('only the names of faults are faults', () => {
	expect([isDemoFault('redirect'), isDemoFault('toString'), isDemoFault('')]).toEqual([true, false, false]);
});
