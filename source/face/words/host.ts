import type {HostNews} from '../../engine/host.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** "On web-3 over ssh, as root." */
export const openedLine = (where: string, as: string): Line => ({
	text: `Commands run on ${where === 'local' ? 'this machine' : safeLine(where)}, as ${safeLine(as)}.`,
	mark: 'note',
});

/** What happened on the way to the host. */
export const newsLine = (news: HostNews): Line => {
	switch (news.is) {
		case 'lost':
			return {
				text: `${safeLine(news.why)}. Trying again for ${news.triesForS} s; what was asked for is asked again.`,
				mark: 'unknown',
			};
		case 'back':
			return {text: `The host is back after ${news.afterS} s: the walk goes on.`, mark: 'ok'};
		case 'rights-lost':
			return {
				text: `The shells of root ended, and the password for sudo isn't kept: commands run as ${safeLine(news.as)} from now on, who sees less.`,
				mark: 'unknown',
			};
		case 'given-up':
			return {text: `Given up: ${safeLine(news.why)}. What was not seen is not checked.`, mark: 'unknown'};
	}
};
