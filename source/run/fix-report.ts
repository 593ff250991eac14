import type {CauseCode} from '../engine/cause-code.ts';
import {type ChangePlan, type Ending, makeLines, type Stage, undoLines} from '../engine/change.ts';
import {clean} from '../engine/clean.ts';
import {verdictNames} from '../engine/code-words.ts';
import {commandLine} from '../engine/command.ts';
import {mask} from '../engine/mask.ts';
import type {Result, ResultCause, SuppressedUntil} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {targetArguments} from '../engine/target-settings.ts';
import {composed, listed, say, verbatim, type Words} from '../engine/words.ts';
import {mayColour} from '../face/colour.ts';
import {text} from '../face/text.ts';
import {endingLines} from '../face/words/change.ts';
import type {Line} from '../face/words/line.ts';
import {planLines} from '../face/words/plan.ts';
import {safeLine} from '../face/words/safe.ts';
import {stageLine} from '../face/words/stage.ts';
import {suppressedLine, suppressedWords} from '../face/words/suppressed.ts';
import {version} from '../version.ts';
import {aside} from './aside.ts';
import {ownSigns} from './own-signs.ts';

/** Tells what `fix` does: text as it happens, or one JSON document at the end. Its methods return the exit status. */
export class FixReport {
	readonly #form: 'text' | 'json';
	readonly #code: CauseCode;
	#plan: object | undefined;
	#before: Result | undefined;
	#stages: string[] = [];
	#after: Result | undefined;
	#proof: object | undefined;

	constructor(form: 'text' | 'json', code: CauseCode) {
		this.#form = form;
		this.#code = code;
	}

	/** Nothing could be done; `why` is a sentence. */
	failed(why: Words): number {
		aside(composed(pick => safeLine(pick(why))));
		this.#document('refused', {why: say(why)});
		return 3;
	}

	notFound({verdict, causes}: Result, status: number): number {
		const others = othersFound(causes);
		aside({
			en: `${this.#code} is not found on this host (it is ${verdict}), so nothing is changed.${others.en}`,
			zh: `这台主机上没有发现 ${this.#code}（结论：${verdictNames[verdict].zh}），因此没有做任何改动。${others.zh}`,
		});
		this.#document('not-found', {verdict});
		return status;
	}

	onlyAdvice({remedies}: ResultCause): number {
		const all = remedies.map(({summary}, index) => `(${index + 1}) ${summary}`).join(' ');
		return this.failed({
			en: `slb-wizard does not make this change by itself: ${all}`,
			zh: `slb-wizard 不会自动做这项改动：${all}`,
		});
	}

	planned(plan: ChangePlan, before: Result, suppressed: SuppressedUntil | undefined): void {
		const {id, code, title, risk, keep, limitS} = plan;
		this.#before = before;
		const [commands, undo] = [makeLines(plan), undoLines(plan)];
		this.#plan = {id, code, summary: title, risk, commands, undo, keep, limitS, suppressed};
		this.#print([...(suppressed === undefined ? [] : [suppressedLine(code, suppressed)]), ...planLines(plan)]);
	}

	onlyPlanned(target: Target): number {
		const args = ['fix', this.#code, ...targetArguments(target), '--yes-change-this-host'];
		this.#print([
			{text: say({en: 'Nothing is changed. To do it:', zh: '没有做任何改动。要执行：'}), mark: 'note'},
			{text: safeLine(commandLine({file: 'slb-wizard', args})), indent: 4, tone: 'command'},
		]);
		this.#document('planned');
		return 0;
	}

	stage(stage: Stage): void {
		this.#stages.push(stage.is);
		if (stage.is === 'verified') {
			this.#after = stage.after;
			this.#proof = stage.proof;
		}

		const others = stage.is === 'verified' ? stage.after.causes : [];
		this.#print([
			stageLine(stage),
			...others.flatMap(({code, suppressed}) => (suppressed === undefined ? [] : [suppressedLine(code, suppressed)])),
		]);
	}

	/** `status` is that of check, for what was seen before the change and after it. */
	ended(ending: Ending, plan: ChangePlan, status: {readonly before: number; readonly after: number}): number {
		this.#print(endingLines(ending, plan));
		this.#document(
			ending.is,
			ending.is === 'undone'
				? {by: ending.by, differs: ending.differs}
				: 'refusal' in ending
					? {why: ending.refusal}
					: {},
		);
		if (ending.is === 'refused' || ending.is === 'lost') return 3;
		// Taken back: what was seen with the change in force is over.
		return ending.is === 'undone' && status.after === 0 ? status.before : status.after;
	}

	#print(lines: readonly Line[]): void {
		if (this.#form === 'json') return;
		const {stdout, env} = process;
		stdout.write(
			text(lines, {columns: (stdout.isTTY && stdout.columns) || 80, signs: ownSigns()}, mayColour(env, stdout.isTTY)),
		);
	}

	#document(outcome: string, details: object = {}): void {
		if (this.#form !== 'json') return;
		const {verdict: before} = this.#before ?? {};
		const {verdict: after, causes} = this.#after ?? {};
		const whole = {
			schemaVersion: 1,
			tool: {name: 'slb-wizard', version},
			change: this.#plan ?? {code: this.#code},
			before: before === undefined ? undefined : {verdict: before},
			stages: this.#stages,
			after:
				after === undefined
					? undefined
					: {
							verdict: after,
							causes: causes?.map(({code}) => code),
							suppressed: causes?.filter(({suppressed}) => suppressed !== undefined).map(({code}) => code),
						},
			proof: this.#proof,
			outcome,
			...details,
		};
		const safe = (_key: string, value: unknown): unknown => (typeof value === 'string' ? mask(clean(value)) : value);
		process.stdout.write(`${JSON.stringify(whole, safe, 2)}\n`);
	}
}

/** The other causes that a look found, with what is known of them. */
const othersFound = (causes: Result['causes']): Words => {
	if (causes.length === 0) return verbatim('');
	const all = listed(
		causes.map(({code, suppressed}) =>
			verbatim(suppressed === undefined ? code : `${code} ${suppressedWords(suppressed)}`),
		),
	);
	return {en: ` What is found: ${all.en}.`, zh: `已发现：${all.zh}。`};
};
