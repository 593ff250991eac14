import {join} from 'node:path';
import {z} from 'zod';
import type {Check} from '../scenario.ts';
import {execute, waitFor} from './execute.ts';
import {hostState} from './host-state.ts';
import {changeStates, isLocked} from './journal.ts';
import type {Lab} from './lab.ts';
import {program, programArguments} from './program.ts';

const told = z.object({
	change: z.object({id: z.string().optional(), code: z.string(), commands: z.array(z.string()).optional()}),
	stages: z.array(z.string()),
	proof: z.object({is: z.string(), why: z.string().optional()}).optional(),
	outcome: z.string(),
	by: z.string().optional(),
	differs: z.array(z.string()).optional(),
	why: z.unknown().optional(),
});

/** What `fix --json` says. */
export type Fixed = z.infer<typeof told> & {readonly exitCode: number; readonly stderr: string};

/** The words that start `fix` in the lab; more may follow. */
export const fixWords = (
	code: string,
	check: Check,
	{before, more}: {readonly before: readonly string[]; readonly more: readonly string[]},
): readonly string[] => [...before, process.execPath, program, 'fix', code, ...programArguments(check), ...more];

/** Runs `fix` on the backend, and reads what it says. */
export const runFix = async (lab: Lab, words: readonly string[]): Promise<Fixed> => {
	const {stdout, stderr, exitCode} = await lab.backend.run('env', [...words, '--json']);
	const parsed = stdout.trim() === '' ? undefined : told.safeParse(JSON.parse(stdout));
	if (parsed?.success !== true) throw new Error(`fix exited with ${exitCode}: ${stdout}${stderr}`);
	return {...parsed.data, exitCode, stderr};
};

/** Runs `undo` or `keep` on the backend. */
export const runUndo = (lab: Lab, before: readonly string[], words: readonly string[]) =>
	lab.backend.run('env', [...before, process.execPath, program, ...words]);

/** Link-local addresses of IPv6 come by themselves, seconds after an interface is up; counters count. */
const settled = (text = ''): string =>
	text
		.split('\n')
		.filter(line => !line.includes('fe80:'))
		.map(line => line.replace(/ \[\d+:\d+\]$/, ''))
		.join('\n');

/** What a change may touch, byte for byte; `more` is a script that prints what else matters. */
export const touched = async (lab: Lab, more = ':'): Promise<Readonly<Record<string, string>>> => {
	const all = await hostState(lab);
	const names = ['iptables-save', 'ip6tables-save', 'nftables', 'ipset', 'routes', 'policy rules', 'links', 'sysctls'];
	return {
		...Object.fromEntries(names.map(name => [name, settled(all[name])])),
		more: await lab.backend.sh(more),
	};
};

/** Processes of the lab's changes that wait to take something back: pid and command line. */
export const watchers = async (lab: Lab): Promise<readonly string[]> => {
	const {stdout} = await execute('sh', [
		'-c',
		`for pid in $(ip netns pids ${lab.backend.name}); do echo "$pid $(tr '\\0' ' ' </proc/$pid/cmdline)"; done 2>/dev/null`,
	]);
	return stdout.split('\n').filter(line => line.includes('/guard watch'));
};

/** Waits until nothing of a change is left but its entry in the journal: no process, no lock. */
export const nothingLeft = async (lab: Lab): Promise<void> => {
	await waitFor(
		() => `the changes to be over (${changeStates(lab).join()}; see ${join(lab.directory, 'var')})`,
		async () => (await watchers(lab)).length === 0 && !isLocked(lab),
		60_000,
	);
};

/** The words of a fix, run in the backend's namespace. */
export const inBackend = (lab: Lab, words: readonly string[]): readonly string[] => [
	...['ip', 'netns', 'exec', lab.backend.name, 'env'],
	...words,
];
