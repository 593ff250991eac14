import type {Entry} from '../../change/host-journal.ts';
import {clean} from '../../engine/clean.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** A change of the host's journal: what it is, since when, by whom, and what takes it back. */
export const entryLines = (entry: Entry): readonly Line[] => [
	{
		text: `${safeLine(entry.id)} · ${safeLine(entry.code)} · ${stateWords(entry)}`,
		mark: entry.status === 'stuck' ? 'problem' : 'item',
		tone: 'heading',
	},
	{text: safeLine(entry.title), indent: 2},
	{text: `By ${safeLine(entry.who)}, since ${new Date(entry.since * 1000).toISOString()}.`, indent: 2, tone: 'quiet'},
	...entry.undo.map(line => ({text: clean(line), indent: 4, tone: 'command'}) as const),
];

const stateWords = ({status, leftS, boot, isWatched}: Entry): string => {
	if (boot === 'old' && status !== 'kept') return 'the host was started anew since';
	switch (status) {
		case 'kept':
			return 'kept';
		case 'changed':
			if (leftS >= 0 && isWatched) return `in force, goes back by itself in ${leftS} s`;
			return isWatched ? 'going back by itself now' : 'in force, and nothing would take it back by itself';
		case 'stuck':
			return 'could not be taken back whole';
		default:
			return `${safeLine(status)}, not finished`;
	}
};
