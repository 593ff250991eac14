import type {Words} from '../engine/words.ts';

// They are constants because a packet may meet each of them a hundred thousand times.

/** Limits. */
export const aPart: Words = {en: 'it lets a part through', zh: '它只让一部分通过'};

/** Matches and maps that a random number decides. */
export const drawsLots: Words = {en: 'it draws lots', zh: '由随机数决定'};

/** Comparisons that make no sense, or that we don't understand. */
export const severalFields: Words = {
	en: 'several fields are compared with single values',
	zh: '多个字段与单个值比较',
};
export const noComparison: Words = {en: "the comparison can't be evaluated", zh: '无法判断该比较'};
export const nameAgainstOther: Words = {en: 'a name is compared with something else', zh: '名称与其他内容比较'};
export const numberAgainstName: Words = {en: 'a number is compared with a name', zh: '数值与名称比较'};

/** What a packet holds, where that can't be said. */
export const kindByRoutes: Words = {en: 'the kind of an address depends on routes', zh: '地址的类型取决于路由'};
export const unknownBits: Words = {en: "the bits can't be told", zh: '无法确定这些比特位'};
export const unknownPort: Words = {en: "the client's port can't be told", zh: '无法确定客户端的端口'};
