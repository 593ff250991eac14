/**
 * A share such as `3 of 20` or `3/20`, as Chinese says it: `20 次探测中有 3 次`; any other words stay as they are. `measure` is the
 * measure word, `thing` what is counted.
 */
export const shareInChinese = (share: string, measure: string, thing: string): string => {
	const [, part, whole] = /^(\d+)(?: of |\/)(\d+)$/.exec(share) ?? [];
	return part === undefined ? share : `${whole} ${measure}${thing}中有 ${part} ${measure}`;
};
