import {z} from 'zod/mini';
import {causeCodes} from '../engine/cause-code.ts';
import type {Conclusion} from '../engine/event.ts';
import type {Result} from '../engine/result.ts';
import {stepIds} from '../engine/step.ts';
import {observation, target} from '../host/recording/format.ts';

const optional = z.exactOptional;
const text = z.string();

export {observation, target};

/** A step of the guide. One that this program doesn't know can't be gone on with. */
export const stepId = z.enum(stepIds);

export const status = z.enum(['ok', 'problem', 'risk', 'unknown', 'skipped']);

/** A command and what it showed. */
export const evidence = z.object({command: text, excerpt: text});

/** The parts of a cause that a step and a result share. */
export const causeParts = {
	code: z.enum(causeCodes),
	certainty: z.enum(['proven', 'likely', 'possible']),
	severity: z.enum(['failure', 'risk']),
	summary: text,
	evidence: z.array(evidence),
	remedies: z.array(
		z.object({
			summary: text,
			command: optional(text),
			undo: optional(text),
			keep: optional(z.object({command: text, undo: optional(text)})),
			risk: z.enum(['low', 'medium', 'high']),
		}),
	),
};

const verdict = z.enum(['healthy', 'unhealthy', 'unknown']);

/** The document of `check --json`, as far as two of them are compared. */
export const result = z.object({
	schemaVersion: z.literal(1),
	tool: z.object({name: z.literal('slb-wizard'), version: text}),
	startedAt: text,
	durationMs: z.number(),
	target,
	verdict,
	causes: z.array(z.object({...causeParts, step: stepId, suppressed: optional(z.object({reason: text, until: text}))})),
	contradictions: optional(z.array(z.object({step: stepId, summary: text, evidence: z.tuple([evidence, evidence])}))),
	steps: z.array(
		z.object({
			id: stepId,
			title: text,
			status,
			reason: optional(text),
			says: optional(z.array(text)),
			commands: z.array(z.object({command: text, exitCode: z.nullable(z.number()), durationMs: z.number()})),
		}),
	),
}) satisfies z.ZodMiniType<Result>;

/** The end of a walk. */
export const conclusion = z.object({
	result,
	ruledOut: z.array(text),
	notChecked: z.array(z.object({step: stepId, why: text, wouldTell: optional(text)})),
	timing: z.array(text),
	repeat: text,
	interrupted: z.boolean(),
	counts: optional(verdict),
	expired: optional(z.array(z.object({code: causeParts.code, reason: text, until: text}))),
}) satisfies z.ZodMiniType<Conclusion>;
