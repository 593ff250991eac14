/** JSON of unknown origin. */
export type Json = unknown;

export type JsonObject = Readonly<Record<string, Json>>;

export const isObject = (value: Json): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An array's items; nothing for anything else. */
export const items = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** An object's member; undefined for anything else. */
export const member = (value: Json, key: string): Json => (isObject(value) ? value[key] : undefined);

/** The text of a member, when it is one. */
export const textOf = (value: Json, key: string): string | undefined => {
	const found = member(value, key);
	return typeof found === 'string' ? found : undefined;
};

/** The number of a member, when it is one. */
export const numberOf = (value: Json, key: string): number | undefined => {
	const found = member(value, key);
	return typeof found === 'number' ? found : undefined;
};

/** The only key of an object, and what it holds: how nft writes statements and expressions. */
export const only = (value: Json): readonly [string, Json] | undefined => {
	const [entry] = isObject(value) ? Object.entries(value) : [];
	return entry;
};
