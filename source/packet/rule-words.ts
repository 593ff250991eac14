import type {Words} from '../engine/words.ts';
import type {Action} from './filters.ts';

// What a rule did, in words. Constants where they can be: a packet may meet a hundred thousand rules.

/** Ends of a chain. */
export const accepted: Words = {en: 'accepted', zh: '放行'};
export const dropped: Words = {en: 'dropped', zh: '丢弃'};
export const returned: Words = {en: 'returned', zh: '返回上一级链'};
export const acceptedByPolicy: Words = {en: 'accepted by the policy', zh: '默认策略放行'};
export const droppedByPolicy: Words = {en: 'dropped by the policy', zh: '默认策略丢弃'};
export const rejectedWith = (how: string): Words => ({en: `rejected with ${how}`, zh: `拒绝 (${how})`});

/** A jump, or a way without a way back. */
export const wentTo = ({do: how, chain}: {readonly do: 'jump' | 'goto'; readonly chain: string}): Words =>
	how === 'jump' ? {en: `jumped to ${chain}`, zh: `跳转到 ${chain}`} : {en: `went to ${chain}`, zh: `转到 ${chain}`};

/** Address translation. */
export const translated: Readonly<Record<'dnat' | 'snat', Words>> = {
	dnat: {en: 'forwarded', zh: '转发 (DNAT)'},
	snat: {en: 'source rewritten', zh: '改写来源地址 (SNAT)'},
};

const changes: Readonly<Record<'mark' | 'ct-mark' | 'untrack' | 'change-set', Words>> = {
	mark: {en: 'mark set', zh: '设置标记 (mark)'},
	'ct-mark': {en: 'ct-mark set', zh: '设置连接标记 (ct mark)'},
	untrack: {en: 'not tracked', zh: '不做连接跟踪'},
	'change-set': {en: 'set changed', zh: '修改集合'},
};

/** What a rule changes before it goes on. */
export const changeWords = (action: Extract<Action, {readonly do: 'set' | 'untrack' | 'change-set'}>): Words =>
	action.do === 'set' ? changes[action.field] : changes[action.do];

/** Why it can't be told what becomes of a packet at a match or a map. */
export const matchNotTold: Words = {en: "the match can't be told", zh: '无法判断是否匹配'};
export const mapNotRead: Words = {en: "the map can't be read", zh: '无法读取该映射'};
export const elementNotTold: Words = {
	en: "which element of the map is taken can't be told",
	zh: '无法判断会选中映射的哪个元素',
};
export const elementNotRead: Words = {en: "the map's element can't be read", zh: '无法读取该映射的元素'};
