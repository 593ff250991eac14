import {at, numberAt, readJson, textAt} from '../json.ts';

/** What a PowerShell query printed: its objects, or its error by the name that is the same in every language. */
export type PowershellReply =
	| {readonly ok: true; readonly data: readonly unknown[]}
	| {readonly ok: false; readonly why: string; readonly id?: string};

// PowerShell 5.1 wraps some lists as an object with a count.
const list = (data: unknown): readonly unknown[] => {
	if (data === undefined || data === null) return [];
	if (Array.isArray(data)) return data;
	const inner = at(data, 'value');
	return Array.isArray(inner) && numberAt(data, 'Count') !== undefined ? inner : [data];
};

/**
 * Reads what `powershellJson` prints; a bare object or list of `ConvertTo-Json` is read too. Nothing printed is a
 * failure, whatever the exit code says.
 */
export const readPowershell = (stdout: string): PowershellReply => {
	const parsed = readJson(stdout);
	if (parsed === undefined) return {ok: false, why: stdout.trim() === '' ? 'PowerShell printed nothing' : 'not JSON'};
	const ok = at(parsed, 'ok');
	if (ok === undefined) return {ok: true, data: list(parsed)};
	if (ok === 1) return {ok: true, data: list(at(parsed, 'data'))};
	const id = textAt(parsed, 'id');
	return {ok: false, why: textAt(parsed, 'err') ?? 'an error without a message', ...(id !== undefined && {id})};
};

/** A field that is one of a list of names, written as its number, as its name, or as a boolean; undefined for others. */
export const enumAt = <T extends string>(
	value: unknown,
	name: string,
	words: Readonly<Record<string, T>>,
): T | undefined => {
	const found = at(value, name);
	return words[`${found}`] ?? words[`${found}`.toLowerCase()];
};

/** A field that holds words: a list of them, or one, perhaps with commas. */
export const wordsAt = (value: unknown, name: string): readonly string[] => {
	const found = at(value, name);
	return list(found)
		.flatMap(word => (typeof word === 'string' || typeof word === 'number' ? `${word}`.split(',') : []))
		.map(word => word.trim())
		.filter(Boolean);
};
