import type {CauseCode} from '../../source/engine/cause-code.ts';
import type {StepStatus, Verdict} from '../../source/engine/result.ts';
import type {StepId} from '../../source/engine/step.ts';
import type {Product, Protocol} from '../../source/engine/target.ts';
import type {Hobble} from './harness/hobble.ts';
import type {Lab} from './harness/lab.ts';

/** What the load balancer sees. */
export type Truth = 'up' | 'down' | 'flapping';

/** The health check's settings, both for HAProxy and for the program. What is absent is the product's default. */
export type Check = {
	readonly protocol: Protocol;
	/** The backend port; 80 if absent. */
	readonly port?: number;
	readonly checkPort?: number;
	readonly backend?: string;
	readonly path?: string;
	readonly domain?: string;
	readonly method?: 'head' | 'get';
	/** As on the command line: `http_2xx,http_3xx`. */
	readonly codes?: string;
	/** Seconds; 2 if absent, so that what has to time out doesn't take long. */
	readonly timeoutS?: number;
	/** Seconds; the product's default if absent. */
	readonly intervalS?: number;
	readonly product?: Product;
	/** Given to the program, where the product's own aren't known to it. */
	readonly source?: string;
	/** For how long the program watches for the load balancer's own probes, in seconds. */
	readonly witnessS?: number;
	/** Whether the program sends the check from the load balancer's seat too. */
	readonly fromSeat?: true;
};

/** One backend with one fault (or none, or two), what the load balancer thinks of it, and what the program has to say. */
export type Scenario = {
	/** A claim, in words. */
	readonly name: string;
	/** Makes the fault. */
	readonly arrange: (lab: Lab) => Promise<unknown>;
	readonly check: Check;
	/** Addresses that the load balancer probes from; the first one if absent. */
	readonly from?: readonly string[];
	readonly truth: Truth;
	/** The first cause; null: nothing is wrong; several: the contract's words fit each of them. */
	readonly first: CauseCode | readonly CauseCode[] | null;
	/** Causes that must be reported as well: fixing the first one isn't enough. */
	readonly with?: readonly CauseCode[];
	/** Causes that may be reported as well. No others may. */
	readonly also?: readonly CauseCode[];
	/** Where the verdict isn't simply what the load balancer sees, e.g. when the program can't know. */
	readonly verdict?: Verdict | readonly Verdict[];
	/** What the program has to do without. */
	readonly hobble?: Hobble;
	/** How steps have to come out. */
	readonly statuses?: Readonly<Partial<Record<StepId, StepStatus>>>;
	/** Words of the step that watches for the load balancer's own probes. */
	readonly witnessed?: RegExp;
	/** Words of the command that the first remedy of the first cause has. */
	readonly mends?: RegExp;
	/** Words that the first cause shows: in its summary or its evidence. */
	readonly shows?: RegExp;
	/** Words of a contradiction that must be told. Where nothing is wrong, none may be told but this one. */
	readonly contradiction?: RegExp;
	/** The load balancer has given its opinion, and sends no more probes when the program looks. */
	readonly quiet?: true;
	/** Why this machine can't show it; undefined when it can. */
	readonly lacks?: () => string | undefined;
	/** Why nothing else may run beside it. */
	readonly alone?: string;
};
