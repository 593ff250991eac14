import type {Conclusion, Face} from './event.ts';
import type {Walk} from './walk.ts';
import {speak} from './words.ts';

/** Shows each event of a walk on a face and gives the face's answers back. */
export const run = async (walk: Walk, face: Face): Promise<Conclusion> => {
	let next = await walk.next();
	while (next.done !== true) {
		const event = next.value;
		face.show(event);
		if (event.type === 'question') {
			const answer = await face.ask(event.question);
			face.show({type: 'answered', answer});
			if (answer.do === 'language') speak(answer.language);
			next = await walk.next(answer);
		} else {
			next = await walk.next();
		}
	}

	await face.close();
	return next.value;
};
