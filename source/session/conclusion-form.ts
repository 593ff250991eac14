import {z} from 'zod/mini';
import type {Conclusion} from '../engine/event.ts';
import type {Exhibit, Latency} from '../engine/exhibit.ts';
import {causeParts, result, stepId, verdict} from '../form/result.ts';

const optional = z.exactOptional;
const text = z.string();

const station = z.object({name: text, state: z.enum(['passed', 'stopped', 'unknown']), note: text});

/** How long the check's own probes took. */
export const latency = z.object({
	is: z.literal('latency'),
	title: text,
	limitMs: z.number(),
	probes: z.array(z.object({name: text, ms: z.number(), is: z.enum(['accepted', 'not-accepted']), note: text})),
}) satisfies z.ZodMiniType<Latency>;

const exhibit = z.discriminatedUnion('is', [
	z.object({
		is: z.literal('way'),
		title: text,
		outcome: z.enum(['accepted', 'stopped', 'unknown']),
		packets: z.array(z.object({name: text, stations: z.array(station)})),
		end: text,
		rows: z.array(text),
	}),
	latency,
]) satisfies z.ZodMiniType<Exhibit>;

/** The end of a walk. */
export const conclusion = z.object({
	result,
	ruledOut: z.array(text),
	notChecked: z.array(z.object({step: stepId, why: text, wouldTell: optional(text)})),
	exhibits: optional(z.array(exhibit)),
	timing: z.array(text),
	repeat: text,
	interrupted: z.boolean(),
	counts: optional(verdict),
	expired: optional(z.array(z.object({code: causeParts.code, reason: text, until: text}))),
}) satisfies z.ZodMiniType<Conclusion>;
