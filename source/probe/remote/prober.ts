import type {Command, Observation} from '../../engine/command.ts';
import type {ProbeReply, ProbeShape} from '../../engine/probe.ts';

/** A way to send a probe from another host, with a program that happens to be there. */
export type Prober = {
	/** The program that it needs, by the name that it is called by. */
	readonly needs: string;
	/** `exact`, or what it does otherwise than the check, as prober-words.ts has it in English; undefined where it can't send such a probe at all. */
	readonly fits: (shape: ProbeShape) => string | undefined;
	readonly command: (shape: ProbeShape) => Command;
	/** What became of the probe, out of what the program printed. */
	readonly read: (shape: ProbeShape, observation: Observation) => ProbeReply;
};

/** For how much longer than the probe itself its program may take, in milliseconds: it has to start, too. */
export const startMs = 2000;

/** A time limit in whole seconds, for programs that know no others. */
export const wholeSeconds = ({timeoutMs}: ProbeShape): string => `${Math.max(1, Math.ceil(timeoutMs / 1000))}`;

/** The program gave no answer of its own: it hung, or it never came to send anything, which says nothing of the service. */
export const unfinished = ({failure, stderr, durationMs}: Observation, hasConnected: boolean): ProbeReply =>
	failure === 'timeout'
		? {outcome: hasConnected ? 'answer-timeout' : 'connect-timeout', totalMs: durationMs}
		: {outcome: 'cancelled', totalMs: durationMs, ...(stderr === '' ? {} : {detail: stderr.trim()})};

/** The program can't do what it was asked for, and said so: nothing was sent. */
export const unsent = ({stderr, durationMs}: Observation): ProbeReply => ({
	outcome: 'cancelled',
	detail: stderr.trim().split('\n')[0] ?? '',
	totalMs: durationMs,
});

/** The system's word for an error, out of a program's complaint. */
export function errorWord(complaint: string): string | undefined {
	const words: ReadonlyArray<readonly [RegExp, string]> = [
		[/refused/i, 'ECONNREFUSED'],
		[/timed? ?out/i, 'ETIMEDOUT'],
		[/no route to host|host is unreachable/i, 'EHOSTUNREACH'],
		[/network is (?:unreachable|down)/i, 'ENETUNREACH'],
		[/reset by peer/i, 'ECONNRESET'],
		[/permission denied|not permitted/i, 'EACCES'],
		[/invalid argument/i, 'EINVAL'],
		[/cannot assign|can't assign/i, 'EADDRNOTAVAIL'],
	];
	return words.find(([pattern]) => pattern.test(complaint))?.[1];
}

/** What an error before the connection stood comes to. */
export const beforeConnection = (complaint: string, totalMs: number): ProbeReply => {
	const word = errorWord(complaint);
	const detail = word ?? complaint.trim().split('\n').at(-1)?.trim() ?? '';
	if (word === 'ECONNREFUSED') return {outcome: 'refused', detail, totalMs};
	return {outcome: word === 'ETIMEDOUT' ? 'connect-timeout' : 'unreachable', detail, totalMs};
};
