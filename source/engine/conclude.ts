import {clean} from './clean.ts';
import {type Command, commandLine, type Observation} from './command.ts';
import type {CloudServer} from './detected.ts';
import {diagnose, type Found, type Knowledge, statusOf, verdictOf} from './diagnose.ts';
import type {Conclusion} from './event.ts';
import {type Exhibit, exhibitIn} from './exhibit.ts';
import type {Evidence, Finding, WordedEvidence} from './finding.ts';
import {mask} from './mask.ts';
import {notChecked} from './not-looked.ts';
import type {Contradiction, Result, ResultCause, ResultStep} from './result.ts';
import {saidEvidence} from './said.ts';
import type {AnyStep, StepId} from './step.ts';
import {type Suppression, suppress} from './suppress.ts';
import type {Target} from './target.ts';
import {say, type Words} from './words.ts';

/** What is kept of a step. */
export type StepRecord = {
	readonly findings: readonly Finding[];
	readonly observations: readonly Observation[];
	readonly exhibits?: readonly Exhibit<Words>[];
	readonly reason?: Words;
	/** The person skipped it, or the walk ended before it: not checked, which is never ok. */
	readonly isNotChecked?: true;
};

/** The words of a conclusion that depend on who tells it. */
export type Wording = {
	readonly version: string;
	/** When the load balancer will show it. */
	readonly timing: (target: Target) => readonly string[];
	/** The command that repeats the run. */
	readonly repeat: (target: Target) => string;
};

/** Puts the records of a walk together. */
export const conclude = (options: {
	readonly guide: readonly AnyStep[];
	readonly records: ReadonlyMap<StepId, StepRecord>;
	readonly target: Target;
	readonly knowledge: Knowledge;
	readonly wording: Wording;
	readonly startedAt: Date;
	readonly durationMs: number;
	readonly interrupted: boolean;
	readonly suppressions?: readonly Suppression[] | undefined;
	readonly server?: CloudServer | undefined;
}): Conclusion => {
	const {guide, records, target, knowledge, wording} = options;
	const entries = guide.flatMap(step => {
		const record = records.get(step.id);
		return record === undefined ? [] : [{step, record}];
	});
	const found = entries.flatMap(({step, record}) => findingsOf(record).map(finding => ({step: step.id, finding})));
	const findings = found.map(({finding}) => finding);
	const {suppressions, startedAt: now} = options;
	const diagnosed = diagnose(found, target, knowledge).map(forShowing);
	const {causes, ...rest} = suppress(diagnosed, {suppressions, findings, now});
	return {
		result: {
			schemaVersion: 1,
			tool: {name: 'slb-wizard', version: wording.version},
			startedAt: options.startedAt.toISOString(),
			durationMs: options.durationMs,
			target,
			...serverOf(options.server),
			verdict: verdictOf(causes, findings),
			causes,
			...contradictionsOf(found),
			steps: entries.map(({step, record}) => resultStep(step, record, knowledge)),
		},
		ruledOut: [...new Set(findings.flatMap(finding => (finding.is === 'ok' ? [presentable(say(finding.say))] : [])))],
		notChecked: entries.flatMap(({step, record}) =>
			findingsOf(record).flatMap(finding =>
				finding.is === 'unknown'
					? [
							{
								step: step.id,
								why: presentable(say(finding.why)),
								...(finding.wouldTell === undefined ? {} : {wouldTell: pasteable(finding.wouldTell)}),
							},
						]
					: [],
			),
		),
		...exhibitsOf(entries.map(({record}) => record)),
		timing: wording.timing(target),
		repeat: wording.repeat(target),
		interrupted: options.interrupted,
		...rest,
	};
};

/** What the load balancer's console knows the server by. */
const serverOf = ({instanceId, region}: CloudServer = {}): Pick<Result, 'server'> =>
	instanceId === undefined && region === undefined
		? {}
		: {
				server: {
					...(instanceId === undefined ? {} : {instanceId: presentable(instanceId)}),
					...(region === undefined ? {} : {region: presentable(region)}),
				},
			};

const exhibitsOf = (records: readonly StepRecord[]): Pick<Conclusion, 'exhibits'> => {
	const exhibits = records
		.flatMap(record => record.exhibits ?? [])
		.map(exhibit => exhibitIn(exhibit, text => presentable(say(text))));
	return exhibits.length === 0 ? {} : {exhibits};
};

/** Each contradiction once, under the step that found it first. */
const contradictionsOf = (found: readonly Found[]): Pick<Result, 'contradictions'> => {
	const all = found.flatMap(({step, finding}): readonly Contradiction[] =>
		finding.is === 'contradiction'
			? [{step, summary: presentable(say(finding.say)), evidence: [shown(finding.one), shown(finding.other)]}]
			: [],
	);
	const distinct = [...new Map(all.map(each => [each.summary, each])).values()];
	return distinct.length === 0 ? {} : {contradictions: distinct};
};

const findingsOf = ({findings, isNotChecked, reason}: StepRecord): readonly Finding[] =>
	isNotChecked === true ? [{is: 'unknown', why: reason ?? notChecked, matters: true}] : findings;

const resultStep = (step: AnyStep, record: StepRecord, knowledge: Knowledge): ResultStep => {
	const status = record.isNotChecked === true ? 'skipped' : statusOf(record.findings, knowledge);
	const says = record.findings.flatMap(finding =>
		finding.is === 'ok' || finding.is === 'note' ? [presentable(say(finding.say))] : [],
	);
	return {
		id: step.id,
		title: say(step.title),
		status,
		...(record.reason === undefined || (status !== 'unknown' && status !== 'skipped')
			? {}
			: {reason: presentable(say(record.reason))}),
		...(says.length === 0 ? {} : {says}),
		commands: record.observations.map(({command, exitCode, durationMs}) => ({
			command: presentable(commandLine(command)),
			exitCode: exitCode ?? null,
			durationMs,
		})),
	};
};

/** What a person types for it: a command that needs root, as somebody who may be another user. */
const pasteable = (command: Command): string => `${command.privileged === true ? 'sudo ' : ''}${commandLine(command)}`;

/** What comes from a host is hostile, and may hold secrets: neither leaves here. */
const presentable = (text: string): string => mask(clean(text));

const forShowing = (cause: ResultCause): ResultCause => ({
	...cause,
	summary: presentable(cause.summary),
	evidence: cause.evidence.map(shown),
});

const shown = (evidence: WordedEvidence): Evidence => {
	const {command, excerpt} = saidEvidence(evidence);
	return {command: presentable(command), excerpt: presentable(excerpt)};
};
