/**
 * What the threads of a service wait for, as far as the kernel shows it:
 * - `soon`: something that can come by itself within the time asked for: a timer, a sleep, data, or it is running
 * - `never`: events and locks without a time limit, or with a longer one; nothing of its own will wake it in time
 */
export type Waiting = 'soon' | 'never';

type Call = {
	/** Which argument holds the time limit in milliseconds; -1 there is none. */
	readonly limitMs?: number;
	/** Which argument points to the time limit; null there is none. */
	readonly limitAt?: number;
	/** It waits for data or sleeps, whatever its arguments are. */
	readonly is?: 'soon';
};

const epollWait: Call = {limitMs: 3};
const poll: Call = {limitMs: 2};
const soon: Call = {is: 'soon'};

/** The numbers of the calls that wait, by `uname -m` (the kernel's syscall tables: arch/x86/entry, scripts/syscall.tbl). */
const calls: Readonly<Record<string, Readonly<Record<number, Call>>>> = {
	x86_64: {
		0: soon, // read
		7: poll,
		23: {limitAt: 4}, // select
		35: soon, // nanosleep
		45: soon, // recvfrom
		47: soon, // recvmsg
		202: {limitAt: 3}, // futex
		230: soon, // clock_nanosleep
		232: epollWait,
		270: {limitAt: 4}, // pselect6
		271: {limitAt: 2}, // ppoll
		281: epollWait, // epoll_pwait
		441: {limitAt: 3}, // epoll_pwait2
	},
	aarch64: {
		22: epollWait, // epoll_pwait
		63: soon, // read
		72: {limitAt: 4}, // pselect6
		73: {limitAt: 2}, // ppoll
		98: {limitAt: 3}, // futex
		101: soon, // nanosleep
		115: soon, // clock_nanosleep
		207: soon, // recvfrom
		212: soon, // recvmsg
		441: {limitAt: 3}, // epoll_pwait2
	},
};

/**
 * Reads /proc/PID/task/TID/syscall, a line for each thread (proc_pid_syscall(5)); undefined where that says nothing:
 * no rights, no such file, or a machine whose calls aren't known.
 */
export const readWaiting = (text: string, machine: string, withinMs: number): Waiting | undefined => {
	const known = calls[machine.trim()];
	const lines = text.split('\n').filter(line => line.trim() !== '');
	if (known === undefined || lines.length === 0) return undefined;
	return lines.some(line => mayWake(line, known, withinMs)) ? 'soon' : 'never';
};

const mayWake = (line: string, known: Readonly<Record<number, Call>>, withinMs: number): boolean => {
	const [number, ...words] = line.trim().split(/\s+/);
	if (!/^\d+$/.test(number ?? '')) return true;
	const call = known[Number(number)];
	// Another call: accept, for one, wakes for a new connection and not for this one.
	if (call === undefined) return false;
	if (call.is === 'soon') return true;
	const argument = (at: number): number => Number(words[at] ?? 0);
	if (call.limitAt !== undefined) return argument(call.limitAt) !== 0;
	const limitMs = argument(call.limitMs ?? 0);
	return limitMs < 0x7fffffff && limitMs <= withinMs;
};
