/** The languages of the program, as `--lang` names them (BCP 47). */
export const languages = ['en', 'zh-CN'] as const;

export type Language = (typeof languages)[number];

/**
 * The same words in each language. What is written by us is written like this, so that a translation that is missing doesn't
 * compile; codes, commands and what a host prints are never translated.
 */
export type Words = {readonly en: string; readonly zh: string};

let current: Language = 'en';

const listeners = new Set<() => void>();

/** Chooses the language of all that is said from now on. */
export const speak = (language: Language): void => {
	if (language === current) return;
	current = language;
	for (const listener of listeners) listener();
};

/** Calls back whenever another language is spoken from then on, as long as the work takes. */
export const hearing = async <T>(listener: () => void, work: Promise<T>): Promise<T> => {
	listeners.add(listener);
	return work.finally(() => listeners.delete(listener));
};

/** A text that is the same in every language, or words in the one that is spoken. */
export const sayOr = (text: string | Words): string => (typeof text === 'string' ? text : say(text));

/** The language that is spoken. */
export const spoken = (): Language => current;

/** Words in the language that is spoken. */
export const say = ({en, zh}: Words): string => (current === 'zh-CN' ? zh : en);

/** What is the same in every language: a command, a code, a line that a host printed. */
export const verbatim = (text: string): Words => ({en: text, zh: text});

/** Words as they are, and a text that is the same in every language as words. */
export const worded = (text: string | Words): Words => (typeof text === 'string' ? verbatim(text) : text);

/** Words made of words: `made(text => …)` is called once for each language, with what picks the words of that language. */
export const composed = (make: (pick: (words: Words) => string) => string): Words => ({
	en: make(({en}) => en),
	zh: make(({zh}) => zh),
});

/** Several words, one after the other: `a, b, c`. */
export const listed = (all: readonly Words[]): Words => ({
	en: all.map(({en}) => en).join(', '),
	zh: all.map(({zh}) => zh).join('、'),
});
