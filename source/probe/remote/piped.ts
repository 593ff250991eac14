import {scriptWords} from './framed.ts';

/**
 * A script that runs a program and lets it go as soon as enough of its output is seen, however long the program would wait
 * itself. All words get the arguments of the script, and the first of these is for how many seconds it may wait. The numbers of the
 * processes to end go through a pipe of their own, into which nothing of the network comes.
 */
export const piped = ({
	words,
	feed,
	program,
	read,
}: {
	/** Words of the shell that come first */
	readonly words: string;
	/** Words for `sh -c` that write the input. It ends when they do. */
	readonly feed: string;
	/** Words for `sh -c` that become the program by `exec`. */
	readonly program: string;
	/** The function that reads the program's output. */
	readonly read: string;
}): string => `${scriptWords}${words}
at begun
{
{
{ sh -c 'echo $$ >&4; exec 3>&- 4>&-; exec sleep "$1"' sh "$1"; echo late >&4; } >/dev/null 2>&1 &
sh -c 'echo $$ >&4; exec 3>&- 4>&-; ${feed}' sh "$@" 2>/dev/null |
sh -c 'echo $$ >&4; exec 3>&- 4>&-; ${program}' sh "$@" |
{ ${read} >&3; echo done >&4; } 2>/dev/null
wait
} 4>&1 | {
n=0 over= pids=
while [ "$n" -lt 3 ] || [ -z "$over" ]; do
read -r word || break
case $word in late|done) over=$word;; *) pids="$pids $word"; n=$((n + 1));; esac
done
kill $pids 2>/dev/null
}
} 3>&1
`;
