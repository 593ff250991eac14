/** Parses JSON that a command printed; undefined when it isn't JSON. Text before it, such as a byte order mark, is left out. */
export const readJson = (text: string): unknown => {
	const start = text.search(/[[{]/);
	if (start === -1) return undefined;
	try {
		return JSON.parse(text.slice(start));
	} catch {
		// A host can print anything.
		return undefined;
	}
};

/** A field of a parsed object; undefined when there is none. */
export const at = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** A field that is text; undefined when it isn't. */
export const textAt = (value: unknown, name: string): string | undefined => {
	const found = at(value, name);
	return typeof found === 'string' ? found : undefined;
};

/** A field that is a number, or text that holds one; undefined when it isn't. */
export const numberAt = (value: unknown, name: string): number | undefined => {
	const found = at(value, name);
	const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};
