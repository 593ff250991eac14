import {command, type Observation, succeeded} from '../engine/command.ts';
import type {Look} from '../engine/fact.ts';

/** The most files that are read of a configuration, and how deep they may include one another. */
export const mostFiles = 100;
export const deepest = 8;

/**
 * Follows nginx's includes where the files are: on a host that is far away each level would cost a trip. It sees an
 * include with less grammar than nginx has; what it misses is read one by one. Each file is told of with its number of
 * lines, so that nothing in it is taken for more than its text.
 */
const script = `b=$1 n=0 seen='
'; shift; set -f; IFS='
'
follow() {
	case $seen in *"
$1
"*) return 0 ;; esac
	n=$((n + 1)); seen="$seen$1
"
	[ "$n" -le ${mostFiles} ] && [ "$2" -le ${deepest} ] && [ -f "$1" ] && [ -r "$1" ] || return 0
	echo "file $(($(wc -l <"$1") + 1)) $1"; cat "$1"; echo
	for i in $(tr ';{}' '\\n\\n\\n' <"$1" | sed -n "s/^[[:space:]]*include[[:space:]][[:space:]]*[\\"']\\{0,1\\}\\([^\\"']*\\).*/\\1/p"); do
		case $i in /*) i=$b$i ;; *) i=$c/$i ;; esac
		h=$(set +f; for f in $i; do [ ! -e "$f" ] || echo "$f"; done)
		case $i in *[*?[]*) echo "glob $i"; for f in $h; do echo "hit $f"; done ;; esac
		for f in $h; do follow "$f" $(($2 + 1)); done
	done
}
for m; do [ -f "$m" ] && [ -r "$m" ] || continue; c=\${m%/*}; follow "$m" 0; break; done`;

/** The files of a configuration. */
export type NginxFiles = {
	/** The first of the possible main files that is there. */
	readonly main?: string;
	/** By their paths. */
	readonly texts: ReadonlyMap<string, string>;
	/** What patterns of includes fit. */
	readonly matches: ReadonlyMap<string, readonly string[]>;
	/** The command, when it told of a main file. */
	readonly from: readonly Observation[];
};

/** Reads the first of these main files that is there, and all that it seems to include, `beneath` the root of its container. */
export const readNginxFiles = async (look: Look, mains: readonly string[], beneath: string): Promise<NginxFiles> => {
	const observation = await look.run(command('sh', '-c', script, 'sh', beneath, ...mains));
	const files = readFiles(succeeded(observation) ? observation.stdout : '');
	return {...files, from: files.main === undefined ? [] : [observation]};
};

/** Reads what the script printed. A file that changed under its hands ends what can be trusted of it. */
export const readFiles = (text: string): Omit<NginxFiles, 'from'> => {
	const texts = new Map<string, string>();
	const matches = new Map<string, string[]>();
	let hits: string[] = [];
	const lines = text.split('\n');
	for (let index = 0; index < lines.length - 1; index++) {
		const [, word, rest = ''] = /^(file|glob|hit) (.+)$/.exec(lines[index] ?? '') ?? [];
		if (word === undefined) break;
		if (word === 'file') {
			const [, count, path] = /^(\d+) (.+)$/.exec(rest) ?? [];
			if (path === undefined || index + Number(count) >= lines.length) break;
			texts.set(path, lines.slice(index + 1, index + 1 + Number(count)).join('\n'));
			index += Number(count);
		} else if (word === 'glob') {
			hits = [];
			matches.set(rest, hits);
		} else hits.push(rest);
	}

	const [main] = texts.keys();
	return {...(main === undefined ? {} : {main}), texts, matches};
};
