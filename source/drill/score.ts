import type {DrillPoint} from '../engine/drill-news.ts';
import {say, type Words} from '../engine/words.ts';

/** How somebody got on with a drill. */
export type Effort = {
	readonly hints: number;
	readonly wrong: number;
	/** From the first question to the answer. */
	readonly minutes: number;
	/** Whether the load balancer had become content before the answer. */
	readonly mended: boolean;
};

const whole = 100;

/** What the first, the second … hint costs: each says more than the one before. */
export const hintCosts: readonly number[] = [10, 15, 25];

const perWrong = 20;
const forMending = 10;

/** Coarse on purpose: reading costs nothing, guessing does. */
const timeCost = (minutes: number): number => (minutes < 5 ? 0 : minutes < 15 ? 10 : 20);

/** The points, from 0 to 100, and what they are made of. */
export const scoreOf = ({
	hints,
	wrong,
	minutes,
	mended,
}: Effort): {readonly points: number; readonly sum: readonly DrillPoint[]} => {
	const hintCost = hintCosts.slice(0, hints).reduce((sum, cost) => sum + cost, 0);
	const sum = [
		{what: say({en: 'found', zh: '找到原因'}), points: whole},
		{what: say({en: counted(hints, 'hint'), zh: `提示 ${hints} 次`}), points: -hintCost},
		{what: say({en: counted(wrong, 'wrong answer'), zh: `答错 ${wrong} 次`}), points: -perWrong * wrong},
		{what: say(longerThan(minutes < 15 ? 5 : 15)), points: -timeCost(minutes)},
		{what: say({en: 'put right', zh: '已修复'}), points: mended ? forMending : 0},
	].filter(({points}) => points !== 0);
	const total = sum.reduce((before, {points}) => before + points, 0);
	return {points: Math.max(0, Math.min(whole, total)), sum};
};

const longerThan = (minutes: number): Words => ({en: `more than ${minutes} minutes`, zh: `超过 ${minutes} 分钟`});

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
