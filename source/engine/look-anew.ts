import type {Book} from './book.ts';
import type {Event} from './event.ts';
import type {Host} from './host.ts';
import type {Answer} from './question.ts';
import {say} from './words.ts';

/**
 * Drops what is known, so that it is looked up anew. Where the host was given up because its door wants a password, ssh
 * may ask for it first. `quit`: the person has had enough.
 */
export async function* lookAnew(
	book: Pick<Book, 'forget'>,
	host: Pick<Host, 'wayBack'>,
): AsyncGenerator<Event, 'go' | 'quit', Answer | undefined> {
	for (let wayBack = host.wayBack?.(); wayBack !== undefined; ) {
		const without = say({en: 'goes on without', zh: '不登录，继续'});
		const answer = yield {type: 'question', question: {ask: 'terminal', why: say(wayBack.asks), without}};
		if (answer?.do === 'quit') return 'quit';
		if (answer?.do === 'language') continue;
		if (answer?.do === 'go') {
			await wayBack.login();
			yield {type: 'terminal-returned'};
		}

		break;
	}

	book.forget();
	return 'go';
}
