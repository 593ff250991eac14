import type {Face} from '../engine/event.ts';
import type {Answer, Question} from '../engine/question.ts';
import {speak} from '../engine/words.ts';

/** Asks a person something; a question that is made when it is asked comes in the language of that moment. */
export type Ask = (question: Question | (() => Question)) => Promise<Answer>;

/** Questions before the walk are events too, so that every face and every log has them. */
export const askOn =
	(face: Face): Ask =>
	async asked => {
		for (;;) {
			const question = typeof asked === 'function' ? asked() : asked;
			face.show({type: 'question', question});
			const answer = await face.ask(question);
			face.show({type: 'answered', answer});
			if (answer.do !== 'language') return answer;
			speak(answer.language);
		}
	};
