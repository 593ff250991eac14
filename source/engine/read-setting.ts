import type {Reading} from './reading.ts';
import type {AskableName} from './setting-question.ts';
import {contradiction, type Settings, settings} from './settings.ts';
import {withoutVoid} from './void-answers.ts';

/** The settings with one more answer, or a sentence that says what is allowed. */
export const withAnswer = (known: Settings, name: AskableName, text: string): Reading<Settings> => {
	const answer = text.trim();
	if (answer === '' && name !== 'domain') return {problem: {en: 'An answer is needed here.', zh: '这里需要回答。'}};
	const port = name === 'port' ? /^(\d+)\/(tcp|udp)$/i.exec(answer) : null;
	const reading = settings[name].read(name === 'product' ? productOf(answer) : (port?.[1] ?? answer));
	if ('problem' in reading) {
		const {en, zh} = reading.problem;
		return {problem: {en: `“${shorten(answer)}” ${en}.`, zh: `“${shorten(answer)}”${zh}。`}};
	}

	const isSame = known[name] !== undefined && String(known[name]) === String(reading.value);
	const changed: Settings = {
		...(isSame ? known : withoutVoid(known, name)),
		[name]: reading.value,
		...(port?.[2]?.toLowerCase() === 'udp' ? {protocol: 'udp' as const} : {}),
	};
	const contrary = contradiction(changed);
	return contrary === undefined ? {value: changed} : {problem: {en: `${contrary.en}.`, zh: `${contrary.zh}。`}};
};

const shorten = (answer: string): string => (answer.length > 40 ? `${[...answer].slice(0, 40).join('')}…` : answer);

/** An instance ID says which product it is. */
const productOf = (answer: string): string => {
	if (/^lb-/i.test(answer)) return 'clb';
	return /^(alb|nlb)-/i.exec(answer)?.[1] ?? answer;
};
