import {beforeAll, describe, test} from 'vitest';
import {kept} from '../recordings/recordings.ts';
import {sweepLeftovers} from './harness/leftovers.ts';
import {labLacks} from './harness/needs.ts';
import {runScenario} from './run-scenario.ts';
import type {Scenario} from './scenario.ts';
import {answers} from './scenarios/answers.ts';
import {balancer} from './scenarios/balancer.ts';
import {combinations} from './scenarios/combinations.ts';
import {containers} from './scenarios/containers.ts';
import {contradictory} from './scenarios/contradictory.ts';
import {deceptions} from './scenarios/deceptions.ts';
import {filters} from './scenarios/filters.ts';
import {frontEnds} from './scenarios/front-ends.ts';
import {frozen} from './scenarios/frozen.ts';
import {healthy} from './scenarios/healthy.ts';
import {healthyFilters} from './scenarios/healthy-filters.ts';
import {healthyNetworks} from './scenarios/healthy-networks.ts';
import {healthySets} from './scenarios/healthy-sets.ts';
import {hobbledRuns} from './scenarios/hobbled.ts';
import {kernel} from './scenarios/kernel.ts';
import {kubernetes} from './scenarios/kubernetes.ts';
import {load} from './scenarios/load.ts';
import {moreCombinations} from './scenarios/more-combinations.ts';
import {oddAnswers} from './scenarios/odd-answers.ts';
import {oddRules} from './scenarios/odd-rules.ts';
import {oddTables} from './scenarios/odd-tables.ts';
import {packetPath} from './scenarios/packet-path.ts';
import {pastFaults} from './scenarios/past-faults.ts';
import {products} from './scenarios/products.ts';
import {realOwners} from './scenarios/real-owners.ts';
import {refusals} from './scenarios/refusals.ts';
import {routes} from './scenarios/routes.ts';
import {service} from './scenarios/service.ts';
import {sets} from './scenarios/sets.ts';
import {stuck} from './scenarios/stuck.ts';
import {trapList} from './scenarios/trap-list.ts';
import {traps} from './scenarios/traps.ts';
import {udp} from './scenarios/udp.ts';
import {wayOut} from './scenarios/way-out.ts';
import {witnessed} from './scenarios/witnessed.ts';

const groups: Readonly<Record<string, readonly Scenario[]>> = {
	'the service and its socket': [...service, ...stuck, ...frozen, ...containers, ...kubernetes],
	'packet filters': [...filters, ...wayOut, ...sets, ...frontEnds, ...oddRules, ...oddTables],
	'routes and the kernel': [...routes, ...kernel],
	'the answer': [...answers, ...refusals, ...oddAnswers],
	'marks, routes and translations': packetPath,
	'the real firewalld, ufw and fail2ban': realOwners,
	udp,
	'the load balancer and load': [...balancer, ...products, ...load],
	'a program that lacks rights or commands': hobbledRuns,
	'the probes themselves, watched': witnessed,
	contradictions: contradictory,
	'two faults at once': [...combinations, ...moreCombinations],
	'faults that look well': [...deceptions, ...trapList],
	'healthy backends that look broken': [
		...healthy,
		...healthyNetworks,
		...healthyFilters,
		...healthySets,
		...traps,
		...pastFaults,
	],
};

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
		await runScenario(scenario, process.env.SLBW_LAB_OVER === 'ssh' ? 'ssh' : 'local');
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
