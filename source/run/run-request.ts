import type {Pace} from '../engine/question.ts';
import type {Settings} from '../engine/settings.ts';
import type {Suppression} from '../engine/suppress.ts';

/** What a person asked a run for. */
export type RunRequest = {
	/** What was said of the target. */
	readonly given: Settings;
	/** For how long to watch for the load balancer's own probes, in seconds; undefined: as long as something else takes. */
	readonly witnessS?: number | undefined;
	/** Known findings that don't count. */
	readonly suppressions?: readonly Suppression[] | undefined;
	/** The folder that everything which is seen is written to; undefined: nowhere. */
	readonly record?: string | undefined;
	/** Whether the check is sent from the load balancer's seat too. */
	readonly fromSeat?: boolean | undefined;
	/** The pace that the wizard is to have; undefined: it asks, or a session has one. */
	readonly pace?: Pace | undefined;
	/** What is written besides the answer; undefined: nothing. */
	readonly reports?: ReportRequest | undefined;
};

/** The reports that were asked for. */
export type ReportRequest = {
	/** Files, whose form is told by their names' endings. */
	readonly files: readonly string[];
	/** addresses: tokens stand in the place of addresses, in everything that is written. */
	readonly mask?: 'addresses';
};
