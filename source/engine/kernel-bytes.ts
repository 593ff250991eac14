/** The bytes of an address as /proc/net writes it: each word in the byte order of the machine, which is little-endian. */
export const kernelBytes = (hex: string): readonly number[] =>
	(hex.match(/.{8}/g) ?? []).flatMap(word =>
		(word.match(/../g) ?? []).map(byte => Number.parseInt(byte, 16)).reverse(),
	);
