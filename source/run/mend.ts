import {drawUp} from '../change/draw-up.ts';
import {OwnJournal} from '../change/own-journal.ts';
import {tryChange} from '../change/try.ts';
import type {CauseCode} from '../engine/cause-code.ts';
import type {ChangeNews, ChangePlan} from '../engine/change.ts';
import {riskNames} from '../engine/code-words.ts';
import type {Event} from '../engine/event.ts';
import type {Host} from '../engine/host.ts';
import type {Interrupt} from '../engine/interrupt.ts';
import type {Mend, Mendable} from '../engine/mend.ts';
import type {Answer, Question} from '../engine/question.ts';
import type {Remedy, Result} from '../engine/result.ts';
import type {Target} from '../engine/target.ts';
import {say, spoken, type Words} from '../engine/words.ts';
import {ownStateFolder} from '../session/state-folder.ts';
import {longEnough, lookOnce} from './look-once.ts';
import {whoami} from './whoami.ts';

export type MendOptions = {
	readonly target: Target;
	readonly host: Host;
	readonly interrupt: Interrupt;
	readonly witnessS?: number | undefined;
};

type Talk<T> = AsyncGenerator<Event, T, Answer | undefined>;

/** The word that a change is confirmed by, and the time after which it goes back by itself, in seconds. */
const confirmation = 'change';
const limitS = 120;

/** So much of the time is left to the answer's own way to the host, in milliseconds. */
const reserveMs = 3000;

/** Tries a remedy together with the person: looks, asks which, shows the plan, asks for the word, and asks whether to keep it. */
export const mendWith = (options: MendOptions): Mend =>
	async function* (found) {
		for (let last: Chosen | undefined; ; ) {
			const language = spoken();
			yield news({is: 'looking'});
			const {result: before, interrupted} = await lookOnce(options);
			if (interrupted) return 'quit';
			const chosen = yield* choose(found, before, last);
			if (chosen === 'quit' || chosen === 'none') return chosen === 'quit' ? 'quit' : 'declined';
			last = chosen;
			// What is agreed to has to be understood: in another language the plan is drawn up anew.
			if (spoken() !== language) continue;
			const drawn = await drawUp(options.host, {...chosen, limitS});
			if ('problem' in drawn) {
				yield news({is: 'not-planned', why: say(drawn.problem)});
				return 'declined';
			}

			const {plan} = drawn;
			yield news({is: 'planned', plan});
			const word = yield {type: 'question', question: {ask: 'confirm', word: confirmation}};
			if (word?.do === 'language') continue;
			if (word?.do !== 'set' || word.value !== confirmation) {
				yield news({is: 'declined'});
				return word?.do === 'quit' ? 'quit' : 'declined';
			}

			const hasQuit = yield* carryOut(options, plan, before);
			return hasQuit || options.interrupt.walkSignal.aborted ? 'quit' : 'tried';
		}
	};

const news = (one: ChangeNews): Event => ({type: 'change', news: one});

/** Asks; once more where another language is to be spoken. */
async function* ask(make: () => Question): Talk<Answer | undefined> {
	for (;;) {
		const answer = yield {type: 'question', question: make()};
		if (answer?.do !== 'language') return answer;
	}
}

type Chosen = {
	readonly code: CauseCode;
	/** Which of the cause's remedies. */
	readonly index: number;
	readonly remedy: Remedy;
};

/**
 * The remedies that are found now, of the causes that were shown: the host may have changed since. One that was chosen before
 * isn't asked for again.
 */
async function* choose({causes}: Mendable, before: Result, last: Chosen | undefined): Talk<Chosen | 'none' | 'quit'> {
	const shown = new Set(causes.map(({code}) => code));
	const ways = before.causes
		.filter(({code}) => shown.has(code))
		.flatMap(({code, remedies}) => remedies.map((remedy, index): Chosen => ({code, index, remedy})))
		.filter(({remedy}) => remedy.change !== undefined);
	const same = ways.find(({code, index}) => code === last?.code && index === last.index);
	if (same !== undefined) return same;
	const [only] = ways;
	if (only === undefined) {
		yield news({is: 'not-planned', why: say(nothingToMend)});
		return 'none';
	}

	if (ways.length === 1) return only;
	const answer = yield* ask(() => ({
		ask: 'setting',
		setting: {
			id: 'remedy',
			question: say({en: 'Which remedy do you want to try?', zh: '要尝试哪个修复方法？'}),
			help: say({
				en: 'What it does is shown before anything is changed.',
				zh: '改动之前会先显示它要做什么。',
			}),
			choices: [
				...ways.map(({code, remedy}, index) => ({
					value: `${index + 1}`,
					label: firstSentence(remedy.summary),
					hint: say(riskOf(code, remedy.risk)),
				})),
				{value: 'none', label: say({en: 'None of them', zh: '都不尝试'})},
			],
			suggestion: '1',
		},
	}));
	if (answer?.do === 'quit') return 'quit';
	return (answer?.do === 'set' ? ways[Number(answer.value) - 1] : undefined) ?? 'none';
}

const firstSentence = (summary: string): string => summary.split(/\. |。(?=.)/)[0] ?? summary;

const riskOf = (code: CauseCode, risk: Remedy['risk']): Words => ({
	en: `${code}, ${riskNames[risk].en}`,
	zh: `${code}，${riskNames[risk].zh}`,
});

const nothingToMend: Words = {
	en: 'A second look finds nothing of it that could be mended from here.',
	zh: '再次检查后，没有发现可以从这里修复的问题。',
};

/** Says whether the person wants to end: then it was put back. */
async function* carryOut(options: MendOptions, plan: ChangePlan, before: Result): Talk<boolean> {
	const {host, interrupt} = options;
	const witnessS = longEnough(options.witnessS, before);
	const trial = tryChange({
		host,
		plan,
		who: whoami(),
		before,
		look: async () => (await lookOnce({...options, witnessS})).result,
		journal: new OwnJournal(ownStateFolder()),
		signal: interrupt.walkSignal,
	});
	let since = performance.now();
	let hasQuit = false;
	let next = await trial.next();
	while (next.done !== true) {
		const stage = next.value;
		yield news(stage);
		if (stage.is === 'changed') since = performance.now();
		if (stage.is !== 'verified' || plan.isFinal === true) {
			next = await trial.next();
			continue;
		}

		const leftMs = (): number => plan.limitS * 1000 - (performance.now() - since) - reserveMs;
		const isGone = stage.proof.is === 'fixed' || stage.proof.is === 'others';
		const answer = isGone && leftMs() > 0 ? yield* ask(() => ({ask: 'keep', leftMs: leftMs()})) : undefined;
		hasQuit = answer?.do === 'quit';
		next = await trial.next(answer?.do === 'keep' ? 'keep' : 'undo');
	}

	yield news({is: 'ended', ending: next.value, plan});
	return hasQuit;
}
