import {hidden, maskRules} from './mask-rules.ts';

/** Whether a secret was taken out of a text, so that it can't be used as it stands. */
export const hasHidden = (text: string): boolean => text.includes(hidden);

// Most texts of a host hold nothing of the kind: one look spares them the others.
const suspicion =
	/pass|pwd|secret|token|key|credential|auth|cookie|psk|jwt|otp|signature|:\/\/|\?|"env|-p|-u|bearer|basic|identified|redis-cli|ldap|-----BEGIN|LTAI|STS\.|AKIA|ASIA|gh[pousr]_|glpat|xox|AIza|sk-|npm_|eyJ|\$\w+\$/i;

/**
 * Hides secrets in text that is shown, stored or sent: passwords, tokens, cookies, keys. What else is said stays as it
 * is, so that a masked text is read as the text itself. Masking twice changes nothing.
 */
export const mask = (text: string): string =>
	suspicion.test(text) ? maskRules.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text) : text;

/** The same for the words of a command line, where the word before can tell that one is a secret. */
export const maskWords = (words: readonly string[]): readonly string[] => {
	const masked = mask(words.join('\0')).split('\0');
	return masked.length === words.length ? masked : words.map(mask);
};

// The names of HTTP's headers and of what else is never written down.
const secretKey =
	/^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|(?:x-[\w-]*|private-|api-|access-)(?:token|key|secret|auth))$/i;

/** One value of a structure, under its name there: a header is known by that alone. Only texts are changed. */
export const maskValue = (key: string, value: unknown): unknown =>
	typeof value === 'string' ? (secretKey.test(key) ? hidden : mask(value)) : value;
