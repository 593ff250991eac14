import type {Refusal} from '../../engine/change.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** Why a change was not made or not taken back, and what to do. */
export const refusalLine = ({is, told}: Refusal): Line => ({
	text: words(is, safeLine(told)),
	mark: 'problem',
	tone: 'heading',
});

const words = (is: Refusal['is'], told: string): string => {
	switch (is) {
		case 'not-root':
			return `Only root may change the host, and commands run as ${told}: run it with sudo, or log in as somebody who may use sudo.`;
		case 'no-place':
			return `There is no place to write the undo down, so nothing is changed (${told}): make room on the disk, or mount it for writing.`;
		case 'busy': {
			const [id = '', status = '', since = '', who = ''] = told.split(' ');
			const at = /^\d+$/.test(since) ? ` since ${new Date(Number(since) * 1000).toISOString()}` : '';
			return `Another change is open on this host: ${id} (${status}), by ${who}${at}. Wait until it is kept or taken back, or see: slb-wizard undo`;
		}
		case 'no-entry':
			return `There is no change ${told} in the journal of this host. See: slb-wizard undo`;
		case 'over':
			return `That change is over already (${told}).`;
		case 'not-armed':
			return 'The host could not be told to take the change back by itself, so it was not made.';
		case 'differs':
			return `Made and taken back once, the host is not as it was before, so it was not made for good. The difference: ${told}`;
		case 'not-made':
			return `The host did not do it, and what was begun was taken back: ${told}`;
		case 'not-undone':
			return `It could not be taken back whole: ${told}. Take it back by hand, by the commands of the plan.`;
		case 'there-already':
			return 'The host is like that already: nothing would change.';
		case 'unreachable':
			return `The host can't be reached any more (${told}).`;
		case 'broken':
			return `The host did not answer as it should: ${told}`;
	}
};
