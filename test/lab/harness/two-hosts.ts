import {chmodSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Lab} from './lab.ts';
import {reachOverSsh} from './ssh.ts';

/** Both hosts in one configuration of ssh, as web-1 and web-2: the words to put before the program. */
export const bothOverSsh = async (first: Lab, second: Lab) => {
	const way = await reachOverSsh(first, first.backend);
	await reachOverSsh(second, second.backend);
	const named = [first, second].map((lab, index) =>
		readFileSync(join(lab.directory, 'ssh/config'), 'utf8').replace('Host backend', `Host web-${index + 1}`),
	);
	const config = first.write('both/config', named.join('\n'));
	chmodSync(first.write('both/bin/ssh', `#!/bin/sh\nexec /usr/bin/ssh -F ${config} "$@"\n`), 0o755);
	return [...way.before.slice(0, 2), 'env', `PATH=${first.directory}/both/bin:${process.env.PATH}`];
};
