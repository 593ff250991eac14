import {command, type Observation} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {answers} from './answers.ts';
import {frozenProcesses} from './frozen.ts';
import {readStatus, type ServiceProcess, serviceProcess} from './service-process.ts';

/** A process of the service that waits in the kernel, uninterruptibly, before the probes and after them. */
export type DiskSleep = {
	readonly process: ServiceProcess;
	/** How long the two looks are apart, in seconds. */
	readonly forS: number;
	/** Whether it ran in between: a slow disk lets it, a dead one doesn't. */
	readonly hasRun: boolean;
	/** Where in the kernel it waits, the innermost function first; root may see it. */
	readonly stack: readonly string[];
};

/**
 * Which processes of the service are in state D at two looks, before and after the probes. One moment in state D is
 * nothing: every read of a disk has one (proc_pid_status(5), State and voluntary_ctxt_switches).
 */
export const diskSleep: Fact<readonly DiskSleep[]> = {
	id: 'disk-sleep',
	what: {en: 'whether the service waits for a disk', zh: '服务等待磁盘的情况'},
	lookUp: async look => {
		const [service, frozen] = await Promise.all([look.know(serviceProcess), look.know(frozenProcesses)]);
		if (!service.known) return service;
		if (!frozen.known) return frozen;
		const waiting = service.value.filter(
			({state, pid}) => state === 'D' && !frozen.value.some(process => process.pid === pid),
		);
		if (waiting.length === 0) return {known: true, value: [], from: service.from};
		const began = look.now();
		const ask = (process: ServiceProcess) => command('cat', `/proc/${process.pid}/status`);
		const before = await Promise.all(waiting.map(process => look.runAgain(ask(process))));
		await look.know(answers);
		const [after, stacks] = await Promise.all([
			Promise.all(waiting.map(process => look.runAgain(ask(process)))),
			Promise.all(waiting.map(({pid}) => look.run(command('cat', `/proc/${pid}/stack`)))),
		]);
		const forS = (look.now() - began) / 1000;
		const still = waiting.flatMap((process, index): readonly DiskSleep[] => {
			const [early, late] = [before[index], after[index]];
			if (early === undefined || late === undefined || readStatus(late.stdout)?.state !== 'D') return [];
			const hasRun = switches(early) !== switches(late);
			return [{process, forS, hasRun, stack: readStack(stacks[index]?.stdout ?? '')}];
		});
		return {known: true, value: still, from: [...after, ...stacks]};
	},
};

/** How often it has run: every time that it stops running is counted. */
const switches = ({stdout}: Observation): string =>
	[...stdout.matchAll(/^(?:non)?voluntary_ctxt_switches:\s*(\d+)$/gm)].map(([, count]) => count).join();

/** Reads /proc/PID/stack (proc_pid_stack(5)): `[<0>] nfs_wait_bit_killable+0x1e/0x90`. */
export const readStack = (text: string): readonly string[] =>
	[...text.matchAll(/^\[<[^>]*>\] ([\w.]+)/gm)].map(([, name = '']) => name);
