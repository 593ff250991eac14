import type {DrillPoint} from '../engine/drill-news.ts';

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
		{what: 'found', points: whole},
		{what: counted(hints, 'hint'), points: -hintCost},
		{what: counted(wrong, 'wrong answer'), points: -perWrong * wrong},
		{what: minutes < 15 ? 'more than 5 minutes' : 'more than 15 minutes', points: -timeCost(minutes)},
		{what: 'put right', points: mended ? forMending : 0},
	].filter(({points}) => points !== 0);
	const total = sum.reduce((before, {points}) => before + points, 0);
	return {points: Math.max(0, Math.min(whole, total)), sum};
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
