import type {Prompt} from './prompt.ts';

/** The keys that work now, and only those. */
export const keyHelp = (prompt: Prompt, help: 'shown' | 'hidden'): string => keys(prompt, help).join(' · ');

const keys = (prompt: Prompt, help: 'shown' | 'hidden'): readonly string[] => {
	switch (prompt.is) {
		case 'choice': {
			const {choices, focus, typed, setting} = prompt;
			if (typed !== '') return [`Enter takes ${typed}`, 'Esc clears'];
			const label = choices[focus]?.label ?? '';
			return [
				`Enter takes ${label}`,
				'↑↓ choose',
				...(help === 'hidden' && setting.help !== '' && !setting.help.includes('\n') ? ['? where to find it'] : []),
				'Esc back',
				'q quit',
			];
		}
		case 'text': {
			const {typed, setting} = prompt;
			const value = typed === '' ? setting.suggestion : typed;
			const by = typed === '' && setting.suggestedBy !== undefined ? ` (${setting.suggestedBy})` : '';
			return [
				value === undefined ? 'Type an answer, then Enter' : `Enter takes ${value}${by}`,
				...(help === 'hidden' && typed === '' ? ['? where to find it'] : []),
				typed === '' ? 'Esc back' : 'Esc clears',
				'Ctrl+C quits',
			];
		}
		case 'step': {
			const {after, number} = prompt.question;
			const hasReport = after !== undefined;
			return [
				`Enter runs step ${number}`,
				...(hasReport ? ['r look again', 'o whole output'] : []),
				'? why',
				's skip',
				'p pace',
				...(hasReport ? ['Esc back'] : []),
				'q quit',
			];
		}
		case 'pace':
			return ['Enter takes it', '↑↓ choose', 'Esc back'];
		case 'end':
			return ['Enter closes', 'r looks again at everything'];
	}
};
