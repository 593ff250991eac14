import {readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {kept} from '../recordings/recordings.ts';
import {isInstalled, lookAt} from '../report/browser.ts';
import {junitFaults} from '../report/junit-valid.ts';
import {groups} from './groups.ts';
import {sweepLeftovers} from './harness/leftovers.ts';
import {labLacks} from './harness/needs.ts';
import {openKept} from './harness/reports.ts';
import {runScenario} from './run-scenario.ts';
import type {Scenario} from './scenario.ts';

const lacksAll = labLacks();

/** The reports of all runs that are looked at together. */
const reports = openKept();
afterAll(() => rmSync(reports, {recursive: true}));

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
		await runScenario(scenario, reports);
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

/** So many pages a browser shows side by side in a few seconds. */
const pagesAtOnce = 40;

describe.sequential('the reports of all these runs', () => {
	const files = (ending: string): readonly string[] =>
		readdirSync(reports)
			.filter(name => name.endsWith(ending))
			.map(name => join(reports, name));

	test('are valid for readers of JUnit', ({skip}) => {
		skip(!isInstalled('xmllint'), 'xmllint is not installed (test/report/packages.txt)');
		expect(junitFaults(files('.xml'))).toEqual([]);
	});

	test('are readable on a phone', {timeout: 600_000}, ({skip}) => {
		skip(!isInstalled('chromium'), 'chromium is not installed (test/report/packages.txt)');
		const pages = files('.local.html');
		const wrong: string[] = [];
		for (let from = 0; from < pages.length; from += pagesAtOnce) {
			const some = pages.slice(from, from + pagesAtOnce);
			const {seen, console} = lookAt(some, {width: 360, height: 780, scheme: 'light'});
			expect([seen.length, console]).toEqual([some.length, '']);
			for (const [index, {tooWide, cut, handlers}] of seen.entries())
				for (const what of [...tooWide, ...cut, ...(handlers === 0 ? [] : ['handlers of events'])])
					wrong.push(`${some[index]}: ${what}`);
		}

		expect(wrong).toEqual([]);
	});
});
