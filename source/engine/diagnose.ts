import type {CauseCode} from './cause-code.ts';
import type {CauseFinding, Certainty, Evidence, Finding, Severity, Values, WordedEvidence} from './finding.ts';
import type {Place} from './place.ts';
import type {Remedy, ResultCause, StepStatus, Verdict} from './result.ts';
import {saidEvidence, saidValues} from './said.ts';
import type {StepId} from './step.ts';
import type {Target} from './target.ts';
import {say, type Words} from './words.ts';

/** What the diagnosis has to know of each cause. The catalogue fits it. */
export type CauseBook = Readonly<
	Record<
		CauseCode,
		{
			readonly place: Place;
			readonly step: StepId;
			readonly severity: Severity;
			/** A few words, as a heading. */
			readonly title: Words;
			readonly explains: readonly CauseCode[];
			readonly summary: (values: Values, target: Target) => Words;
			readonly remedies: (values: Values, target: Target) => readonly Remedy[];
		}
	>
>;

/** The causes' knowledge and the order of the places on the probe's path. */
export type Knowledge = {readonly causes: CauseBook; readonly places: readonly Place[]};

const certaintyOrder: Readonly<Record<Certainty, number>> = {proven: 0, likely: 1, possible: 2};
const severityOrder: Readonly<Record<Severity, number>> = {failure: 0, risk: 1};

/** A finding and the step that found it. */
export type Found = {readonly step: StepId; readonly finding: Finding};

type FoundCause = CauseFinding & {readonly foundBy: readonly StepId[]};

/** A cause finding in the words of a result. It belongs to the catalogue's step, if that one found it too. */
export const inWords = (finding: FoundCause, target: Target, {causes}: Knowledge): ResultCause => {
	const entry = causes[finding.code];
	const [first = entry.step] = finding.foundBy;
	const values = saidValues(finding.values);
	return {
		code: finding.code,
		certainty: finding.certainty,
		severity: finding.severity ?? entry.severity,
		place: entry.place,
		step: finding.foundBy.includes(entry.step) ? entry.step : first,
		summary: say(entry.summary(values, target)),
		evidence: finding.evidence.map(saidEvidence),
		remedies: entry.remedies(values, target),
	};
};

/**
 * The causes that explain the findings, root cause first: one for each code, without what an observed cause explains.
 * Failures come before risks, then the more certain, then what the probe meets first on its way.
 */
export const diagnose = (found: readonly Found[], target: Target, knowledge: Knowledge): readonly ResultCause[] => {
	const merged = mergeByCode(found, knowledge);
	const standing = withoutExplained(merged, knowledge);
	const place = ({code}: CauseFinding): number => knowledge.places.indexOf(knowledge.causes[code].place);
	return standing
		.toSorted(
			(one, other) =>
				severityOrder[severityOf(one, knowledge)] - severityOrder[severityOf(other, knowledge)] ||
				certaintyOrder[one.certainty] - certaintyOrder[other.certainty] ||
				place(one) - place(other),
		)
		.map(finding => inWords(finding, target, knowledge));
};

const severityOf = ({code, severity}: CauseFinding, {causes}: Knowledge): Severity => severity ?? causes[code].severity;

/** Several steps may find the same cause: the most certain finding speaks, all of them give evidence. */
const mergeByCode = (found: readonly Found[], knowledge: Knowledge): readonly FoundCause[] => {
	const merged = new Map<CauseCode, FoundCause>();
	for (const {step, finding} of found) {
		if (finding.is !== 'cause') continue;
		const one = {...finding, foundBy: [step]};
		const other = merged.get(finding.code);
		merged.set(finding.code, other === undefined ? one : merge(other, one, knowledge));
	}

	return [...merged.values()];
};

const merge = (one: FoundCause, other: FoundCause, knowledge: Knowledge): FoundCause => {
	const weight = (finding: CauseFinding): number =>
		severityOrder[severityOf(finding, knowledge)] * 10 + certaintyOrder[finding.certainty];
	const [first, second] = weight(other) < weight(one) ? [other, one] : [one, other];
	return {
		...first,
		evidence: distinct([...first.evidence, ...second.evidence]),
		foundBy: [...one.foundBy, ...other.foundBy],
	};
};

const distinct = (evidence: readonly WordedEvidence[]): readonly WordedEvidence[] => {
	const key = ({command, excerpt}: Evidence): string => `${command}\n${excerpt}`;
	return [...new Map(evidence.map(item => [key(saidEvidence(item)), item])).values()];
};

/** Folds symptoms under the observed cause that explains them, directly or through another one. */
const withoutExplained = (findings: readonly FoundCause[], knowledge: Knowledge): readonly FoundCause[] => {
	// A risk explains no failure: what passes now can't be why something fails now.
	const explainers = findings.filter(
		finding => finding.certainty !== 'possible' && severityOf(finding, knowledge) === 'failure',
	);
	return findings.filter(
		finding =>
			!explainers.some(explainer => explainer !== finding && explainedBy(explainer.code, knowledge).has(finding.code)),
	);
};

const explainedBy = (code: CauseCode, {causes}: Knowledge): ReadonlySet<CauseCode> => {
	const explained = new Set<CauseCode>();
	const follow = (from: CauseCode): void => {
		for (const symptom of causes[from].explains) {
			if (explained.has(symptom)) continue;
			explained.add(symptom);
			follow(symptom);
		}
	};
	follow(code);
	return explained;
};

/** What the load balancer sees. Unknown is never green: a gap on the probe's way keeps the verdict from healthy. */
export const verdictOf = (causes: readonly ResultCause[], findings: readonly Finding[]): Verdict => {
	if (causes.some(({severity, certainty}) => severity === 'failure' && certainty !== 'possible')) return 'unhealthy';
	if (findings.some(finding => finding.is === 'unknown' && finding.matters)) return 'unknown';
	return 'healthy';
};

/** How a step ends, the worst of its findings first. A step without any finding could not tell. */
export const statusOf = (findings: readonly Finding[], knowledge: Knowledge): StepStatus => {
	const causes = findings.filter(finding => finding.is === 'cause' && finding.certainty !== 'possible');
	if (causes.some(finding => finding.is === 'cause' && severityOf(finding, knowledge) === 'failure')) return 'problem';
	if (findings.some(finding => finding.is === 'unknown' && finding.matters)) return 'unknown';
	if (findings.some(finding => finding.is === 'cause')) return 'risk';
	if (findings.some(finding => finding.is === 'unknown')) return 'unknown';
	if (findings.some(finding => finding.is === 'ok')) return 'ok';
	return findings.some(finding => finding.is === 'not-applicable') ? 'skipped' : 'unknown';
};
