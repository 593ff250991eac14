import {beforeAll, describe, test} from 'vitest';
import {kept} from '../recordings/recordings.ts';
import {groups} from './groups.ts';
import {sweepLeftovers} from './harness/leftovers.ts';
import {labLacks} from './harness/needs.ts';
import {runScenario} from './run-scenario.ts';
import type {Scenario} from './scenario.ts';

const lacksAll = labLacks();

const keepsOnly = process.env.SLBW_LAB === 'record';

beforeAll(async () => {
	if (lacksAll === undefined) {
		await sweepLeftovers();
	}
});

const define = (scenario: Scenario) =>
	test(scenario.name, {timeout: 120_000}, async ({skip}) => {
		const why = lacksAll ?? (keepsOnly && !kept.has(scenario.name) ? 'its recording is not kept' : scenario.lacks?.());
		skip(why !== undefined, why);
		await runScenario(scenario);
	});

for (const [group, scenarios] of Object.entries(groups)) {
	describe.concurrent(group, () => {
		for (const scenario of scenarios.filter(({alone}) => alone === undefined)) {
			define(scenario);
		}
	});
}

describe.sequential('alone on the machine', () => {
	for (const scenario of Object.values(groups).flat()) {
		if (scenario.alone !== undefined) {
			define(scenario);
		}
	}
});
