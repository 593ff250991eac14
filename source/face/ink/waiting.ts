import {commandLine} from '../../engine/command.ts';
import {say} from '../../engine/words.ts';
import {languageKey} from '../language-key.ts';
import type {Signs} from '../signs.ts';
import type {Transcript} from '../transcript.ts';
import {duration} from '../words/duration.ts';
import type {Line} from '../words/line.ts';
import {safeLine} from '../words/safe.ts';
import type {Screen} from './screen.ts';

const spinnerMs = 1000;

/** What is being waited for. The command, how long and its limit appear once it takes longer than a second. */
export const waitingLines = ({transcript, stops}: Screen, nowMs: number, signs: Signs): readonly Line[] => {
	const {session} = transcript;
	if (session.conclusion !== undefined && session.isChanging !== true) return [];
	const {spinner} = signs;
	const sign = spinner[Math.floor(nowMs / spinnerMs) % spinner.length] ?? '·';
	const [slowest] = session.running.toSorted((one, other) => one.sinceMs - other.sinceMs);
	const waitedMs = slowest === undefined ? 0 : nowMs - slowest.sinceMs;
	const more = session.running.length - 1;
	const others = more > 0 ? {en: `, ${more} more running`, zh: `，另有 ${more} 条命令在执行`} : {en: '', zh: ''};
	const waitedS = Math.floor(waitedMs / 1000);
	const keys = [say({en: 'Ctrl+C stops it', zh: 'Ctrl+C 停止'}), ...languageKey(signs)];
	const isSlow = slowest !== undefined && waitedMs > 1000;
	return [
		{text: `${sign} ${occasion(transcript)}`},
		...(isSlow ? [{text: shorten(safeLine(commandLine(slowest.command))), indent: 2, tone: 'quiet'} as const] : []),
		...(isSlow
			? [
					{
						text: say({
							en: `${waitedS} s, at most ${duration(slowest.timeoutMs)}${others.en}`,
							zh: `已等待 ${waitedS} 秒，最多 ${duration(slowest.timeoutMs)}${others.zh}`,
						}),
						indent: 2,
						tone: 'quiet',
					} as const,
				]
			: []),
		...(stops > 0
			? [{text: say(stopping), indent: 2} as const]
			: isSlow
				? [{text: keys.join(' · '), indent: 2, tone: 'quiet'} as const]
				: []),
	];
};

const stopping = {
	en: 'Stopping what runs. Ctrl+C again ends the walk with a summary.',
	zh: '正在停止执行中的命令。再按一次 Ctrl+C 结束检查并给出总结。',
};

/** What is being done, without saying again what stands just above. */
const occasion = ({session, cardTold}: Transcript): string => {
	if (session.isChanging === true) return say({en: 'Working on the host', zh: '正在主机上执行'});
	const step = session.steps.find(({card}) => card.id === session.current);
	if (step === undefined) return say({en: 'Looking at this host', zh: '正在查看这台主机'});
	return cardTold === step.card.id ? say({en: 'Looking', zh: '正在检查'}) : step.card.title;
};

const shorten = (words: string): string => {
	const characters = [...words];
	return characters.length > 120 ? `${characters.slice(0, 120).join('')} …` : words;
};
