import {catalogue} from '../cause/catalogue.ts';
import type {CauseCode} from '../engine/cause-code.ts';
import type {DrillNews} from '../engine/drill-news.ts';
import type {Answer, Question, SettingQuestion} from '../engine/question.ts';
import type {Result, ResultCause} from '../engine/result.ts';
import type {StepId} from '../engine/step.ts';
import {say, type Words} from '../engine/words.ts';
import type {DrillFault} from './fault.ts';
import {causeQuestion, causesMeant, type DrillAction, narrowedQuestion, nextQuestion} from './questions.ts';
import type {Random} from './random.ts';
import {type Effort, scoreOf} from './score.ts';

/** What a drill plays on. */
export type Play = {
	readonly fault: DrillFault;
	readonly random: Random;
	readonly tell: (news: DrillNews) => void;
	/** The question is made anew for each language that it is asked in. */
	readonly ask: (question: () => Question) => Promise<Answer>;
	/** Opens a shell on the backend until the person leaves it; absent where the backend is this machine itself. */
	readonly shell?: () => Promise<void>;
	/** The question of a step of the guide, and why it is asked. */
	readonly step: (id: StepId) => {readonly title: string; readonly why: string};
	/** The last checks. */
	readonly checks: () => DrillNews;
	/** Whether the person has put it right. */
	readonly isMended: () => boolean;
	/** What slb-wizard found before the person began. */
	readonly looked: Promise<Result | undefined>;
	readonly nowMs: () => number;
	/** Keeps the points, and gives the best that was reached before. */
	readonly keep: (points: number) => number | undefined;
};

export type Outcome = 'found' | 'shown' | 'quit';

/** Lets a person find the fault, until it is found, shown, or they want out. */
export const play = async (table: Play): Promise<Outcome> => {
	const {fault, random, tell, ask, shell, nowMs} = table;
	const beganMs = nowMs();
	const ruledOut = new Set<CauseCode>();
	let [hints, wrong] = [0, 0];
	let suggestion: DrillAction = shell === undefined ? 'checks' : 'shell';
	for (;;) {
		const {setting, read} = nextQuestion({hints, hasShell: shell !== undefined, suggestion});
		const answer = await ask(() => ({ask: 'setting', setting: setting()}));
		if (answer.do === 'quit') return 'quit';
		const action = answer.do === 'set' ? read(answer.value) : undefined;
		if (action === undefined) continue;
		suggestion = 'answer';
		if (action === 'checks') tell(table.checks());
		if (action === 'shell' && shell !== undefined) await shell();
		if (action === 'hint') tell(await hintOf(hints++, table));
		if (action === 'give-up') {
			await endWith(table, 'shown', {points: 0, sum: []});
			return 'shown';
		}

		if (action !== 'answer') continue;
		const code = await askCause(causeQuestion(fault, random, ruledOut), ask);
		if (code === 'quit') return 'quit';
		if (code === 'back') continue;
		if (code === fault.code) {
			const minutes = (nowMs() - beganMs) / 60_000;
			const effort: Effort = {hints, wrong, minutes, mended: table.isMended()};
			await endWith(table, 'found', scoreOf(effort));
			return 'found';
		}

		ruledOut.add(code);
		const [title, found] = [say(catalogue[code].title), say(catalogue[code].found)];
		if (fault.alsoTrue?.includes(code) === true) {
			tell({is: 'also-true', code, title});
			continue;
		}

		wrong++;
		tell({is: 'wrong', code, title, found});
	}
};

/** Asks until it is clear which cause is meant. */
const askCause = async (first: () => SettingQuestion, ask: Play['ask']): Promise<CauseCode | 'back' | 'quit'> => {
	let setting = first;
	for (;;) {
		const made = setting;
		const answer = await ask(() => ({ask: 'setting', setting: made()}));
		if (answer.do === 'quit') return 'quit';
		if (answer.do !== 'set') return 'back';
		const meant = causesMeant(answer.value);
		const [only] = meant;
		if (only !== undefined && meant.length === 1) return only;
		setting =
			only === undefined
				? () => ({...first(), problem: say(noSuchCause(answer.value))})
				: () => narrowedQuestion(meant, answer.value);
	}
};

const noSuchCause = (typed: string): Words => ({
	en: `No cause is called like “${typed}”: slb-wizard explain lists them.`,
	zh: `没有名称含有“${typed}”的原因：slb-wizard explain 可列出全部原因。`,
});

/** Each hint says more: where to look, with what, and what is seen there. */
const hintOf = async (index: number, {fault, step, looked, tell}: Play): Promise<DrillNews> => {
	const cause = catalogue[fault.code];
	if (index === 0) return {is: 'hint-step', step: cause.step, ...step(cause.step)};
	if (index === 1) return {is: 'hint-command', words: say(cause.found)};
	return {is: 'hint-output', evidence: seenOf(fault.code, await patiently(looked, tell))?.evidence ?? []};
};

/** Says that something is waited for, where it is. */
const patiently = async (looked: Play['looked'], tell: Play['tell']): Play['looked'] => {
	const soon = await Promise.race([looked.then(() => 'here'), new Promise(resolve => setImmediate(resolve, 'later'))]);
	if (soon === 'later') tell({is: 'looking'});
	return looked;
};

const seenOf = (code: CauseCode, result: Result | undefined): ResultCause | undefined =>
	result?.causes.find(cause => cause.code === code);

const endWith = async (
	{fault: {code}, looked, tell, keep}: Play,
	how: 'found' | 'shown',
	{points, sum}: ReturnType<typeof scoreOf>,
): Promise<void> => {
	const cause = seenOf(code, await patiently(looked, tell));
	const [title, meaning] = [say(catalogue[code].title), say(catalogue[code].meaning)];
	const bestBefore = how === 'found' ? keep(points) : undefined;
	tell({
		...{is: 'ended', how, code, title, meaning, points, sum},
		...(cause === undefined ? {} : {cause}),
		...(bestBefore === undefined ? {} : {bestBefore}),
	});
};
