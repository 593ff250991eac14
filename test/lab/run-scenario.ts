import {expect} from 'vitest';
import {balancersOpinion} from './harness/balancer.ts';
import {hobbled} from './harness/hobble.ts';
import {inShort, objections} from './harness/judge.ts';
import {openLab, probeSources} from './harness/lab.ts';
import {udpOpinion} from './harness/prober.ts';
import {runCheck, runCheckOverSsh} from './harness/program.ts';
import {reachOverSsh} from './harness/ssh.ts';
import type {Scenario} from './scenario.ts';

/** `SLBW_LAB=truth` only asks HAProxy, to see whether a scenario shows what it says. */
const onlyTruth = process.env.SLBW_LAB === 'truth';

/** `SLBW_LAB_OVER=ssh` or `local` only looks in that way. */
const ways = (['local', 'ssh'] as const).filter(way => (process.env.SLBW_LAB_OVER ?? way) === way);

/** Makes the fault, asks HAProxy, asks the program on the backend itself and over ssh, and compares. */
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

		for (const way of ways) {
			const inside = await hobbled(lab, scenario.hobble);
			const {told, exitCode, command} =
				way === 'ssh'
					? await runCheckOverSsh(await reachOverSsh(lab, lab.backend, {inside}), check)
					: await runCheck(lab.backend, check, inside);
			const wrong = objections(scenario, told, exitCode);
			expect(wrong, `${wrong.join('; ')}\n${command}\n${inShort(told)}\n`).toEqual([]);
		}
	} finally {
		await lab.close();
	}
};
