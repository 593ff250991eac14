import {describe, expect, test} from 'vitest';
import type {Scenario} from '../scenario.ts';
import {objections} from './judge.ts';
import type {Told} from './program.ts';

const scenario = (of: Partial<Scenario>): Scenario => ({
	name: 'a scenario',
	arrange: async () => {},
	check: {protocol: 'http'},
	truth: 'down',
	first: 'service-hung',
	...of,
});

const told = (verdict: Told['verdict'], ...codes: readonly string[]): Told => ({
	schemaVersion: 1,
	verdict,
	causes: codes.map(code => ({
		code,
		certainty: 'proven',
		severity: 'failure',
		step: 'answer',
		summary: 'It is so.',
		evidence: [],
		remedies: [],
	})),
	steps: [],
});

describe('the judge of the lab', () => {
	test('is content with the right verdict, cause and status', () => {
		expect(objections(scenario({}), told('unhealthy', 'service-hung'), 1)).toEqual([]);
		expect(objections(scenario({truth: 'up', first: null}), told('healthy'), 0)).toEqual([]);
		expect(objections(scenario({truth: 'flapping'}), told('unhealthy', 'service-hung'), 1)).toEqual([]);
	});

	test.for([
		['a wrong verdict', {}, told('healthy'), 0, 'the verdict is healthy, not unhealthy'],
		['a wrong status', {}, told('unhealthy', 'service-hung'), 0, 'it exits with 0, not 1'],
		['another cause first', {}, told('unhealthy', 'disk-full'), 1, 'the first cause is disk-full, not service-hung'],
		['no cause', {}, told('unhealthy'), 1, 'the first cause is none, not service-hung'],
		[
			'a second fault that is missed',
			{with: ['disk-full'] as const},
			told('unhealthy', 'service-hung'),
			1,
			"disk-full isn't reported",
		],
		[
			'a cause without reason',
			{},
			told('unhealthy', 'service-hung', 'disk-full'),
			1,
			'disk-full is reported without reason',
		],
		[
			'a cause on a healthy host',
			{truth: 'up', first: null} as const,
			told('healthy', 'disk-full'),
			0,
			'disk-full is reported without reason',
		],
	] as const)('objects to %s', ([, of, answer, status, objection]) => {
		expect(objections(scenario(of), answer, status)).toContain(objection);
	});
});
