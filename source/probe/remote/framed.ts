import type {Observation} from '../../engine/command.ts';
import type {ProbeReply} from '../../engine/probe.ts';
import {readRaw} from './raw.ts';

/**
 * Words of any POSIX shell for probers that are scripts. `at` prints a line with the time, in the seconds and hundredths of
 * /proc/uptime, which no shell has to start a program for. `head` passes an answer on until its head is whole, or until it is
 * plain that none comes, and then prints `at` with why it stopped: no line of the answer comes after that one.
 */
export const scriptWords = `
at() { up=; { read -r up idle </proc/uptime; } 2>/dev/null; printf '\\n%s %s\\n' "$1" "$up"; }
cr=$(printf '\\r')
head() {
first= size=0 why=end
while IFS= read -r line; do
printf '%s\\n' "$line"
size=$((size + \${#line} + 1))
if [ "$size" -gt 70000 ]; then why=long; break; fi
if [ -z "$first" ]; then first=$line; case $line in HTTP/*) ;; *) why=other; break;; esac; fi
case $line in
''|"$cr") case $first in
HTTP/*' 101'*) ;;
HTTP/*' 1'[0-9][0-9]*) first=; continue;;
esac
why=head; break;;
esac
done
if [ "$why" = end ]; then printf '%s' "$line"; fi
at "$why"
}
`;

/** What such a script printed: when things happened, in milliseconds since its start, and what came in between. */
export type Framed = {
	readonly text: string;
	/** `end`: nothing more came, or the time was over. */
	readonly why: 'head' | 'other' | 'long' | 'end';
	readonly totalMs: number;
	/** Absent where the script doesn't learn when the connection stood. */
	readonly connectMs?: number;
};

/** Reads it; undefined when the script didn't come to its end. */
export function readFramed({stdout, durationMs}: Observation): Framed | undefined {
	const [, begun = '', connected, text = '', why, ended = ''] =
		/^\nbegun ([\d.]*)\n(?:\nconnected ([\d.]*)\n)?([\s\S]*)\n(head|other|long|end) ([\d.]*)\n$/.exec(stdout) ?? [];
	if (why !== 'head' && why !== 'other' && why !== 'long' && why !== 'end') return undefined;
	const since = (time: string): number =>
		begun === '' || time === '' ? durationMs : Math.round((Number(time) - Number(begun)) * 1000);
	return {
		text,
		why,
		totalMs: since(ended),
		...(connected === undefined ? {} : {connectMs: begun === '' ? 0 : since(connected)}),
	};
}

/** What an answer comes to that was read in this way, on a connection that stood; `detail` goes with a close. */
export function replyOf({text, why, totalMs, connectMs = 0}: Framed, timeoutMs: number, detail?: string): ProbeReply {
	const isLate = why === 'end' && totalMs >= timeoutMs;
	const reply = readRaw(text, why === 'end' && !isLate);
	const times = {connectMs, totalMs};
	if (reply.outcome !== 'closed') return {...reply, ...times};
	if (isLate) return {...reply, outcome: 'answer-timeout', ...times};
	return {...reply, ...(detail === undefined ? {} : {detail}), ...times};
}
