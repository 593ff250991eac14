import type {Look} from '../engine/fact.ts';
import {readWithIncludes, type WholeConfig} from './config-files.ts';
import type {ServiceProcess} from './service-process.ts';

const masterTitle = /^nginx: master process /;

/** Whether it is the title that nginx gives its master process. */
export const isNginxMaster = (title: string): boolean => masterTitle.test(title);

/** Where the packages and the sources put it. */
export const usualNginxFiles: readonly string[] = [
	'/etc/nginx/nginx.conf',
	'/usr/local/nginx/conf/nginx.conf',
	'/usr/local/openresty/nginx/conf/nginx.conf',
	'/usr/local/tengine/conf/nginx.conf',
	'/usr/local/etc/nginx/nginx.conf',
	'/opt/nginx/conf/nginx.conf',
];

/** What an option in the title of nginx's master process says: `-c FILE`, `-cFILE`. */
const optionOf = (args: readonly string[], letter: 'c' | 'p'): string | undefined => {
	const words = args.join(' ').replace(masterTitle, '').trim().split(/\s+/);
	const place = words.findIndex(word => word.startsWith(`-${letter}`));
	const word = words[place];
	return word === undefined ? undefined : word.length > 2 ? word.slice(2) : words[place + 1];
};

/** A path as it is beneath a folder; one from the root stays. */
export const under = (folder: string, path: string): string =>
	path.startsWith('/') ? path : `${folder.replace(/\/$/, '')}/${path}`;

/** The folder that relative names are beneath, where it was given by `-p`. */
export const prefixOf = ({args, cwd}: Pick<ServiceProcess, 'args' | 'cwd'>): string | undefined => {
	const prefix = optionOf(args, 'p');
	const folder = prefix?.startsWith('/') === true ? '/' : cwd;
	return prefix === undefined || folder === undefined ? undefined : under(folder, prefix).replace(/\/$/, '');
};

/** Where nginx's main file is: from `-c` and `-p` in the title of its master process, or else the usual places. */
export const nginxFiles = (process: Pick<ServiceProcess, 'args' | 'cwd'>): readonly string[] => {
	const file = optionOf(process.args, 'c');
	const base = prefixOf(process);
	if (file !== undefined) {
		if (file.startsWith('/') || base !== undefined) return [under(base ?? '/', file)];
		return ['/etc/nginx', '/usr/local/nginx', '/usr/share/nginx'].map(folder => under(folder, file));
	}

	return [...(base === undefined ? [] : [`${base}/conf/nginx.conf`, `${base}/nginx.conf`]), ...usualNginxFiles];
};

/** The folder on the host that is / to a process: another one in a container or a chroot. */
export const rootOf = ({pid, root}: Pick<ServiceProcess, 'pid' | 'root'>): string =>
	root === undefined || root === '/' ? '' : `/proc/${pid}/root`;

/** The configuration that a master process was started with; undefined where it can't be read. */
export const readNginxConfig = async (
	look: Look,
	process: Pick<ServiceProcess, 'pid' | 'args' | 'cwd' | 'root'>,
): Promise<WholeConfig | undefined> => {
	const beneath = rootOf(process);
	return readWithIncludes(
		look,
		nginxFiles(process).map(path => `${beneath}${path}`),
		beneath,
	);
};
