import type {Answer, Face, Question} from '../engine/event.ts';

/** Asks a person something. */
export type Ask = (question: Question) => Promise<Answer>;

/** Questions before the walk are events too, so that every face and every log has them. */
export const askOn =
	(face: Face): Ask =>
	async question => {
		face.show({type: 'question', question});
		const answer = await face.ask(question);
		face.show({type: 'answered', answer});
		return answer;
	};
