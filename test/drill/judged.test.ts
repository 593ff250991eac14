import {beforeAll, describe, expect, test} from 'vitest';
import {answerFaults} from '../../source/drill/answer-faults.ts';
import {openEmbedded} from '../../source/drill/embedded.ts';
import type {DrillFault} from '../../source/drill/fault.ts';
import {drillFaults} from '../../source/drill/faults.ts';
import type {Ground} from '../../source/drill/ground.ts';
import {Opinion} from '../../source/drill/opinion.ts';
import {openOwnNetwork} from '../../source/drill/own-network.ts';
import {randomFrom} from '../../source/drill/random.ts';
import {paceOf} from '../../source/watch/pace.ts';
import {labLacks} from '../lab/harness/needs.ts';
import {build, program} from './program.ts';

/** Waits until the load balancer has its opinion; flapping counts as one check that fails. */
const judged = async (ground: Ground, {id}: DrillFault): Promise<void> => {
	const opinion = new Opinion(paceOf(ground.target));
	const wants = ['intermittent', 'limited'].includes(id) ? 'one failure' : 'unhealthy';
	await new Promise<void>(resolve => {
		ground.check(report => {
			opinion.take(report);
			if (wants === 'one failure' ? !report.passes : opinion.verdict === 'unhealthy') resolve();
		});
	});
};

const engineFinds = async (ground: Ground, fault: DrillFault): Promise<void> => {
	try {
		await judged(ground, fault);
		const result = await ground.look();
		expect(result?.verdict, JSON.stringify(result?.causes)).toBe('unhealthy');
		const failures = result?.causes.filter(
			({severity, certainty, code}) => severity === 'failure' && certainty !== 'possible' && code !== 'cpu-overloaded',
		);
		expect(failures?.[0]?.code, JSON.stringify(failures)).toBe(fault.code);
	} finally {
		await ground.close();
	}
};

beforeAll(build);

describe.skipIf(labLacks() !== undefined)('in a network of its own', {timeout: 90_000}, () => {
	test.concurrent.each(drillFaults)('the load balancer fails on $id, and the engine finds $code', async fault => {
		const ground = await openOwnNetwork(fault, {program, random: randomFrom(7)});
		if ('why' in ground) throw new Error(ground.why.en);
		await engineFinds(ground, fault);
	});
});

describe('embedded', {timeout: 90_000}, () => {
	test.concurrent.each(answerFaults)('the load balancer fails on $id, and the engine finds $code', async fault => {
		await engineFinds(await openEmbedded(fault, {program, platform: 'linux'}), fault);
	});
});
