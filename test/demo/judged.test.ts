import {expect, test} from 'vitest';
import {demoFaults} from '../../source/demo/faults.ts';
import {startDemo} from '../../source/demo/start.ts';
import type {CauseCode} from '../../source/engine/cause-code.ts';
import type {Face} from '../../source/engine/event.ts';
import {Interrupt} from '../../source/engine/interrupt.ts';
import {run} from '../../source/engine/run-walk.ts';
import {completeTarget} from '../../source/engine/settings.ts';
import {walk} from '../../source/engine/walk.ts';
import {localHost} from '../../source/host/local.ts';
import {walkOptions} from '../../source/run/walk-options.ts';

/** A face that only notes the failures that the steps found. */
const makeNotes = () => {
	const found = new Set<CauseCode>();
	const face: Face = {
		show: event => {
			for (const {code, severity} of event.type === 'step-ended' ? event.report.causes : []) {
				if (severity === 'failure') {
					found.add(code);
				}
			}
		},
		ask: async () => ({do: 'quit'}),
		close: async () => {},
	};
	return {face, found};
};

test.each(demoFaults)('the engine finds $code in the demo $id', async ({id, code}) => {
	const demo = await startDemo(id);
	try {
		const complete = completeTarget(demo.settings, 'linux');
		if (!('target' in complete)) {
			throw new Error(`The demo's settings lack ${complete.missing.join(', ')}.`);
		}

		const options = walkOptions({target: complete.target, host: localHost(), pace: 'all', interrupt: new Interrupt()});
		const {face, found} = makeNotes();
		const {result} = await run(walk(options), face);
		expect(result.verdict).toBe(code === undefined ? 'healthy' : 'unhealthy');
		if (code === undefined) expect([...found.keys()]).not.toContain('service-not-listening');
		else expect([...found.keys()], JSON.stringify(result)).toContain(code);
		// A machine that is overloaded while this runs gets that said first, and rightly.
		const isOverloaded = found.has('cpu-overloaded');
		const failures = result.causes.filter(
			({severity, certainty}) => severity === 'failure' && certainty !== 'possible',
		);
		const told = failures.map(cause => cause.code);
		expect(told).toEqual(isOverloaded ? expect.arrayContaining(['cpu-overloaded']) : code === undefined ? [] : [code]);
	} finally {
		await demo.close();
	}
});
