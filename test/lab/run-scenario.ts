import {expect} from 'vitest';
import {balancersOpinion} from './harness/balancer.ts';
import {hobbled} from './harness/hobble.ts';
import {inShort, objections} from './harness/judge.ts';
import {type Lab, openLab, probeSources} from './harness/lab.ts';
import {udpOpinion} from './harness/prober.ts';
import {runCheck, runCheckOverSsh} from './harness/program.ts';
import {expectSameAgain, keepRecording, onlyTheLab, recordingFolder} from './harness/recording.ts';
import {LabReports} from './harness/reports.ts';
import {reachOverSsh} from './harness/ssh.ts';
import type {Scenario} from './scenario.ts';

/** `SLBW_LAB=truth` only asks HAProxy, to see whether a scenario shows what it says. */
const onlyTruth = process.env.SLBW_LAB === 'truth';

/** `SLBW_LAB=record` makes the recordings of test/recordings anew, out of the scenarios that are named there. */
const keeps = process.env.SLBW_LAB === 'record';

/** `SLBW_LAB_REPLAY=1` records each run and judges the recording again: the result has to be the same. */
const replays = keeps || process.env.SLBW_LAB_REPLAY === '1';

/** `SLBW_LAB_OVER=ssh` or `local` only looks in that way. */
const only = process.env.SLBW_LAB_OVER ?? (keeps ? 'local' : undefined);
const ways = (['local', 'ssh'] as const).filter(way => (only ?? way) === way);

/**
 * Makes the fault, asks HAProxy, asks the program on the backend itself and over ssh, and compares. The reports of each
 * run have to be valid; those that are looked at later are kept in a folder.
 */
export const runScenario = async (scenario: Scenario, kept: string) => {
	const lab = await openLab();
	try {
		const {check, from = probeSources.slice(0, 1), truth} = scenario;
		await scenario.arrange(lab);
		const opinion =
			check.protocol === 'udp'
				? await udpOpinion(lab, check, from, scenario)
				: await balancersOpinion(lab, check, from, scenario);
		expect(opinion, 'what the load balancer thinks').toBe(truth);
		if (onlyTruth) {
			return;
		}

		for (const way of ways) {
			await look(lab, scenario, {way, kept});
		}
	} finally {
		await lab.close();
	}
};

const look = async (
	lab: Lab,
	scenario: Scenario,
	{way, kept}: {readonly way: 'local' | 'ssh'; readonly kept: string},
) => {
	const {check} = scenario;
	const {user: as, ...rest} = (keeps ? onlyTheLab(scenario.hobble) : scenario.hobble) ?? {};
	// Over ssh somebody logs in who is that user there; sshd itself is root's.
	const inside = await hobbled(lab, way === 'ssh' || as === undefined ? rest : {...rest, user: as});
	const folder = replays ? recordingFolder(lab) : undefined;
	const reports = new LabReports(lab, way);
	const more = [...reports.options, ...(folder === undefined ? [] : ['--record', folder])];
	const {told, exitCode, command, stdout} =
		way === 'ssh'
			? await runCheckOverSsh(await reachOverSsh(lab, lab.backend, {inside, as}), check, more)
			: await runCheck(lab.backend, check, inside, more);
	const wrong = [...objections(scenario, told, exitCode), ...reports.faults(stdout)];
	expect(wrong, `${wrong.join('; ')}\n${command}\n${inShort(told)}\n`).toEqual([]);
	reports.keep(kept, scenario.name, way);
	if (folder === undefined) {
		return;
	}

	await expectSameAgain(folder, {stdout, exitCode});
	if (keeps) {
		keepRecording(scenario.name, folder, stdout);
	}
};
