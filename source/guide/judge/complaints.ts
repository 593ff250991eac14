import type {Evidence} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {LogLine, ServiceComplaint} from '../../fact/log-complaints.ts';
import type {ServiceLog} from '../../fact/service-log.ts';

/** What is older belongs to another incident; servers repeat the same complaint only every now and then. In seconds. */
const recentS = 300;

/**
 * The last recent line of one kind in the service's own log. A line without a time counts, as it is among the last lines
 * of a file that the service writes now.
 */
export const recentComplaint = (log: Known<ServiceLog>, complaint: ServiceComplaint): LogLine | undefined =>
	log.known
		? log.value.complaints.findLast(
				line => line.complaint === complaint && (line.ageS === undefined || line.ageS <= recentS),
			)
		: undefined;

/** Quotes a line of a log with the command that shows it. */
export const complaintEvidence = (said: LogLine | undefined): readonly Evidence[] =>
	said ? [{command: said.command, excerpt: said.line}] : [];
