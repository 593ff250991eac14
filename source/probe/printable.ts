/** C0 (but tab and line feed), DEL, C1, and the marks that turn the direction of text round (Unicode TR 36, 3.2). */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What a server sent, as text that is safe to show: no control characters but line feeds, and a tab is a space. */
export const printable = (bytes: Buffer): string =>
	bytes.toString('utf8').replaceAll('\t', ' ').replaceAll(unprintable, '');
