import type {DemoFaultId} from '../demo/faults.ts';
import type {CauseCode} from '../engine/cause-code.ts';
import type {Settings} from '../engine/settings.ts';
import type {Words} from '../engine/words.ts';

/** A fault that a practice backend can have. */
export type DrillFault = {
	readonly id: string;
	/** A few words, for the list. */
	readonly title: Words;
	readonly code: CauseCode;
	/** Other causes that may be meant by whoever sees the same from outside: four or five. */
	readonly near: readonly CauseCode[];
	/** Causes that are there as well, and less to the point. */
	readonly alsoTrue?: readonly CauseCode[];
	/** How the service answers; `none` is well. */
	readonly behaviour: DemoFaultId;
	/** What only a backend with a network of its own can have; absent: this machine will do. */
	readonly own?: OwnNetwork;
};

/** What makes a fault in a network of its own. */
export type OwnNetwork = {
	/** Programs that are needed beside `ip`. */
	readonly tools?: readonly string[];
	/** Commands for a POSIX shell on the backend, each on its own. `{port}` and `{backend}` stand for these. */
	readonly script?: readonly string[];
	/** Where the service listens: `address:port`, with the same words; or `nowhere`. */
	readonly listen?: string;
	/** What becomes of the service once it listens: frozen by a signal, or so stuck that it accepts nothing. */
	readonly stuck?: 'frozen' | 'accepts-nothing';
	/** What the check is set to beside the usual. */
	readonly check?: Settings;
};

/** A fault on the probe's path or of the service's process, for which a network of its own is needed. */
export type PathFault = Omit<DrillFault, 'behaviour' | 'own'> & {readonly own: OwnNetwork};
