import {expect} from 'vitest';
import {balancersOpinion} from './harness/balancer.ts';
import {hobbled} from './harness/hobble.ts';
import {inShort, objections} from './harness/judge.ts';
import {openLab, probeSources} from './harness/lab.ts';
import {udpOpinion} from './harness/prober.ts';
import {runCheck} from './harness/program.ts';
import type {Scenario} from './scenario.ts';

/** `SLBW_LAB=truth` only asks HAProxy, to see whether a scenario shows what it says. */
const onlyTruth = process.env.SLBW_LAB === 'truth';

/** Makes the fault, asks HAProxy, asks the program, and compares. */
export const runScenario = async (scenario: Scenario) => {
	const lab = await openLab();
	try {
		const {check, from = probeSources.slice(0, 1), truth} = scenario;
		await scenario.arrange(lab);
		const opinion =
			check.protocol === 'udp'
				? await udpOpinion(lab, check, from)
				: await balancersOpinion(lab, check, from, scenario);
		expect(opinion, 'what the load balancer thinks').toBe(truth);
		if (onlyTruth) {
			return;
		}

		const {told, exitCode, command} = await runCheck(lab.backend, check, await hobbled(lab, scenario.hobble));
		const wrong = objections(scenario, told, exitCode);
		expect(wrong, `${wrong.join('; ')}\n${command}\n${inShort(told)}\n`).toEqual([]);
	} finally {
		await lab.close();
	}
};
