import {describe, expect, it} from 'vitest';
import {demoFaults} from '../../source/demo/faults.ts';
import {startDemo} from '../../source/demo/start.ts';
import type {Face} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {run, walk} from '../../source/engine/walk.ts';
import {localHost} from '../../source/host/local.ts';
import {walkOptions} from '../../source/run/walk-options.ts';

const silentFace: Face = {show: () => {}, ask: async () => ({do: 'go'}), close: async () => {}};

describe('the real engine on the demo', () => {
	it.concurrent.each(demoFaults)('finds $id', async ({id, code}) => {
		const demo = await startDemo(id);
		try {
			const complete = completeTarget(demo.settings, 'linux');
			if (!('target' in complete)) throw new Error(`missing: ${complete.missing.join()}`);
			const options = walkOptions({
				target: complete.target,
				host: localHost(),
				pace: 'all',
				interrupt: new Interrupt(),
			});
			const {result} = await run(walk(options), silentFace);
			const failures = result.causes.filter(
				({severity, certainty}) => severity === 'failure' && certainty !== 'possible',
			);
			expect(failures.map(cause => cause.code)).toEqual(code === undefined ? [] : [code]);
			if (code !== undefined) expect(result.verdict).toBe('unhealthy');
		} finally {
			await demo.close();
		}
	});
});
