import {z} from 'zod/mini';
import type {Values} from '../engine/finding.ts';
import type {HostNews} from '../engine/host.ts';
import type {Answer} from '../engine/question.ts';
import {languages} from '../engine/words.ts';
import {causeParts, evidence, status, stepId} from '../form/result.ts';
import {target} from '../form/target.ts';
import {command, observation} from '../host/recording/format.ts';
import {changeNews} from './change-form.ts';
import {conclusion, latency} from './conclusion-form.ts';

/** The number of this form; it grows when an older slb-wizard could misread a newer session. */
export const schemaNumber = 1;

const optional = z.exactOptional;
const text = z.string();

/** Who writes: see owner.ts. */
const owner = z.object({machine: text, pid: z.number(), since: optional(text)});

/** The first line: what was asked for. */
export const header = z.object({
	is: z.literal('session'),
	schema: z.literal(schemaNumber),
	id: text,
	tool: z.object({name: text, version: text}),
	startedAt: z.iso.datetime(),
	/** The options that were given, by the names of engine/settings.ts; they are read again by its rules. */
	given: z.record(text, z.union([text, z.number(), z.null(), z.array(text)])),
	witnessS: optional(z.number()),
	owner,
});

const finding = z.discriminatedUnion('is', [
	z.object({is: z.literal('ok'), say: text}),
	z.object({is: z.literal('not-applicable'), why: text}),
	z.object({is: z.literal('note'), say: text}),
	z.object({is: z.literal('contradiction'), say: text, one: evidence, other: evidence}),
	z.object({is: z.literal('unknown'), why: text, wouldTell: optional(command), matters: z.boolean()}),
	z.object({
		is: z.literal('cause'),
		code: causeParts.code,
		certainty: causeParts.certainty,
		severity: optional(causeParts.severity),
		values: z.record(text, text) satisfies z.ZodMiniType<Values>,
		evidence: z.array(evidence),
	}),
]);

/** An observation that stands in an earlier line is named by its number there. */
const seen = z.union([z.object({ref: z.number()}), observation]);

const reportWords = z.object({
	step: stepId,
	status,
	reason: optional(text),
	findings: z.array(finding),
	causes: z.array(z.object(causeParts)),
	latency: optional(latency),
});

const report = z.extend(reportWords, {observations: z.array(seen)});

export type StoredReport = z.infer<typeof report>;

const answer = z.discriminatedUnion('do', [
	z.object({do: z.literal('set'), value: text}),
	z.object({do: z.literal('go')}),
	z.object({do: z.literal('skip')}),
	z.object({do: z.literal('again')}),
	z.object({do: z.literal('back')}),
	z.object({do: z.literal('jump'), step: stepId}),
	z.object({do: z.literal('pace'), pace: z.enum(['guided', 'problems', 'all'])}),
	z.object({do: z.enum(['quit', 'watch', 'seat', 'mend', 'keep', 'put-back'])}),
	z.object({do: z.literal('language'), language: z.enum(languages)}),
]) satisfies z.ZodMiniType<Answer>;

const question = z.union([
	z.object({ask: z.literal('step'), card: z.object({id: stepId})}),
	z.object({ask: z.literal('setting'), setting: z.object({id: text, question: text})}),
	z.object({ask: z.enum(['terminal', 'end', 'confirm', 'keep'])}),
]);

const hostNews = z.discriminatedUnion('is', [
	z.object({is: z.literal('lost'), why: text, triesForS: z.number()}),
	z.object({is: z.literal('back'), afterS: z.number()}),
	z.object({is: z.literal('rights-lost'), as: text}),
	z.object({is: z.literal('given-up'), why: text, asks: z.optional(z.literal(true))}),
]) satisfies z.ZodMiniType<HostNews>;

/** The events that a session is read from; others are written as well, for who looks at the file. */
export const event = z.discriminatedUnion('type', [
	z.object({type: z.literal('started'), target, pace: z.enum(['guided', 'problems', 'all'])}),
	z.object({type: z.literal('host-opened'), where: text, as: text}),
	z.object({type: z.literal('recording-opened'), note: text}),
	z.object({type: z.literal('host-news'), news: hostNews}),
	z.object({type: z.literal('question'), question}),
	z.object({type: z.literal('answered'), answer}),
	z.object({type: z.literal('command-ended'), ref: z.number(), observation}),
	z.object({type: z.literal('step-ended'), report}),
	z.object({type: z.literal('reworded'), language: z.enum(languages), reports: z.array(reportWords)}),
	// What was measured before something was tried on the host is no more so, also when it can't be read what that was.
	z.object({type: z.literal('change'), news: z.catch(z.optional(changeNews), undefined)}),
	z.object({type: z.literal('concluded'), conclusion}),
]);

/** The types of these events. */
export const eventTypes: ReadonlySet<string> = new Set(event.def.options.flatMap(({shape}) => shape.type.def.values));

export type StoredEvent = z.infer<typeof event>;

/** A line about the file itself: somebody goes on with it, or the run came to its end. */
export const mark = z.discriminatedUnion('is', [
	z.object({is: z.literal('owner'), at: text, owner}),
	z.object({is: z.literal('end'), at: text}),
]);
