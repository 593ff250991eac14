import type {CauseFinding, Severity} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Answers} from '../../fact/answers.ts';

/** Whether the service's own answers show the trouble: what is full and still passes is a risk. */
export const severityBy = (asked: Known<Answers>): Severity | undefined => {
	const health = asked.known ? asked.value.health : undefined;
	return health === 'good' || health === 'error' || health === 'other' ? 'risk' : undefined;
};

/** A finding with its severity set, where the answers decide it. */
export const withSeverity = (finding: CauseFinding, severity: Severity | undefined): CauseFinding =>
	severity === undefined ? finding : {...finding, severity};
