import {commandLine} from '../../engine/command.ts';
import type {Signs} from '../signs.ts';
import type {Transcript} from '../transcript.ts';
import {duration} from '../words/duration.ts';
import type {Line} from '../words/line.ts';
import {safeLine} from '../words/safe.ts';
import type {Screen} from './screen.ts';

const spinnerMs = 1000;

/** What is being waited for. The command, how long and its limit appear once it takes longer than a second. */
export const waitingLines = ({transcript, stops}: Screen, nowMs: number, {spinner}: Signs): readonly Line[] => {
	const {session} = transcript;
	if (session.conclusion !== undefined && session.isChanging !== true) return [];
	const sign = spinner[Math.floor(nowMs / spinnerMs) % spinner.length] ?? '·';
	const [slowest] = session.running.toSorted((one, other) => one.sinceMs - other.sinceMs);
	const waitedMs = slowest === undefined ? 0 : nowMs - slowest.sinceMs;
	const others = session.running.length > 1 ? `, ${session.running.length - 1} more running` : '';
	const isSlow = slowest !== undefined && waitedMs > 1000;
	return [
		{text: `${sign} ${occasion(transcript)}`},
		...(isSlow ? [{text: shorten(safeLine(commandLine(slowest.command))), indent: 2, tone: 'quiet'} as const] : []),
		...(isSlow
			? [
					{
						text: `${Math.floor(waitedMs / 1000)} s, at most ${duration(slowest.timeoutMs)}${others}`,
						indent: 2,
						tone: 'quiet',
					} as const,
				]
			: []),
		...(stops > 0
			? [{text: 'Stopping what runs. Ctrl+C again ends the walk with a summary.', indent: 2} as const]
			: isSlow
				? [{text: 'Ctrl+C stops it', indent: 2, tone: 'quiet'} as const]
				: []),
	];
};

/** What is being done, without saying again what stands just above. */
const occasion = ({session, cardTold}: Transcript): string => {
	if (session.isChanging === true) return 'Working on the host';
	const step = session.steps.find(({card}) => card.id === session.current);
	if (step === undefined) return 'Looking at this host';
	return cardTold === step.card.id ? 'Looking' : step.card.title;
};

const shorten = (words: string): string => {
	const characters = [...words];
	return characters.length > 120 ? `${characters.slice(0, 120).join('')} …` : words;
};
