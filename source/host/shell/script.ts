import {randomBytes} from 'node:crypto';
import {type Command, defaultTimeoutMs, quoteWord, timeLimitMs} from '../../engine/command.ts';
import {rootFolders} from '../limits.ts';

/** A mark in two halves: only the shell ever puts them together. */
export type Mark = {readonly halves: readonly [string, string]; readonly whole: string};

/** Draws a mark by chance: no output can hold it. */
export const drawMark = (): Mark => {
	const halves = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')] as const;
	return {halves, whole: halves.join('')};
};

/**
 * What a shell is told first, in the words of any POSIX shell (XCU, Shell Command Language): `m` ends a command's part in
 * both streams; `l` runs a command with a time limit in seconds, and ends it with its children where timeout(1) of
 * coreutils or setsid(1) is there; else with what timeout(1) there can do, or by a watchdog of its own; `r` does both; `k`
 * says whether the kernel has all of these modules. Then it tells of itself, and which programs are there.
 */
export const greeting = ({halves: [first, second]}: Mark, programs: readonly string[]): string => `set +xv 2>/dev/null
LC_ALL=C; LANG=C; export LC_ALL LANG; unset LANGUAGE
PATH=$PATH:${rootFolders}; export PATH
slbw_a=${first} slbw_b=${second}
m() {
printf '\\n%s%s %s %s\\n' "$slbw_a" "$slbw_b" "$1" "$2"
printf '\\n%s%s %s %s\\n' "$slbw_a" "$slbw_b" "$1" "$2" >&2
}
case $(timeout --version 2>/dev/null </dev/null) in *coreutils*) slbw_l=group;; *)
if command -v setsid >/dev/null; then slbw_l=; slbw_x=setsid
elif timeout -s KILL 9 true >/dev/null 2>&1; then slbw_l=group
elif timeout -t 9 -s KILL true >/dev/null 2>&1; then slbw_l=old
else slbw_l=; slbw_x=; fi;; esac
if [ "$slbw_l" = group ]; then l() { timeout -s KILL "$@"; }
elif [ "$slbw_l" = old ]; then l() { slbw_t=$1; shift; timeout -t "$slbw_t" -s KILL "$@"; }
else l() {
slbw_t=$1; shift
$slbw_x "$@" & slbw_p=$!
( trap 'kill "$slbw_q"; exit' TERM; sleep "$slbw_t" & slbw_q=$!; wait "$slbw_q"; kill -9 "-$slbw_p" "$slbw_p" ) >/dev/null 2>&1 &
slbw_w=$!
wait "$slbw_p"; slbw_s=$?
kill "$slbw_w" 2>/dev/null
return "$slbw_s"
}; fi
r() {
slbw_i=$1; shift
l "$@" </dev/null
m "$slbw_i" $?
}
k() {
grep -q . /proc/modules || return 0
for slbw_n; do
grep -q "^$slbw_n " /proc/modules || grep -q "/$slbw_n\\.ko" "/lib/modules/$(uname -r)/modules.builtin" || return 1
done
} 2>/dev/null </dev/null
{ id -u; id -un; uname -s; uname -r; echo "\${SUDO_USER:+sudo}\${DOAS_USER:+doas}"
for slbw_i in ${programs.join(' ')}; do command -v "$slbw_i" >/dev/null && printf '%s ' "$slbw_i"; done; echo; } 2>/dev/null </dev/null
m hello 0
`;

/** Whether a command may take longer than most. */
export const isLong = (command: Command): boolean => timeLimitMs(command) > defaultTimeoutMs;

/** The far side counts whole seconds. */
export const limitS = (command: Command): number => Math.max(1, Math.ceil(timeLimitMs(command) / 1000));

/** What the shell says instead of a status when a command wasn't run, because the kernel would load a module for it. */
export const notRun = 999;

/** The line that runs a command. Every word is quoted: nothing that a person typed is read by the shell. */
export function requestLine(id: string, command: Command): string {
	const run = `r ${id} ${limitS(command)} ${[command.file, ...command.args].map(quoteWord).join(' ')}`;
	const {loads = []} = command;
	// Files of modules are named with - or _, the kernel's own name has _.
	const names = loads.map(name => quoteWord(name.replaceAll('_', '[-_]'))).join(' ');
	return loads.length === 0 ? `${run}\n` : `if k ${names}; then ${run}; else m ${id} ${notRun}; fi\n`;
}
