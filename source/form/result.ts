import {z} from 'zod/mini';
import {causeCodes} from '../engine/cause-code.ts';
import {places} from '../engine/place.ts';
import type {Result} from '../engine/result.ts';
import {stepIds} from '../engine/step.ts';
import {target} from './target.ts';

const text = z.string();
const command = text.check(z.describe('A command line, as a person would type it.'));

/** A step of the guide. What a step means that this program doesn't know can't be told. */
export const stepId = z.enum(stepIds);

export const status = z.enum(['ok', 'problem', 'risk', 'unknown', 'skipped']);

export const verdict = z.enum(['healthy', 'unhealthy', 'unknown']);

/** A command and what it showed. */
export const evidence = z
	.object({command, excerpt: text.check(z.describe('The part of its output that matters: one line, secrets masked.'))})
	.check(z.describe('A command and the part of its output that matters.'));

/** A way to mend a cause. */
export const remedy = z.object({
	summary: text.check(z.describe('An imperative sentence.')),
	command: z.exactOptional(command),
	undo: z.exactOptional(command).check(z.describe('The exact command that takes it back.')),
	keep: z
		.exactOptional(z.object({command, undo: z.exactOptional(command)}))
		.check(z.describe('Makes it last over a reboot, once it has proved itself.')),
	risk: z.enum(['low', 'medium', 'high']).check(z.describe('How dangerous the remedy itself is.')),
});

const causeHead = {
	code: z.enum(causeCodes),
	certainty: z.enum(['proven', 'likely', 'possible']),
	severity: z.enum(['failure', 'risk']).check(z.describe('risk: passes now, breaks later or under load.')),
	place: z.exactOptional(z.enum(places)).check(z.describe('Where on the probe’s path it is.')),
};

const causeBody = {
	summary: text.check(z.describe('One sentence with this host’s own values.')),
	evidence: z.readonly(z.array(evidence)),
	remedies: z.readonly(z.array(remedy)),
};

/** The parts of a cause that the report of a step and a result share. */
export const causeParts = {...causeHead, ...causeBody};

const cause = z.object({
	...causeHead,
	step: stepId,
	...causeBody,
	suppressed: z
		.exactOptional(z.object({reason: text, until: text.check(z.describe('A date: from then on it counts again.'))}))
		.check(z.describe('It is known, and doesn’t make the exit status 1.')),
});

const commandRun = z.object({
	command,
	exitCode: z.nullable(z.int()).check(z.describe('null when the command didn’t end by itself.')),
	durationMs: z.number().check(z.minimum(0)),
});

const step = z.object({
	id: stepId,
	title: text,
	status,
	reason: z.exactOptional(text).check(z.describe('Why it is skipped or unknown.')),
	says: z.exactOptional(z.readonly(z.array(text))).check(z.describe('What the step found in order, or worth noting.')),
	commands: z.readonly(z.array(commandRun)),
});

const server = z
	.object({
		instanceId: z.exactOptional(text).check(z.describe('i-…')),
		region: z.exactOptional(text).check(z.describe('cn-hangzhou')),
	})
	.check(z.describe('What the metadata service of ECS says of the server; absent where it wasn’t asked.'));

const contradiction = z
	.object({step: stepId, summary: text, evidence: z.readonly(z.tuple([evidence, evidence]))})
	.check(z.describe('Two results that seem to exclude each other: both are right, they measure different things.'));

/** The result of `check --json`. What is added to it later is no error: readers skip what they don't know. */
export const result = z
	.object({
		schemaVersion: z.literal(1),
		tool: z.object({name: z.literal('slb-wizard'), version: text}),
		startedAt: z.iso.datetime(),
		durationMs: z.number().check(z.minimum(0)),
		target,
		server: z.exactOptional(server),
		verdict: verdict.check(z.describe('What the load balancer sees, or will see.')),
		causes: z.readonly(z.array(cause)).check(z.describe('The root cause first; its symptoms are not listed again.')),
		contradictions: z.exactOptional(z.readonly(z.array(contradiction))),
		steps: z.readonly(z.array(step)).check(z.describe('Every step of the guide, in its order.')),
	})
	.check(z.describe('The result of slb-wizard check --json.')) satisfies z.ZodMiniType<Result>;
