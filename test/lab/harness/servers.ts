import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {waitFor} from './execute.ts';
import type {Lab} from './lab.ts';
import type {Namespace, Running} from './namespace.ts';
import {type Site, startNginx} from './nginx.ts';

/** The full name of a small server of `test/lab/servers`. */
export const serverScript = (file: string) => fileURLToPath(new URL(`../servers/${file}`, import.meta.url));

let count = 0;

/** Starts a small server and waits until it says that it listens. `file` may have variables before it: `LISTEN=:: odd.mjs`. */
export const startServer = async (
	lab: Lab,
	host: Namespace,
	file: string,
	...args: ReadonlyArray<string | number>
): Promise<Running> => {
	count += 1;
	const label = `server-${count}`;
	const [name = '', ...environment] = file.split(' ').reverse();
	const script = serverScript(name);
	const run = script.endsWith('.py') ? 'python3' : process.execPath;
	const running = host.start(label, 'env', ...environment, run, script, ...args.map(String));
	const output = join(lab.directory, `${label}.out`);
	await waitFor(`${file} (see ${output})`, () => readFileSync(output, 'utf8').includes('listening'));
	return running;
};

/** Arranges a nginx (with the static site, if nothing else is said), then runs a shell script on the backend. */
export const nginxAnd =
	(script = ':', site: Site = {}) =>
	async (lab: Lab) => {
		await startNginx(lab, site);
		await lab.backend.sh(script);
	};

/** Arranges a nginx with other server blocks. */
export const nginxWith = (servers: string) => nginxAnd(':', {servers});

/** Arranges a server that behaves oddly in one way (see `servers/odd.mjs`) on port 80. */
export const odd =
	(behaviour: string, argument = '') =>
	(lab: Lab) =>
		startServer(lab, lab.backend, 'odd.mjs', behaviour, 80, argument);
