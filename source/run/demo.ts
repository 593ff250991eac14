import {type DemoFaultId, demoFaultIds, demoFaults, isDemoFault} from '../demo/faults.ts';
import {startDemo} from '../demo/start.ts';
import {didYouMean} from '../engine/did-you-mean.ts';
import type {Face} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import {completeTarget} from '../engine/settings.ts';
import {say, type Words} from '../engine/words.ts';
import {localHost} from '../host/local.ts';
import {openFace} from './open-face.ts';
import {platform} from './platform.ts';
import {UsageError} from './usage-error.ts';
import {walkAndWatch} from './walk-and-watch.ts';
import {walkOptions} from './walk-options.ts';

/** `slb-wizard demo --list`. Returns the exit status. */
export const listFaults = (): number => {
	const width = Math.max(...demoFaultIds.map(id => id.length));
	for (const {id, title} of demoFaults) process.stdout.write(`${id.padEnd(width)}  ${say(title)}\n`);
	return 0;
};

/** The fault that a newcomer meets first: it is the commonest, and localhost hides it. */
const firstFault: DemoFaultId = 'loopback-only';

/** `slb-wizard demo [fault]`: the real engine on a real, embedded backend. Returns the exit status. */
export const demo = async (word: string | undefined, wanted: 'plain' | 'any'): Promise<number> => {
	const fault = word ?? firstFault;
	if (!isDemoFault(fault)) throw new UsageError(noSuchFault(fault));
	const interrupt = new Interrupt();
	return demoWalk(await openFace(wanted, interrupt, 'demo'), interrupt, {fault, wanted});
};

const noSuchFault = (word: string): Words => {
	const meant = didYouMean(word, demoFaultIds);
	return {
		en: `demo ${JSON.stringify(word)}: must be one of ${demoFaultIds.join(', ')}${meant.en}`,
		zh: `demo ${JSON.stringify(word)}：必须是 ${demoFaultIds.join('、')} 之一${meant.zh}`,
	};
};

/** Walks a demo on a face that is already open. */
export const demoWalk = async (
	face: Face,
	interrupt: Interrupt,
	{fault = firstFault, wanted}: {readonly fault?: DemoFaultId; readonly wanted: 'plain' | 'any'},
): Promise<number> => {
	const backend = await startDemo(fault);
	try {
		const complete = completeTarget(backend.settings, platform);
		if (!('target' in complete)) throw new Error(`the demo ${fault} lacks ${complete.missing.join(', ')}`);
		const options = walkOptions({target: complete.target, host: localHost(), pace: 'guided', interrupt});
		return await walkAndWatch(options, face, wanted);
	} finally {
		await backend.close();
	}
};
