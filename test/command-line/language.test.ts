import {expect, test} from 'vitest';
import {type LocaleVariables, langGiven, languageOf} from '../../source/command-line/language.ts';

test.each<readonly [string, unknown, LocaleVariables, string, 'en' | 'zh-CN']>([
	['--lang before the locale', 'en', {LANG: 'zh_CN.UTF-8'}, 'zh-CN', 'en'],
	['--lang before what the terminal can show', 'zh-CN', {LANG: 'C', TERM: 'linux'}, 'en-US', 'zh-CN'],
	['a Chinese locale', undefined, {LANG: 'zh_CN.UTF-8'}, 'zh-CN', 'zh-CN'],
	['a Chinese locale in other letters', undefined, {LANG: 'zh_CN.utf8'}, 'zh-CN', 'zh-CN'],
	['Chinese of Singapore', undefined, {LANG: 'zh_SG.UTF-8'}, 'zh-SG', 'zh-CN'],
	['LC_ALL before LANG', undefined, {LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8'}, 'en-US', 'en'],
	['LC_ALL=C', undefined, {LC_ALL: 'C', LANG: 'zh_CN.UTF-8'}, 'en-US', 'en'],
	['an empty LC_ALL', undefined, {LC_ALL: '', LANG: 'zh_CN.UTF-8'}, 'zh-CN', 'zh-CN'],
	['LC_MESSAGES before LANG', undefined, {LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8'}, 'en-US', 'zh-CN'],
	['messages in Chinese where letters are not UTF-8', undefined, {LC_MESSAGES: 'zh_CN', LANG: 'C'}, 'en-US', 'en'],
	['a terminal that reads GBK', undefined, {LANG: 'zh_CN.GBK'}, 'zh-CN', 'en'],
	['the console of Linux', undefined, {LANG: 'zh_CN.UTF-8', TERM: 'linux'}, 'zh-CN', 'en'],
	['traditional characters', undefined, {LANG: 'zh_TW.UTF-8'}, 'zh-TW', 'en'],
	['English', undefined, {LANG: 'en_US.UTF-8'}, 'en-US', 'en'],
	['no locale on a Chinese system', undefined, {}, 'zh-CN', 'zh-CN'],
	['no locale on a system in simplified characters', undefined, {}, 'zh-Hans-CN', 'zh-CN'],
	['no locale on an English system', undefined, {}, 'en-US', 'en'],
])('%s', (_name, lang, variables, systemLocale, language) => {
	expect(languageOf(lang, variables, () => systemLocale)).toBe(language);
});

test('the system is only asked where no variable says the locale: that takes as long as a start without it', () => {
	const ask = () => {
		throw new Error('It was asked.');
	};
	expect(languageOf(undefined, {LANG: 'zh_CN.UTF-8'}, ask)).toBe('zh-CN');
	expect(languageOf('en', {}, ask)).toBe('en');
	expect(() => languageOf(undefined, {}, ask)).toThrow();
});

test.each<readonly [readonly string[], string | undefined]>([
	[['check', '--lang', 'zh-CN', '--port', '80'], 'zh-CN'],
	[['check', '--lang=zh-CN'], 'zh-CN'],
	[['--lang', 'en', 'check', '--lang=zh-CN'], 'zh-CN'],
	[['check', '--lang=zh-CN', '--lang', 'en'], 'en'],
	[['check', '--lang'], undefined],
	[['check', '--language=en'], undefined],
	[['complete', '--', 'check', '--lang', 'zh-CN'], undefined],
	[[], undefined],
])('%j says %j', (words, lang) => {
	expect(langGiven(words)).toBe(lang);
});
