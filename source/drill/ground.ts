import type {Result} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import type {DrillFault} from './fault.ts';
import type {BalancerReport} from './orders.ts';

/** A practice backend that stands. */
export type Ground = {
	readonly fault: DrillFault;
	readonly target: Target;
	/** Where it has a network of its own: how to get in, and the file with the service's settings. */
	readonly own?: {
		readonly enter: {readonly file: string; readonly args: readonly string[]};
		readonly settingsFile: string;
	};
	/** Lets the load balancer check it from now on, until it is closed. Called once. */
	readonly check: (tell: (report: BalancerReport) => void) => void;
	/** What `slb-wizard check` finds there; undefined where it came to no end. */
	readonly look: () => Promise<Result | undefined>;
	/** Takes everything away. Calling it twice is the same as once. */
	readonly close: () => Promise<void>;
};

/** How this program is started once more: the program, and its first words. */
export type OwnProgram = readonly [string, ...string[]];
