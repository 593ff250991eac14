import type {CauseCode} from './cause-code.ts';
import type {Observation} from './command.ts';
import type {Latency} from './exhibit.ts';
import type {Finding, Severity} from './finding.ts';
import type {Remedy, ResultCause, StepStatus} from './result.ts';
import type {StepId} from './step.ts';

/** What a face needs to present a step before it runs. Everything is text. */
export type StepCard = {
	readonly id: StepId;
	readonly title: string;
	readonly why: string;
	readonly passage: string;
	/** The document's literal command with this host's values. */
	readonly documentCommand: string;
	/** Why something else is run instead; absent where the document's command is good as it is. */
	readonly documentBut?: string;
	/** Why the step doesn't apply to this target. */
	readonly skipWhy?: string;
	/** The causes that it is the place to find, from the catalogue; absent where there are none. */
	readonly leadsTo?: readonly Lead[];
};

/** A cause that a step can lead to, by its code and its heading. */
export type Lead = {readonly code: CauseCode; readonly title: string; readonly severity: Severity};

/** What a step came to. */
export type StepReport = {
	readonly step: StepId;
	readonly status: StepStatus;
	readonly reason?: string;
	readonly findings: readonly Finding<string>[];
	/** The causes among the findings, in words, with what can be done. */
	readonly causes: ReadonlyArray<
		Pick<ResultCause, 'code' | 'certainty' | 'severity' | 'place' | 'summary' | 'evidence'> & {
			readonly remedies: readonly Remedy[];
		}
	>;
	/** How long the check's own probes took; absent where none was sent. */
	readonly latency?: Latency;
	readonly observations: readonly Observation[];
};
