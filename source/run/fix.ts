import {drawUp} from '../change/draw-up.ts';
import {OwnJournal} from '../change/own-journal.ts';
import {type Decision, tryChange} from '../change/try.ts';
import type {CauseCode} from '../engine/cause-code.ts';
import type {Ending, Stage} from '../engine/change.ts';
import type {Conclusion} from '../engine/event.ts';
import {Interrupt} from '../engine/interrupt.ts';
import type {Remedy} from '../engine/result.ts';
import {ownStateFolder} from '../session/state-folder.ts';
import {aheadOfWalk} from './ahead.ts';
import {FixReport} from './fix-report.ts';
import {longEnough, lookOnce} from './look-once.ts';
import {openHost} from './open-host.ts';
import {refuseRecording} from './refuse-recording.ts';
import type {RunRequest} from './run-request.ts';
import {statusOf} from './status.ts';
import {refuseMissing, targetOf} from './target-of.ts';
import {UsageError} from './usage-error.ts';
import {whoami} from './whoami.ts';

/** What `fix` is to do. */
export type FixRequest = RunRequest & {
	readonly code: CauseCode;
	/** Which of the cause's remedies, from 1; undefined: the first one that slb-wizard can make itself. */
	readonly remedy: number | undefined;
	/** plan: says what would be done. try: does it, and it goes back by itself. keep: does it, and keeps it if it helps. */
	readonly mode: 'plan' | 'try' | 'keep';
	readonly limitS: number;
	readonly form: 'text' | 'json';
};

/** `slb-wizard fix`. Returns the exit status: that of `check`, for what is seen after the change. */
export const fix = async (request: FixRequest): Promise<number> => {
	const {given, suppressions, code, form} = request;
	refuseRecording(given.host);
	refuseMissing(given);
	const interrupt = new Interrupt();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.end());
	const report = new FixReport(form, code);
	const opened = await openHost(given.host, {ahead: () => aheadOfWalk(given)});
	if ('unreached' in opened) return report.failed(opened.unreached);
	const {host, platform} = opened;
	try {
		const target = await targetOf(given, {host, platform, signal: interrupt.walkSignal});
		const look = {target, host, interrupt, witnessS: request.witnessS, suppressions};
		const conclusion = await lookOnce(look);
		if (conclusion.interrupted) return 130;
		const {result} = conclusion;
		const cause = result.causes.find(one => one.code === code);
		if (cause === undefined) return report.notFound(result, statusOf(conclusion));
		const remedy = chooseRemedy(cause.remedies, request.remedy);
		if (remedy === undefined) return report.onlyAdvice(cause);
		const drawn = await drawUp(host, {code, remedy, limitS: request.limitS});
		if ('problem' in drawn) return report.failed(drawn.problem);
		report.planned(drawn.plan, result, cause.suppressed);
		if (request.mode === 'plan') return report.onlyPlanned(target);

		const journal = new OwnJournal(ownStateFolder());
		let last: Conclusion | undefined;
		const trial = tryChange({
			host,
			plan: drawn.plan,
			who: whoami(),
			before: result,
			look: async () => {
				last = await lookOnce({...look, witnessS: longEnough(request.witnessS, result)});
				return last.result;
			},
			journal,
			signal: interrupt.walkSignal,
		});
		const ending = await follow(trial, report, request.mode === 'keep' ? 'keep' : 'leave');
		// Interrupted once the decision had been made, it was carried out: 130 would say that it was put back.
		const isPutBack = interrupt.walkSignal.aborted && ending.is === 'undone';
		const after = isPutBack ? 130 : last === undefined ? 3 : statusOf(last);
		return report.ended(ending, drawn.plan, {before: statusOf(conclusion), after});
	} finally {
		await host.close?.();
	}
};

const chooseRemedy = (remedies: readonly Remedy[], number: number | undefined): Remedy | undefined => {
	if (number === undefined) return remedies.find(({change}) => change !== undefined);
	const chosen = remedies[number - 1];
	if (chosen === undefined)
		throw new UsageError({
			en: `--remedy ${number}: there are ${remedies.length} remedies`,
			zh: `--remedy ${number}：共有 ${remedies.length} 个修复方法`,
		});
	return chosen.change === undefined ? undefined : chosen;
};

const follow = async (
	trial: AsyncGenerator<Stage, Ending, Decision | undefined>,
	report: FixReport,
	ifGone: Decision,
): Promise<Ending> => {
	let next = await trial.next();
	while (next.done !== true) {
		const stage: Stage = next.value;
		report.stage(stage);
		if (stage.is === 'verified') {
			const isGone = stage.proof.is === 'fixed' || stage.proof.is === 'others';
			next = await trial.next(isGone ? ifGone : 'undo');
		} else next = await trial.next();
	}

	return next.value;
};
