import type {Entry} from '../../change/host-journal.ts';
import {clean} from '../../engine/clean.ts';
import {say, type Words} from '../../engine/words.ts';
import type {Line} from './line.ts';
import {safeLine} from './safe.ts';

/** A change of the host's journal: what it is, since when, by whom, and what takes it back. */
export const entryLines = (entry: Entry): readonly Line[] => [
	{
		text: `${safeLine(entry.id)} · ${safeLine(entry.code)} · ${say(stateWords(entry))}`,
		mark: entry.status === 'stuck' ? 'problem' : 'item',
		tone: 'heading',
	},
	{text: safeLine(entry.title), indent: 2},
	{text: say(makerWords(entry)), indent: 2, tone: 'quiet'},
	...entry.undo.map(line => ({text: clean(line), indent: 4, tone: 'command'}) as const),
];

const makerWords = ({who, since}: Entry): Words => {
	const at = new Date(since * 1000).toISOString();
	return {en: `By ${safeLine(who)}, since ${at}.`, zh: `由 ${safeLine(who)} 改动，始于 ${at}。`};
};

const stateWords = ({status, leftS, boot, isWatched}: Entry): Words => {
	if (boot === 'old' && status !== 'kept') return {en: 'the host was started anew since', zh: '此后主机已重启'};
	switch (status) {
		case 'kept':
			return {en: 'kept', zh: '已保留'};
		case 'changed':
			if (leftS >= 0 && isWatched)
				return {en: `in force, goes back by itself in ${leftS} s`, zh: `目前有效，${leftS} 秒后自动撤销`};
			return isWatched
				? {en: 'going back by itself now', zh: '正在自动撤销'}
				: {en: 'in force, and nothing would take it back by itself', zh: '目前有效，且不会自动撤销'};
		case 'stuck':
			return {en: 'could not be taken back whole', zh: '未能完全撤销'};
		default:
			return {en: `${safeLine(status)}, not finished`, zh: `${safeLine(status)}，未完成`};
	}
};
