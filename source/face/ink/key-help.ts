import stringWidth from 'string-width';
import type {Pace} from '../../engine/event.ts';
import {jumpList} from '../jump-list.ts';
import {canJump, type Prompt} from './prompt.ts';

/** The keys that work now, and only those, in rows that break between keys. */
export const keyHelp = (
	prompt: Prompt,
	{help, pace, columns}: {readonly help: 'shown' | 'hidden'; readonly pace: Pace; readonly columns: number},
): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const key of keys(prompt, help, pace)) {
		const longer = row === '' ? key : `${row} · ${key}`;
		if (row !== '' && stringWidth(longer) > columns) {
			rows.push(row);
			row = key;
		} else {
			row = longer;
		}
	}

	return [...rows, row];
};

const keys = (prompt: Prompt, help: 'shown' | 'hidden', pace: Pace): readonly string[] => {
	switch (prompt.is) {
		case 'choice': {
			const {choices, focus, typed, setting, back} = prompt;
			if (typed !== '') return [`Enter takes ${typed}`, 'Esc clears'];
			const label = choices[focus]?.label ?? '';
			return [
				`Enter takes ${label}`,
				'↑↓ choose',
				...(setting.others === undefined ? [] : ['or type another']),
				...(help === 'hidden' && setting.help !== '' && !setting.help.includes('\n') ? ['? where to find it'] : []),
				...(back === 'possible' ? ['Esc back'] : []),
				'q quit',
			];
		}
		case 'text': {
			const {typed, setting, back} = prompt;
			const value = typed === '' ? setting.suggestion : typed;
			const by = typed === '' && setting.suggestedBy !== undefined ? ` (${setting.suggestedBy})` : '';
			return [
				value === undefined ? 'Type an answer, then Enter' : `Enter takes ${value}${by}`,
				...(help === 'hidden' && typed === '' ? ['? where to find it'] : []),
				...(typed === '' ? (back === 'possible' ? ['Esc back'] : []) : ['Esc clears']),
				'Ctrl+C quits',
			];
		}
		case 'step': {
			const {after, number} = prompt.question;
			const hasReport = after !== undefined;
			return [
				pace === 'guided' ? `Enter runs step ${number}` : `Enter goes on with step ${number}`,
				...(prompt.question.mends === true ? ['f fix it'] : []),
				...(hasReport ? ['r look again', 'o whole output'] : []),
				'? explain',
				's skip',
				...(canJump(prompt) ? ['j jump'] : []),
				'p pace',
				...(hasReport ? ['Esc back'] : []),
				'q quit',
			];
		}
		case 'terminal': {
			const {without} = prompt.question;
			return ['Enter goes on', ...(without === undefined ? [] : [`s ${without}`]), 'q quit'];
		}
		case 'pace':
			return ['Enter takes it', '↑↓ choose', 'Esc back'];
		case 'jump': {
			const number = jumpList(prompt.from.session)[prompt.focus]?.number;
			return [`Enter goes to step ${number}`, '↑↓ or a number chooses', 'Esc back'];
		}
		case 'confirm':
			return [`Type ${prompt.word} and Enter to do it`, 'Esc changes nothing'];
		case 'keep':
			return ['k keep it', 'u put it back now'];
		case 'end':
			return [
				'Enter closes',
				...(prompt.mends ? ['f fix it'] : []),
				'r looks again at everything',
				'c copies the short form',
				...(canJump(prompt) ? ['j goes to a step again'] : []),
				...(prompt.offers.includes('watch') ? ['w watches until the load balancer sees it healthy'] : []),
				...(prompt.offers.includes('seat') ? ["l sends the check from the load balancer's seat as well"] : []),
			];
	}
};
