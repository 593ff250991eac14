import {startDemo} from '../demo/start.ts';
import {completeTarget} from '../engine/settings.ts';
import type {Platform} from '../engine/target.ts';
import {checkAgain} from './balancer.ts';
import type {DrillFault} from './fault.ts';
import type {Ground, OwnProgram} from './ground.ts';
import {lookAt} from './look.ts';

/** A practice backend within this program, on loopback: for the faults that need no network of their own. */
export const openEmbedded = async (
	fault: DrillFault,
	{
		program,
		platform,
		port = 0,
	}: {readonly program: OwnProgram; readonly platform: Platform; readonly port?: number | undefined},
): Promise<Ground> => {
	const demo = await startDemo(fault.behaviour, port);
	const complete = completeTarget(demo.settings, platform);
	if (!('target' in complete)) throw new Error(`the drill ${fault.id} lacks ${complete.missing.join(', ')}`);
	const {target} = complete;
	const end = new AbortController();
	let closed: Promise<void> | undefined;
	return {
		fault,
		target,
		check: tell => {
			void checkAgain(target, undefined, {tell, signal: end.signal});
		},
		look: () => lookAt(target, {before: [], program, signal: end.signal}),
		close: () => {
			end.abort();
			closed ??= demo.close();
			return closed;
		},
	};
};
