import {z} from 'zod/mini';
import type {ChangeNews} from '../engine/change.ts';
import {causeParts, remedy, result} from '../form/result.ts';

const text = z.string();
const {code} = causeParts;
const {keep, risk} = remedy.shape;

const plan = z.object({
	id: text,
	code,
	title: text,
	risk,
	steps: z.array(z.object({make: text, undo: text, isMade: text, state: text})),
	keep,
	unrehearsed: z.exactOptional(text),
	isFinal: z.exactOptional(z.literal(true)),
	limitS: z.number(),
});

const proof = z.discriminatedUnion('is', [
	z.object({is: z.enum(['fixed', 'still'])}),
	z.object({is: z.literal('others'), codes: z.array(code)}),
	z.object({is: z.literal('unproven'), why: text}),
]);

const refusal = z.object({
	is: z.enum([
		'not-root',
		'no-place',
		'busy',
		'no-entry',
		'over',
		'not-armed',
		'differs',
		'not-made',
		'not-undone',
		'there-already',
		'unreachable',
		'broken',
	]),
	told: text,
});

const ending = z.discriminatedUnion('is', [
	z.object({is: z.enum(['kept', 'left'])}),
	z.object({is: z.literal('undone'), by: text, differs: z.array(text)}),
	z.object({is: z.enum(['refused', 'lost']), refusal}),
]);

/** What is told of a change to the host. */
export const changeNews = z.discriminatedUnion('is', [
	z.object({is: z.enum(['looking', 'declined', 'rehearsed'])}),
	z.object({is: z.enum(['not-planned', 'not-rehearsed']), why: text}),
	z.object({is: z.literal('planned'), plan}),
	z.object({is: z.literal('prepared'), folder: text}),
	z.object({is: z.literal('armed'), by: text}),
	z.object({is: z.literal('changed'), limitS: z.number()}),
	z.object({is: z.literal('verified'), proof, after: result}),
	z.object({is: z.literal('ended'), ending, plan}),
]) satisfies z.ZodMiniType<ChangeNews>;
