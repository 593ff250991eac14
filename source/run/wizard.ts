import {Interrupt} from '../engine/interrupt.ts';
import type {Settings} from '../engine/settings.ts';
import {openFace} from './open-face.ts';

/** `slb-wizard`: asks what it was not told, then walks the guide. Returns the exit status. */
export const wizard = async (given: Settings, wanted: 'plain' | 'any'): Promise<number> => {
	const interrupt = new Interrupt();
	const face = await openFace(wanted, interrupt);
	// Half of the program; the first frame doesn't wait for it.
	const {askAndWalk} = await import('./ask-and-walk.ts');
	return askAndWalk(given, face, interrupt);
};
