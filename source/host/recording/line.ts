import {maskValue, maskWords} from '../../engine/mask.ts';

// What a terminal would obey or hide, and what JSON leaves as it is: the file can be looked at with cat.
const unseemly = /[\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

const isCommand = (value: unknown): value is {readonly file: string; readonly args: readonly string[]} =>
	typeof value === 'object' && value !== null && 'file' in value && 'args' in value;

/** No secret gets past here, wherever it stands; a word of a command line can show that the next one is a secret. */
const safe = (key: string, value: unknown): unknown => {
	if (key !== 'command' || !isCommand(value)) return maskValue(key, value);
	const [file, ...args] = maskWords([value.file, ...value.args]);
	return {...value, file, args};
};

/** One line of a recording or a session, with its end. Every sign comes back as it was; secrets are masked. */
export const recordingLine = (entry: object): string => `${JSON.stringify(entry, safe).replace(unseemly, escaped)}\n`;
