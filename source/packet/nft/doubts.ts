import type {Words} from '../../engine/words.ts';

// Each makes a sentence of what it is about; a rule keeps the function, and the words of its own.

/** An expression or a statement, by its name in nft's JSON. */
export const nameNotEvaluated = (name: string): Words => ({
	en: `"${name === '' ? 'an expression' : name}" can't be evaluated`,
	zh: name === '' ? '无法判断其中的表达式' : `无法判断 “${name}”`,
});

/** A statement that isn't known. */
export const effectNotTold = (name: string): Words => ({
	en: `what "${name}" does can't be told`,
	zh: name === 'unread' ? '规则中有读不懂的部分' : `无法判断 “${name}” 的作用`,
});

/** What stands on the right of a comparison. */
export const valueNotEvaluated = (): Words => ({
	en: "what it is compared with can't be evaluated",
	zh: '无法判断它与什么比较',
});

/** The same for routes. */
export const routeNotEvaluated = (): Words => ({
	en: "what the route is compared with can't be evaluated",
	zh: '无法判断路由与什么比较',
});

/** Maps. */
export const mapNotEvaluated = (): Words => ({en: "the map can't be evaluated", zh: '无法判断该映射'});

/** Quotas count bytes that passed already. */
export const quotaNotTold = (): Words => ({
	en: "how much of a quota is used can't be told",
	zh: '无法确定配额已用多少',
});

/** Translations. */
export const dnatNotTold = (): Words => ({en: "where dnat leads can't be told", zh: '无法判断 dnat 会转到哪里'});
export const redirectNotTold = (): Words => ({
	en: "where redirect leads can't be told",
	zh: '无法判断 redirect 会转到哪里',
});
export const rewrites = (): Words => ({en: 'it rewrites the packet', zh: '它改写报文'});

/** Extensions of iptables within nft's listing. */
export const targetNotShown = (name: string): Words => ({
	en: `nft doesn't show what -j ${name} does`,
	zh: `nft 不显示 -j ${name} 的作用`,
});
export const matchNotShown = (name: string): Words => ({
	en: `nft doesn't show what -m ${name} asks for`,
	zh: `nft 不显示 -m ${name} 的条件`,
});
