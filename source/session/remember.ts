import type {Face} from '../engine/event.ts';
import type {Answer} from '../engine/question.ts';
import type {SessionFile} from './file.ts';

/** A face whose every event is written down before it is shown: what was seen is kept, whatever happens then. */
export const remembering = (face: Face, file: SessionFile): Face => ({
	show: event => {
		const problem = file.write(event);
		face.show(event);
		if (problem !== undefined) face.show({type: 'not-kept', why: problem});
	},
	ask: question => face.ask(question),
	close: async () => {
		file.end();
		await face.close();
	},
});

/** A face that gives the answers of an earlier session again, as long as the same questions come in the same order. */
export const answering = (face: Face, answers: ReadonlyArray<{readonly id: string; readonly answer: Answer}>): Face => {
	const left = [...answers];
	return {
		show: event => face.show(event),
		ask: async question => {
			if (question.ask === 'setting') {
				const next = left.shift();
				if (next?.id === question.setting.id && question.setting.problem === undefined) return next.answer;
				left.length = 0;
			}

			return face.ask(question);
		},
		close: () => face.close(),
	};
};
