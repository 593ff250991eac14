import type {Wording} from './conclude.ts';
import type {CloudServer} from './detected.ts';
import type {Knowledge} from './diagnose.ts';
import type {Host} from './host.ts';
import type {Interrupt} from './interrupt.ts';
import type {Mend} from './mend.ts';
import type {Pace} from './question.ts';
import type {Resume} from './resume.ts';
import type {AnyStep} from './step.ts';
import type {Suppression} from './suppress.ts';
import type {Target} from './target.ts';

/** What a walk needs. */
export type WalkOptions = {
	/** The document, in its order. */
	readonly guide: readonly AnyStep[];
	readonly target: Target;
	readonly host: Host;
	readonly knowledge: Knowledge;
	readonly pace: Pace;
	readonly interrupt: Interrupt;
	/** For how long to watch for the load balancer's own probes, in seconds; absent: as long as something else takes. */
	readonly witnessS?: number | undefined;
	/** Whether the check is sent from the load balancer's seat too. */
	readonly fromSeat?: boolean | undefined;
	readonly wording: Wording;
	/** Where an earlier walk had come to, when this one goes on from there. */
	readonly resume?: Resume | undefined;
	/** Known findings that don't count. */
	readonly suppressions?: readonly Suppression[] | undefined;
	/** What the cloud says of the server, as soon as it has said it; undefined where it doesn't. */
	readonly server?: Promise<CloudServer | undefined> | undefined;
	/** The clock, for the time at which the run began. */
	readonly now: () => Date;
	/** Tries a remedy of what was found, together with the person; absent: remedies are only shown. */
	readonly mend?: Mend;
};
