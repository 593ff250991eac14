// CSI, OSC, the other strings (DCS, SOS, PM, APC) and short escapes, as ECMA-48 has them; the C1 forms too.
// A string without its end stops at the line's end, so that it can't swallow what follows.
const escapes =
	/(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;

// C0 without tab and newline, delete, C1.
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

// They reorder or hide what is read: "Trojan Source", CVE-2021-42574.
const reordering = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * Text from a host that is safe to show and to store: no escape sequences, no controls other than newline and tab, no
 * marks that change the direction of reading. Chinese and every other script stay as they are.
 */
export const clean = (text: string): string =>
	text
		.replace(escapes, '')
		// In /proc it stands between words: without anything there a secret's name and the secret would be one.
		.replaceAll('\0', ' ')
		.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
		.replace(controls, '')
		.replace(reordering, '');

/** The same on one line. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
