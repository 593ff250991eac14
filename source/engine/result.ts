import type {CauseCode} from './cause-code.ts';
import type {Change} from './change.ts';
import type {CloudServer} from './detected.ts';
import type {Certainty, Evidence, Severity} from './finding.ts';
import type {Place} from './place.ts';
import type {StepId} from './step.ts';
import type {Target} from './target.ts';

/** A way to mend a cause. */
export type Remedy = {
	/** An imperative sentence. */
	readonly summary: string;
	/** The exact command, when there is one that can be pasted. */
	readonly command?: string;
	/** The exact command that takes it back. */
	readonly undo?: string;
	/** Makes it last over a reboot, in this host's own way, once it has proved itself; absent: it lasts, or no command does. */
	readonly keep?: {readonly command: string; readonly undo?: string};
	/** How dangerous the remedy itself is. */
	readonly risk: 'low' | 'medium' | 'high';
	/** How slb-wizard makes it itself; absent: it stays advice. It is no part of the JSON. */
	readonly change?: Change;
};

export type Verdict = 'healthy' | 'unhealthy' | 'unknown';

/** Why a cause is suppressed, and the last day of it: 2027-01-31. */
export type SuppressedUntil = {readonly reason: string; readonly until: string};

export type ResultCause = {
	readonly code: CauseCode;
	readonly certainty: Certainty;
	readonly severity: Severity;
	/** Where on the probe's path it is; results of an older slb-wizard don't say. */
	readonly place?: Place;
	readonly step: StepId;
	readonly summary: string;
	readonly evidence: readonly Evidence[];
	readonly remedies: readonly Remedy[];
	/** Somebody has decided to live with it, until a day (the settings file); it doesn't make the exit status 1. */
	readonly suppressed?: SuppressedUntil;
};

export type StepStatus = 'ok' | 'problem' | 'risk' | 'unknown' | 'skipped';

export type ResultStep = {
	readonly id: StepId;
	readonly title: string;
	readonly status: StepStatus;
	readonly reason?: string;
	/** What the step found in order, or worth noting, in sentences; absent where there is nothing of the kind. */
	readonly says?: readonly string[];
	readonly commands: ReadonlyArray<{
		readonly command: string;
		/** null when the command didn't end by itself. */
		readonly exitCode: number | null;
		readonly durationMs: number;
	}>;
};

/** Two results that seem to exclude each other: both are right, they measure different things. */
export type Contradiction = {
	readonly step: StepId;
	readonly summary: string;
	readonly evidence: readonly [Evidence, Evidence];
};

/** The document of `check --json` (the contract's section 2). */
export type Result = {
	readonly schemaVersion: 1;
	readonly tool: {readonly name: 'slb-wizard'; readonly version: string};
	readonly startedAt: string;
	readonly durationMs: number;
	readonly target: Target;
	/** What the metadata service says of the server; absent where there is none or it wasn't asked. */
	readonly server?: Pick<CloudServer, 'instanceId' | 'region'>;
	readonly verdict: Verdict;
	readonly causes: readonly ResultCause[];
	/** Test results that mislead; absent when there are none. */
	readonly contradictions?: readonly Contradiction[];
	readonly steps: readonly ResultStep[];
};
