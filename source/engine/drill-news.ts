import type {CauseCode} from './cause-code.ts';
import type {ResultCause} from './result.ts';
import type {StepId} from './step.ts';
import type {Target} from './target.ts';

/** What a node of the load balancer of a drill says of the practice backend, when that is something new. */
export type DrillReport = {
	/** The address that the check came from; absent where the program itself sends it. */
	readonly source?: string;
	readonly passes: boolean;
	/** What came of it, in a few words: `no connection within 2.0 s`. */
	readonly says: string;
};

/** One thing that costs points, or gives some: `2 hints`, -25. */
export type DrillPoint = {readonly what: string; readonly points: number};

/** What happens in a drill, as plain data and in order. */
export type DrillNews =
	| {
			readonly is: 'begun';
			readonly target: Target;
			/** The command with which another shell gets into the practice backend; absent where it is this machine itself. */
			readonly enter?: string;
			/** The file with the settings of the service there. */
			readonly settingsFile?: string;
			/** Why it is embedded, where somebody may have expected a backend of its own: a sentence. */
			readonly embeddedBecause?: string;
			/** The number that makes the same drill again; absent where a fault was named. */
			readonly seed?: number;
	  }
	| ({readonly is: 'checked'} & DrillReport)
	/** What the load balancer takes the backend for now. */
	| {readonly is: 'verdict'; readonly verdict: 'healthy' | 'unhealthy'}
	/** It failed, and has passed for a while. */
	| {readonly is: 'mended'}
	/** The last checks, asked for: the oldest first. */
	| {readonly is: 'checks'; readonly reports: readonly DrillReport[]; readonly count: number}
	/** Which step of the guide to look at; the step's title is a question. */
	| {readonly is: 'hint-step'; readonly step: StepId; readonly title: string; readonly why: string}
	/** How such a cause is found. */
	| {readonly is: 'hint-command'; readonly words: string}
	/** What slb-wizard saw; empty where it could see nothing. */
	| {readonly is: 'hint-output'; readonly evidence: ResultCause['evidence']}
	/** Another cause than the right one, and how that one would be found. */
	| {readonly is: 'wrong'; readonly code: CauseCode; readonly title: string; readonly found: string}
	/** What was named is so as well, and another cause says more of it. */
	| {readonly is: 'also-true'; readonly code: CauseCode; readonly title: string}
	| {readonly is: 'looking'}
	| {
			readonly is: 'ended';
			readonly how: 'found' | 'shown';
			readonly code: CauseCode;
			readonly title: string;
			readonly meaning: string;
			/** The cause as slb-wizard itself reports it on that backend; absent where it was put right before it looked. */
			readonly cause?: ResultCause;
			readonly points: number;
			readonly sum: readonly DrillPoint[];
			/** The best that was reached before with this fault; absent the first time, and where it isn't kept. */
			readonly bestBefore?: number;
	  };
