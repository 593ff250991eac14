import {z} from 'zod/mini';
import type {Command, Observation} from '../../engine/command.ts';
import type {ProbeObservation, ProbeShape} from '../../engine/probe.ts';
import type {Target} from '../../engine/target.ts';
import {target} from '../../form/target.ts';

/** The number of this form; it grows when an older slb-wizard could misread a newer recording. */
export const schemaNumber = 1;

/** The name of the file in a recording's folder. Each line of it is one JSON object, in the order in which things ended. */
export const fileName = 'recording.jsonl';

const optional = z.exactOptional;
const text = z.string();
const count = z.number().check(z.int(), z.minimum(0));

/** The first line: what was recorded, and what its host was able to do. */
export const header = z.object({
	is: z.literal('recording'),
	schema: z.literal(schemaNumber),
	tool: z.object({name: text, version: text}),
	/** The time of day at which the times in milliseconds begin. */
	startedAt: z.iso.datetime(),
	/** Where commands ran: `local`, `ssh://…`. */
	where: text,
	platform: z.enum(['linux', 'windows']),
	mindsModules: optional(z.boolean()),
	/** Whether series of commands and of probes were sent at once. */
	inTurn: optional(z.boolean()),
	probesInTurn: optional(z.boolean()),
	/** The addresses of the machine where the program ran, when that wasn't the host. */
	hereAddresses: optional(z.array(text)),
});

/** One program with its arguments. */
export const command = z.object({
	file: text,
	args: z.array(text),
	privileged: optional(z.boolean()),
	loads: optional(z.array(text)),
	timeoutMs: optional(z.number()),
}) satisfies z.ZodMiniType<Command>;

const observed = {
	command,
	stdout: text,
	stderr: text,
	exitCode: optional(z.number()),
	durationMs: z.number(),
	failure: optional(
		z.enum([
			'not-found',
			'timeout',
			'unreachable',
			'denied',
			'too-much-output',
			'cancelled',
			'would-load-module',
			'not-recorded',
		]),
	),
};

/** What a command did. */
export const observation = z.object(observed) satisfies z.ZodMiniType<Observation>;

const shape = z.object({
	protocol: z.enum(['tcp', 'udp', 'http', 'https']),
	address: text,
	port: count,
	from: optional(text),
	timeoutMs: z.number(),
	method: optional(z.enum(['HEAD', 'GET'])),
	path: optional(text),
	version: optional(z.enum(['1.0', '1.1'])),
	host: optional(text),
	userAgent: optional(text),
	proxyHeader: optional(z.boolean()),
}) satisfies z.ZodMiniType<ProbeShape>;

const reply = z.object({
	outcome: z.enum([
		'answered',
		'silent',
		'refused',
		'unreachable',
		'connect-timeout',
		'answer-timeout',
		'closed',
		'not-http',
		'tls-failed',
		'cancelled',
	]),
	status: optional(z.number()),
	headers: optional(z.record(text, text)),
	excerpt: optional(text),
	connectMs: optional(z.number()),
	totalMs: z.number(),
	detail: optional(text),
});

/** When something was asked for, and when it ended; `nth` of the same in its round, counted in the order of asking. */
const moment = {round: count, nth: count, fromMs: z.number(), toMs: z.number()};

/** Every further line. Round 0 is what was looked at before the target was known; each look anew begins another one. */
export const entry = z.discriminatedUnion('is', [
	z.object({is: z.literal('target'), target, witnessS: optional(z.number())}),
	z.object({is: z.literal('command'), ...moment, observation: z.object(observed)}),
	z.object({
		is: z.literal('probe'),
		seat: optional(z.literal('here')),
		...moment,
		observation: z.object({...observed, shape, reply, unlike: optional(text)}),
	}),
	z.object({is: z.literal('wait'), ...moment, milliseconds: z.number()}),
	/** Somebody read the clock, which showed `toMs`. */
	z.object({is: z.literal('clock'), ...moment}),
	/** The run came to its end: nothing is missing. */
	z.object({is: z.literal('end')}),
]);

export type Header = z.infer<typeof header>;

/** When something was asked for, and when it ended. */
export type Moment = {readonly [name in keyof typeof moment]: number};

/** An entry that answers somebody who asked. */
export type Happening = Moment &
	(
		| {readonly is: 'command'; readonly observation: Observation}
		| {readonly is: 'probe'; readonly observation: ProbeObservation; readonly seat?: 'here'}
		| {readonly is: 'wait'; readonly milliseconds: number}
		| {readonly is: 'clock'}
	);

export type Entry =
	| {readonly is: 'target'; readonly target: Target; readonly witnessS?: number}
	| Happening
	| {readonly is: 'end'};
