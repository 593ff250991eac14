import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {Lab} from './lab.ts';

/** What the program has to do without. */
export type Hobble = {
	/** It runs as this user, without any privilege. */
	readonly user?: 'nobody';
	/** Commands that the host doesn't have. */
	readonly without?: readonly string[];
	/** Commands that do something else: the text of a script by the name of the command; the real one is beside it, as NAME.real. */
	readonly instead?: Readonly<Record<string, string>>;
};

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Lays a folder of its own over each folder of commands, in which some are missing and others are replaced. */
const script = ({user, without = [], instead = {}}: Hobble, upper: string): string => `set -e
mount --make-rprivate /
n=0
for folder in ${folders.join(' ')}; do
	[ -d "$folder" ] && [ ! -L "$folder" ] || continue
	n=$((n + 1)); mkdir -p ${upper}/$n ${upper}/$n-work
	mount -t overlay overlay -o "lowerdir=$folder,upperdir=${upper}/$n,workdir=${upper}/$n-work" "$folder"
	rm -f ${without.map(name => `"$folder/${name}"`).join(' ')}
done
${Object.entries(instead)
	.map(
		([name, text]) => `place=$(command -v ${name} || echo /usr/local/bin/${name})
[ ! -e "$place" ] || mv "$place" "$place.real"; cat >"$place" <<'END'
#!/bin/sh
${text}
END
chmod 755 "$place"`,
	)
	.join('\n')}
exec ${user === undefined ? '' : 'setpriv --reuid=65534 --regid=65534 --clear-groups '}env LC_ALL=C "$@"
`;

let count = 0;

/** The words to put before a command, so that it runs hobbled in that way. */
export const hobbled = async (lab: Lab, hobble: Hobble = {}): Promise<readonly string[]> => {
	if (hobble.without === undefined && hobble.instead === undefined)
		return [
			...(hobble.user === undefined ? [] : ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']),
			'env',
			'LC_ALL=C',
		];
	count += 1;
	const upper = join(lab.directory, `hobble-${count}`);
	mkdirSync(upper);
	return ['unshare', '-m', 'sh', lab.write(`hobble-${count}.sh`, script(hobble, upper))];
};
