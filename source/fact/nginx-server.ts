import {type Directive, named} from './nginx-syntax.ts';

/** A `server` block of nginx that listens on the checked port. */
export type WebServer = {
	readonly names: readonly string[];
	/** Serves requests whose Host no block names. */
	readonly isDefault: boolean;
	/** Wants a PROXY protocol header before each request. */
	readonly proxyProtocol: boolean;
	readonly ssl: boolean;
	readonly file: string;
	readonly block: readonly Directive[];
};

type Listen = {readonly address: string; readonly port: number; readonly options: readonly string[]};

/** Reads the arguments of `listen`; undefined for a Unix socket. Without an address it is all of IPv4. */
export const readListen = ([where = '', ...options]: readonly string[]): Listen | undefined => {
	if (where.startsWith('unix:')) return undefined;
	if (/^\d+$/.test(where)) return {address: '0.0.0.0', port: Number(where), options};
	const match = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(where);
	if (!match) return undefined;
	const address = match[1]?.replace(/^\*$/, '0.0.0.0').replace(/^\[|\]$/g, '') ?? '';
	return {address, port: match[2] === undefined ? 80 : Number(match[2]), options};
};

const serves = ({address, options}: Listen, backend: string): 'exactly' | 'too' | 'not' => {
	if (address === backend) return 'exactly';
	if (address === '0.0.0.0') return backend.includes(':') ? 'not' : 'too';
	// nginx makes IPv6 sockets for IPv6 alone, unless it is told otherwise (since 1.3.4).
	if (address === '::') return backend.includes(':') || options.includes('ipv6only=off') ? 'too' : 'not';
	return 'not';
};

/** The server blocks that serve a port of an address, the default one first; more exact addresses win, as in nginx. */
export const serversOn = (
	http: readonly Directive[],
	{backend, port}: {readonly backend: string; readonly port: number},
): readonly WebServer[] => {
	const all = named(http, 'server').flatMap(({block = [], file}) => {
		const written = named(block, 'listen').map(({args}) => args);
		const listens = (written.length > 0 ? written : [['80']]).flatMap(args => readListen(args) ?? []);
		return listens
			.filter(listen => listen.port === port)
			.map(listen => ({block, file, listen, how: serves(listen, backend)}));
	});
	const exact = all.filter(({how}) => how === 'exactly');
	const wide = all.filter(({how}) => how === 'too');
	// Where a NAT rule leads to nginx, the address is another one.
	const chosen = exact.length > 0 ? exact : wide.length > 0 ? wide : all;
	const isDefault = ({listen}: (typeof all)[number]) =>
		listen.options.some(option => /^default(_server)?$/.test(option));
	const first = chosen.find(isDefault) ?? chosen[0];
	const hasOption = (option: string) => chosen.some(({listen}) => listen.options.includes(option));
	const once = [...new Map(chosen.map(one => [one.block, one])).values()];
	return once
		.map(one => ({
			names: named(one.block, 'server_name').flatMap(({args}) => args),
			isDefault: one.block === first?.block,
			// Both belong to the socket: one block that sets them sets them for all.
			proxyProtocol: hasOption('proxy_protocol'),
			ssl: hasOption('ssl') || named(one.block, 'ssl').some(({args}) => args[0] === 'on'),
			file: one.file,
			block: one.block,
		}))
		.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
};

/** Names for the Host header that these blocks serve: a wildcard is filled in, a regular expression left out. */
export const hostNames = (servers: ReadonlyArray<Pick<WebServer, 'names'>>): readonly string[] => [
	...new Set(
		servers
			.flatMap(({names}) => names)
			.filter(name => !/^~|\.\*$/.test(name))
			.map(name => name.replace(/^\*\./, 'www.').replace(/^\./, ''))
			.filter(name => /^[\w-]+(\.[\w-]+)*$/.test(name) && name !== '_'),
	),
];

const matches = (name: string, host: string): 'exactly' | 'by wildcard' | 'not' => {
	if (name === host || (name.startsWith('.') && name.slice(1) === host)) return 'exactly';
	const suffix = /^\*?(\..+)$/.exec(name)?.[1];
	const prefix = /^(.+\.)\*$/.exec(name)?.[1];
	return (suffix && host.endsWith(suffix)) || (prefix && host.startsWith(prefix)) ? 'by wildcard' : 'not';
};

/** The block that serves a Host (server_names.html); undefined when a regular expression may decide. */
export const serverFor = (servers: readonly WebServer[], host: string | undefined): WebServer | undefined => {
	const wanted = (host ?? '').toLowerCase();
	const by = (how: 'exactly' | 'by wildcard') =>
		servers.find(({names}) => names.some(name => matches(name.toLowerCase(), wanted) === how));
	const found = by('exactly') ?? by('by wildcard');
	if (found) return found;
	const mayMatch = wanted !== '' && servers.some(({names}) => names.some(name => name.startsWith('~')));
	return mayMatch ? undefined : servers.find(({isDefault}) => isDefault);
};
