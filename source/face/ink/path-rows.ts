import {pathSoFar} from '../../engine/path.ts';
import {layout, type Page, type Row} from '../layout.ts';
import {after, blank} from '../words/line.ts';
import {pathLines} from '../words/path.ts';
import type {Screen} from './screen.ts';

/** The probe's path as far as the walk has come, above what is live otherwise; none before the walk and after its end. */
export const pathRows = ({transcript, prompt, history}: Screen, page: Page): readonly Row[] => {
	const {session} = transcript;
	const isWalking = prompt === undefined || prompt.is === 'step' || prompt.is === 'pace';
	if (!isWalking || session.conclusion !== undefined || session.isChanging === true) return [];
	const lines = pathLines(pathSoFar(session));
	return lines.length === 0 ? [] : layout(after(history.at(-1), [blank, ...lines]), page);
};
