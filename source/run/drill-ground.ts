import {openEmbedded} from '../drill/embedded.ts';
import type {DrillFault} from '../drill/fault.ts';
import {drawFaults} from '../drill/faults.ts';
import type {Ground} from '../drill/ground.ts';
import {openOwnNetwork} from '../drill/own-network.ts';
import {randomFrom} from '../drill/random.ts';
import {systemWords} from '../engine/system-words.ts';
import type {Words} from '../engine/words.ts';
import {ownProgram} from './own-program.ts';
import {platform} from './platform.ts';

/** A practice backend, and why it has no network of its own where it could have been expected to have one. */
export type Opened = {readonly ground: Ground; readonly embeddedBecause?: Words};

/** The first fault that can be made here, in the order of the seed; or the named one. A sentence where there is none. */
export const openGround = async ({
	named,
	lacking,
	seed,
	port,
}: {
	readonly named: DrillFault | undefined;
	readonly lacking: Words | undefined;
	readonly seed: number;
	readonly port: number | undefined;
}): Promise<Opened | {readonly why: Words}> => {
	const program = ownProgram;
	const random = randomFrom(seed);
	const faults = named === undefined ? drawFaults(random) : [named];
	let because = lacking;
	let why: Words = {en: 'no fault can be made here', zh: '此处无法制造任何故障'};
	for (const fault of faults) {
		if (because === undefined) {
			const opened = await openOwnNetwork(fault, {program, random, port});
			if (!('why' in opened)) return {ground: opened};
			why = opened.why;
			if (opened.of === 'machine') because = notMade(why);
		}

		if (because === undefined || fault.own !== undefined) continue;
		try {
			return {ground: await openEmbedded(fault, {program, platform, port}), embeddedBecause: because};
		} catch (error) {
			return {why: cannotListen(port, systemWords(error))};
		}
	}
	return {why: because ?? why};
};

const notMade = (why: Words): Words => ({
	en: `a network of its own could not be made (${why.en})`,
	zh: `无法创建自己的网络（${why.zh}）`,
});

const cannotListen = (port: number | undefined, why: Words): Words => ({
	en: `the practice backend can’t listen${port === undefined ? '' : ` on port ${port}`} (${why.en})`,
	zh: `练习后端无法监听${port === undefined ? '' : `端口 ${port}`}（${why.zh}）`,
});
