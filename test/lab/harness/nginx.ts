import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {waitFor} from './execute.ts';
import type {Lab} from './lab.ts';
import type {Namespace, Running} from './namespace.ts';

/** What a nginx of the lab serves. */
export type Site = {
	/** The server blocks; by default a static site on port 80. */
	readonly servers?: string;
	/** More directives for the main and the events context. */
	readonly main?: string;
	readonly events?: string;
	/** Where it runs: by default on the backend. */
	readonly on?: Namespace;
	/** Its name in the lab's directory. */
	readonly label?: string;
};

/** A server block with a static site: `/index.html`, `/health.html`. More directives can be given. */
export const staticServer = (listen = 'listen 80;', more = '') => `server {
	${listen}
	root site;
	${more}
}`;

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Starts a real nginx with its configuration, pid and logs in the lab's directory, and waits until it listens. */
export const startNginx = async (lab: Lab, site: Site = {}): Promise<Running> => {
	const label = site.label ?? 'nginx';
	const prefix = join(lab.directory, label);
	mkdirSync(join(prefix, 'logs'), {recursive: true});
	lab.write(`${label}/site/index.html`, '<!doctype html><title>Shop</title>\n');
	lab.write(`${label}/site/health.html`, 'ok\n');
	const configuration = lab.write(
		`${label}/nginx.conf`,
		`user root;
pid nginx.pid;
error_log logs/error.log;
${site.main ?? 'worker_processes 1;'}
events { ${site.events ?? 'worker_connections 256;'} }
http {
	access_log logs/access.log;
	default_type text/html;
	${temporary.map(name => `${name}_temp_path ${name};`).join(' ')}
	${site.servers ?? staticServer()}
}
`,
	);
	const host = site.on ?? lab.backend;
	const args = ['-p', prefix, '-c', configuration, '-e', join(prefix, 'logs/error.log')];
	const running = host.start(label, 'nginx', ...args, '-g', 'daemon off;');
	await waitFor(`nginx (see ${prefix}/logs/error.log)`, () => masterIn(prefix));
	return running;
};

/** The pid in nginx's file. It is there, empty, for a moment before it is written. */
const masterIn = (prefix: string): number | undefined => {
	const file = join(prefix, 'nginx.pid');
	const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
	return pid > 0 ? pid : undefined;
};

/** The processes of the lab's nginx on the backend: the master and its workers. */
export const nginxProcesses = async (lab: Lab): Promise<readonly number[]> => {
	const master = masterIn(join(lab.directory, 'nginx'));
	if (master === undefined) throw new Error('The lab has no nginx that runs.');
	const workers = await waitFor('the workers', async () => {
		const {stdout} = await lab.backend.run('pgrep', ['-P', `${master}`]);
		return stdout.trim() === '' ? undefined : stdout.trim().split('\n').map(Number);
	});
	return [master, ...workers];
};
