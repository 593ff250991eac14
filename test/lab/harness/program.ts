import {fileURLToPath} from 'node:url';
import {z} from 'zod';
import type {Check} from '../scenario.ts';
import {execute, type Outcome} from './execute.ts';
import {backendAddress} from './lab.ts';
import type {Namespace} from './namespace.ts';
import type {SshWay} from './ssh.ts';

/** The built program; another build of it, e.g. the packed one, by `SLBW_PROGRAM`. */
export const program = process.env.SLBW_PROGRAM ?? fileURLToPath(new URL('../../../source/bin.mjs', import.meta.url));

const evidence = z.object({command: z.string().min(1), excerpt: z.string()});

const verdicts = z.object({
	schemaVersion: z.literal(1),
	verdict: z.enum(['healthy', 'unhealthy', 'unknown']),
	causes: z.array(
		z.object({
			code: z.string(),
			certainty: z.enum(['proven', 'likely', 'possible']),
			severity: z.enum(['failure', 'risk']),
			step: z.string(),
			summary: z.string().min(1),
			evidence: z.array(evidence),
			remedies: z
				.array(z.object({summary: z.string(), command: z.string().optional(), risk: z.enum(['low', 'medium', 'high'])}))
				.min(1),
		}),
	),
	contradictions: z
		.array(
			z.object({
				step: z.string(),
				summary: z.string().min(1),
				evidence: z.tuple([evidence, evidence]),
			}),
		)
		.optional(),
	steps: z.array(
		z.object({id: z.string(), status: z.string(), reason: z.string().optional(), says: z.array(z.string()).optional()}),
	),
});

/** The parts of `check --json` that the lab judges. */
export type Told = z.infer<typeof verdicts>;

/** The arguments that tell the program about the check. */
export const programArguments = (check: Check): readonly string[] => {
	const given: ReadonlyArray<readonly [string, string | number | undefined]> = [
		['--backend', check.backend ?? backendAddress],
		['--port', check.port ?? 80],
		['--protocol', check.protocol],
		['--product', check.product],
		['--source', check.source],
		['--check-port', check.checkPort],
		['--path', check.path],
		['--domain', check.domain],
		['--method', check.method],
		['--codes', check.codes],
		['--interval', check.intervalS],
		['--witness', check.witnessS],
		// An interval above the timeout would be taken for the timeout (CLB), so UDP's default of 5 is lowered with it.
		...(check.protocol === 'udp' ? [] : ([['--timeout', check.timeoutS ?? 2]] as const)),
	];
	return given.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
};

/** Runs `check --json` on a host of the lab, after some words: `env HOME=/root`; `more` are options beside the check's. */
export const runCheck = async (
	host: Namespace,
	check: Check,
	before: readonly string[] = ['env', 'LC_ALL=C'],
	more: readonly string[] = [],
) => {
	const args = ['check', '--json', ...programArguments(check), ...more];
	return readOutcome(args, await host.run('env', [...before, process.execPath, program, ...args]));
};

/** Runs `check --json` here, and lets it look at the host over ssh. */
export const runCheckOverSsh = async ({host, before}: SshWay, check: Check, more: readonly string[] = []) => {
	const args = ['check', '--json', '--host', host, ...programArguments(check), ...more];
	const [file = 'env', ...words] = [...before, process.execPath, program, ...args];
	return readOutcome(args, await execute(file, words));
};

const readOutcome = (args: readonly string[], outcome: Outcome) => {
	const command = `slb-wizard ${args.join(' ')}`;
	try {
		return {...outcome, command, told: verdicts.parse(JSON.parse(outcome.stdout))};
	} catch (error) {
		throw new Error(
			`${command} exited with ${outcome.exitCode} and printed no result (${error}).\n${outcome.stdout}\n${outcome.stderr}`,
		);
	}
};
