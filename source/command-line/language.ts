import type {Language} from '../engine/words.ts';

/** The variables that say what a person reads and what the terminal shows. */
export type LocaleVariables = Readonly<
	Partial<Record<'LC_ALL' | 'LC_MESSAGES' | 'LC_CTYPE' | 'LANG' | 'TERM', string | undefined>>
>;

/** What `--lang` says among the arguments; what comes after `--` is no option. Which values it may have is not judged here. */
export const langGiven = (words: readonly string[]): string | undefined => {
	const end = words.indexOf('--');
	const options = end === -1 ? words : words.slice(0, end);
	const index = options.findLastIndex(word => word === '--lang' || word.startsWith('--lang='));
	return options[index] === '--lang' ? options[index + 1] : options[index]?.slice('--lang='.length);
};

/**
 * The language that is spoken: `--lang` says it, or else the locale (POSIX, Environment Variables: LC_ALL before
 * LC_MESSAGES before LANG), or else the system (Windows sets none of them), which is asked only then. Chinese is only
 * chosen where it can be read: in a locale that reads UTF-8, and not on Linux' own console, whose font lacks it.
 */
export const languageOf = (
	lang: unknown,
	{LC_ALL, LC_MESSAGES, LC_CTYPE, LANG, TERM}: LocaleVariables,
	systemLocale: () => string,
): Language => {
	if (lang === 'en' || lang === 'zh-CN') return lang;
	if (TERM === 'linux') return 'en';
	const locale = LC_ALL || LC_MESSAGES || LANG;
	if (locale === undefined || locale === '') return isSimplifiedChinese(systemLocale()) ? 'zh-CN' : 'en';
	const readsUtf8 = /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
	return readsUtf8 && isSimplifiedChinese(locale) ? 'zh-CN' : 'en';
};

/** `zh_CN.UTF-8`, `zh-Hans-SG`, `zh`. */
const isSimplifiedChinese = (locale: string): boolean =>
	/^zh(?:[-_](?:cn|sg|hans)\b.*|[.@].*)?$/i.test(locale.replace('_', '-'));
