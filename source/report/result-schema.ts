import {z} from 'zod';
import {causeCodes} from '../engine/cause-code.ts';
import type {Result} from '../engine/result.ts';
import {stepIds} from '../engine/step.ts';

const text = z.string();
const command = z.string().describe('A command line, as a person would type it.');
const whole = z.number().int();
const port = whole.min(1).max(65_535);
const seconds = whole.min(1);

const step = z.enum(stepIds);

const evidence = z
	.object({command, excerpt: text.describe('The part of its output that matters: one line, secrets masked.')})
	.describe('A command and the part of its output that matters.');

const remedy = z.object({
	summary: text.describe('An imperative sentence.'),
	command: command.exactOptional(),
	undo: command.exactOptional().describe('The exact command that takes it back.'),
	keep: z
		.object({command, undo: command.exactOptional()})
		.exactOptional()
		.describe('Makes it last over a reboot, once it has proved itself.'),
	risk: z.enum(['low', 'medium', 'high']).describe('How dangerous the remedy itself is.'),
});

const cause = z.object({
	code: z.enum(causeCodes),
	certainty: z.enum(['proven', 'likely', 'possible']),
	severity: z.enum(['failure', 'risk']).describe('risk: passes now, breaks later or under load.'),
	step,
	summary: text.describe('One sentence with this host’s own values.'),
	evidence: z.array(evidence).readonly(),
	remedies: z.array(remedy).readonly(),
	suppressed: z
		.object({reason: text, until: text.describe('A date: from then on it counts again.')})
		.exactOptional()
		.describe('It is known, and doesn’t make the exit status 1.'),
});

const healthCheck = z.object({
	protocol: z.enum(['tcp', 'udp', 'http', 'https']),
	port,
	path: text,
	domain: text.nullable(),
	method: z.enum(['head', 'get']),
	codes: z.array(z.enum(['http_2xx', 'http_3xx', 'http_4xx', 'http_5xx'])).readonly(),
	timeoutS: seconds,
	intervalS: seconds,
	healthyThreshold: whole.min(1),
	unhealthyThreshold: whole.min(1),
});

const target = z.object({
	host: text.describe('Where commands ran: local, ssh://… or replay:…'),
	platform: z.enum(['linux', 'windows']),
	product: z.enum(['clb', 'alb', 'nlb']),
	backend: text.describe('The address that the load balancer connects to.'),
	port,
	sources: z.array(text).min(1).readonly().describe('Where probes come from, in CIDR notation.'),
	healthCheck,
});

const stepResult = z.object({
	id: step,
	title: text,
	status: z.enum(['ok', 'problem', 'risk', 'unknown', 'skipped']),
	reason: text.exactOptional().describe('Why it is skipped or unknown.'),
	says: z.array(text).readonly().exactOptional().describe('What the step found in order, or worth noting.'),
	commands: z
		.array(
			z.object({
				command,
				exitCode: whole.nullable().describe('null when the command didn’t end by itself.'),
				durationMs: z.number().min(0),
			}),
		)
		.readonly(),
});

const contradiction = z
	.object({step, summary: text, evidence: z.tuple([evidence, evidence]).readonly()})
	.describe('Two results that seem to exclude each other: both are right, they measure different things.');

/** The result as programs read it. What is added to it later is no error: readers skip what they don't know. */
export const resultSchema = z
	.object({
		schemaVersion: z.literal(1),
		tool: z.object({name: z.literal('slb-wizard'), version: text}),
		startedAt: z.iso.datetime(),
		durationMs: z.number().min(0),
		target,
		verdict: z.enum(['healthy', 'unhealthy', 'unknown']).describe('What the load balancer sees, or will see.'),
		causes: z.array(cause).readonly().describe('The root cause first; its symptoms are not listed again.'),
		contradictions: z.array(contradiction).readonly().exactOptional(),
		steps: z.array(stepResult).readonly().describe('Every step of the guide, in its order.'),
	})
	.describe('The result of slb-wizard check --json.');

/** The JSON schema (draft 2020-12) of the result, as text: what `slb-wizard schema` prints. */
export const resultSchemaText = (): string =>
	`${JSON.stringify({title: 'slb-wizard result', ...z.toJSONSchema(resultSchema, {io: 'input'})}, undefined, '\t')}\n`;

/** Reads a result that was written before; a sentence that says what is wrong with it otherwise. */
export const readResult = (written: string): {readonly result: Result} | {readonly problem: string} => {
	let document: unknown;
	try {
		document = JSON.parse(written);
	} catch {
		return {problem: 'is no JSON'};
	}

	const read = resultSchema.safeParse(document);
	if (!read.success) {
		const [issue] = read.error.issues;
		return {problem: `is no result of slb-wizard: ${issue?.path.join('.') || 'the document'}: ${issue?.message}`};
	}

	return {result: read.data};
};
