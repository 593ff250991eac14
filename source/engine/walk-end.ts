import type {Book} from './book.ts';
import type {Conclusion, Event} from './event.ts';
import type {Host} from './host.ts';
import {type Mend, offer} from './mend.ts';
import type {Answer, Offer} from './question.ts';
import {recordingPath} from './recording-path.ts';
import {seatQuestion} from './seat-question.ts';
import type {StepId} from './step.ts';
import {spoken} from './words.ts';

/** What is at hand when everything was looked at. */
type AtEnd = {
	readonly conclusion: Conclusion;
	readonly book: Book;
	readonly host: Host;
	readonly mend?: Mend | undefined;
};

/** `again`: everything is to be looked at anew; `jump`: from that step on; `reworded`: it is to be said in another language. */
export type AfterEnd = 'again' | 'done' | 'reworded' | {readonly jump: StepId};

/** Asks what comes after the conclusion. */
export async function* askAtEnd({
	conclusion: {result},
	book,
	host,
	mend,
}: AtEnd): AsyncGenerator<Event, AfterEnd, Answer | undefined> {
	const {target} = result;
	const language = spoken();
	while (spoken() === language) {
		const offers = offersOf(host, {isLinux: target.platform === 'linux', hasSeat: book.hasSeat});
		const answer = yield {type: 'question', question: {ask: 'end', offers, ...offer(mend, result)}};
		if (answer?.do === 'again') return 'again';
		if (answer?.do === 'jump') return {jump: answer.step};
		if (answer?.do === 'seat' && !book.hasSeat) {
			let sure: Answer | undefined;
			do {
				sure = yield {type: 'question', question: {ask: 'setting', setting: seatQuestion(target)}};
			} while (sure?.do === 'language');

			if (sure?.do !== 'set' || sure.value !== 'yes') continue;
			book.allowSeat();
			return 'again';
		}

		if (answer?.do === 'language') continue;
		if (answer?.do !== 'mend' || mend === undefined) return 'done';
		const outcome = yield* mend(result);
		if (outcome !== 'declined') return outcome === 'tried' ? 'again' : 'done';
	}

	return 'reworded';
}

/** A recording doesn't change: there is nothing to watch, and nothing can be set up. */
const offersOf = (
	{where}: Host,
	{isLinux, hasSeat}: {readonly isLinux: boolean; readonly hasSeat: boolean},
): readonly Offer[] => {
	if (recordingPath(where) !== undefined) return [];
	return isLinux && !hasSeat ? ['watch', 'seat'] : ['watch'];
};
