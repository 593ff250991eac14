import {readFileSync} from 'node:fs';
import {hostname} from 'node:os';

/** The process that writes a session. */
export type Owner = {
	readonly machine: string;
	readonly pid: number;
	/** When it started, as its kernel counts; absent where that can't be read. A number is used again by other processes. */
	readonly since?: string;
};

/** This process. */
export const thisProcess = (): Owner => {
	const since = startOf(process.pid);
	return {machine: hostname(), pid: process.pid, ...(since === undefined ? {} : {since})};
};

/** Whether that process still runs; not known of another machine, which is no. */
export const isRunning = ({machine, pid, since}: Owner): boolean => {
	if (machine !== hostname()) return false;
	if (since !== undefined) return startOf(pid) === since;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
};

/** proc_pid_stat(5), field 22: the time at which the process started, in ticks since boot. */
function startOf(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		// A process that has ended and that nobody has waited for writes nothing.
		return rest[0] === 'Z' || rest[0] === 'X' ? undefined : rest[19];
	} catch {
		return undefined;
	}
}
