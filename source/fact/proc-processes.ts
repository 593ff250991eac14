import type {Process} from './processes.ts';

/** Prints the time since the start, then for each process its line of /proc/PID/stat and its command line in one line. */
export const procScript = `cat /proc/uptime
for p in /proc/[0-9]*; do
read -r line <$p/stat || continue
printf '%s\\n' "$line"
tr '\\0\\n' '  ' <$p/cmdline; echo
done 2>/dev/null`;

/** The kernel tells times of processes in hundredths of a second, whatever its own clock is (proc(5), USER_HZ). */
const ticksPerS = 100;

/** Reads that; undefined when it isn't a list of processes. */
export const readProcProcesses = (text: string): readonly Process[] | undefined => {
	const lines = text.split('\n');
	const uptimeS = Number(/^(\d+\.\d+) /.exec(lines[0] ?? '')?.[1]);
	const found: Process[] = [];
	for (let at = 1; at < lines.length; at++) {
		// The name may hold anything, parentheses too; the number of the start is the nineteenth word after the state.
		const match = /^(\d+) \((.*)\) ([A-Za-z]) (\d+)((?: -?\d+){18,})$/.exec(lines[at] ?? '');
		if (match === null) continue;
		const [, pid, name = '', state = '', parent, rest = ''] = match;
		const startedS = Number(rest.trim().split(' ')[17]) / ticksPerS;
		const ageS = Math.max(0, Math.floor(uptimeS - startedS));
		at++;
		found.push({
			pid: Number(pid),
			parent: Number(parent),
			state,
			...(Number.isNaN(ageS) ? {} : {ageS}),
			name,
			line: lines[at]?.trim() || `[${name}]`,
		});
	}

	return found.length > 0 ? found : undefined;
};
