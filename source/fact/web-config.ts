import type {Observation} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {apacheLines, readApacheNames} from './apache-config.ts';
import {type Denial, denialOf} from './nginx-access.ts';
import {locationsFor} from './nginx-location.ts';
import {isNginxMaster, prefixOf, readNginxConfig, rootOf, under} from './nginx-master.ts';
import {hostNames, serverFor, serversOn, type WebServer} from './nginx-server.ts';
import {type Directive, named} from './nginx-syntax.ts';
import {type ServiceProcess, serviceProcess} from './service-process.ts';
import {notReadable} from './unreadable.ts';

/** What the web server's configuration says of the checked port and page. Only files are read: `nginx -T` makes some. */
export type WebConfig = {
	readonly server: 'nginx' | 'apache';
	readonly files: readonly string[];
	/** Names that the server serves on the port, for the Host header. */
	readonly serverNames: readonly string[];
	/** The server blocks on the port, the default one first; empty for Apache. */
	readonly servers: readonly WebServer[];
	/** The rule that turns the load balancer's addresses away from the health page. */
	readonly denies?: Denial;
	/** The folder of the health page, and what is returned instead of it. */
	readonly root?: string;
	readonly returns?: string;
	/** The file of the health page, where a static one would be served from: a full path on the host. */
	readonly page?: string;
};

type Read = {readonly config: WebConfig; readonly from: readonly Observation[]; readonly blindTo?: Words};

const judgeNginx = (
	look: Look,
	main: readonly Directive[],
): Pick<WebConfig, 'serverNames' | 'servers' | 'denies' | 'root' | 'returns'> => {
	const {backend, sources, healthCheck} = look.target;
	const http = named(main, 'http').flatMap(({block = []}) => block);
	const servers = serversOn(http, {backend, port: healthCheck.port});
	// Without a domain the check sends no Host or the backend's address: no block is named so, and the default one serves.
	const server = serverFor(servers, healthCheck.domain ?? undefined);
	const locations = server && locationsFor(server.block, healthCheck.path.split('?')[0] ?? '/');
	const levels = server && locations ? [http, server.block, ...locations.map(({block = []}) => block)] : [];
	const last = (name: string) => levels.map(level => named(level, name)[0]?.args.join(' ')).findLast(Boolean);
	const denies = denialOf(levels, sources);
	const [root, returns] = [last('root'), last('return')];
	return {
		serverNames: hostNames(servers),
		servers,
		...(denies && {denies}),
		...(root !== undefined && {root}),
		...(returns !== undefined && {returns}),
	};
};

/** A relative root is one of the prefix (ngx_http_core_module, root), which is known only where it was given by `-p`. */
const pageOf = (
	{root, returns}: Pick<WebConfig, 'root' | 'returns'>,
	path: string,
	process: ServiceProcess,
): string | undefined => {
	const name = path.replace(/[?#].*/, '');
	const prefix = prefixOf(process);
	const folder =
		root === undefined || prefix === undefined || root.startsWith('/') ? root : under(prefix, root).replace(/\/$/, '');
	if (folder?.startsWith('/') !== true || folder.includes('$') || returns !== undefined) return undefined;
	return name.endsWith('/') || name.includes('..') || name.includes('%') ? undefined : `${folder}${name}`;
};

const lookAtNginx = async (look: Look, process: ServiceProcess): Promise<Read | undefined> => {
	const beneath = rootOf(process);
	const whole = await readNginxConfig(look, process);
	if (whole === undefined) return undefined;
	const {directives, files, unread, from} = whole;
	const judged = judgeNginx(look, directives);
	const page = beneath === '' ? pageOf(judged, look.target.healthCheck.path, process) : undefined;
	const config: WebConfig = {server: 'nginx', files, ...judged, ...(page !== undefined && {page})};
	return {config, from, ...(unread.length > 0 && {blindTo: notReadable(unread.map(verbatim))})};
};

const onlyNames: Words = {
	en: "Of Apache's configuration only the names of its hosts are read.",
	zh: 'Apache 的配置只读取了其主机名。',
};

const lookAtApache = async (look: Look): Promise<Read | undefined> => {
	const listed = await look.run(apacheLines);
	if (listed.stdout === '') return undefined;
	const {names, files} = readApacheNames(listed.stdout, look.target.healthCheck.port);
	const config: WebConfig = {server: 'apache', files, serverNames: names, servers: []};
	return {config, from: [listed], blindTo: onlyNames};
};

const noConfig = (name: string | undefined): Words => ({
	en: `${name ?? 'nothing'} has no configuration that is understood here`,
	zh: name === undefined ? '没有服务，也就没有可识别的配置' : `${name} 没有可识别的配置`,
});

/** The configuration of the nginx or Apache that serves the checked port. */
export const webConfig: Fact<WebConfig> = {
	id: 'web-config',
	what: {en: "the web server's configuration", zh: 'Web 服务器的配置'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		if (!service.known) return service;
		const master = service.value.find(({args}) => isNginxMaster(args[0] ?? ''));
		const isApache = service.value.some(({name}) => /^(httpd|apache2)$/.test(name));
		const read = master ? await lookAtNginx(look, master) : isApache ? await lookAtApache(look) : undefined;
		if (read) return {known: true, value: read.config, from: read.from, ...(read.blindTo && {blindTo: read.blindTo})};
		const [name] = service.value.map(one => one.name);
		const why =
			master || isApache
				? {en: `${name}'s configuration can't be read`, zh: `无法读取 ${name} 的配置`}
				: noConfig(name);
		return {known: false, why, from: service.from};
	},
};
