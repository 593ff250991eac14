import {say} from '../../engine/words.ts';

/** A duration in words: `12 ms`, `3.4 s`, `2 min 5 s`. */
export const duration = (ms: number): string => {
	if (ms < 1000) return say({en: `${Math.round(ms)} ms`, zh: `${Math.round(ms)} 毫秒`});
	if (ms < 60_000) return inSeconds((Math.round(ms / 100) / 10).toString());
	const all = Math.round(ms / 1000);
	const [minutes, seconds] = [Math.floor(all / 60), all % 60];
	return seconds === 0
		? say({en: `${minutes} min`, zh: `${minutes} 分钟`})
		: say({en: `${minutes} min ${seconds} s`, zh: `${minutes} 分 ${seconds} 秒`});
};

/** A number of seconds: `3.4 s`. */
export const inSeconds = (seconds: number | string): string => say({en: `${seconds} s`, zh: `${seconds} 秒`});
