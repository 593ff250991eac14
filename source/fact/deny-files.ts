import {command, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact} from '../engine/fact.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {whyNothing} from './ladder.ts';
import {serviceProcess} from './service-process.ts';
import {unreadable} from './unreadable.ts';

/** One line of hosts.allow or hosts.deny (hosts_access(5)). */
export type AccessRule = {
	/** The line as it stands there. */
	readonly line: string;
	readonly daemons: readonly string[];
	readonly clients: readonly string[];
};

/** The deny file and its exceptions, and who of the service's processes heeds them. */
export type DenyFiles = {
	readonly allow: readonly AccessRule[];
	readonly deny: readonly AccessRule[];
	/** The processes that are linked to libwrap, by name; nobody else reads the files. */
	readonly heededBy: readonly string[];
};

/** Reads hosts.allow or hosts.deny: `daemons : clients [: options]`, `#` for comments, `\` at the end of a line goes on. */
export const readAccessRules = (text: string): readonly AccessRule[] =>
	text
		.replace(/\\\n/g, ' ')
		.split('\n')
		.flatMap(line => {
			const plain = line.replace(/#.*$/, '').trim();
			// Colons within brackets are part of an IPv6 address.
			const [daemons, clients] = plain.split(/:(?![^[]*\])/);
			if (plain === '' || daemons === undefined || clients === undefined) return [];
			return [{line: plain, daemons: words(daemons), clients: words(clients)}];
		});

const words = (list: string): readonly string[] => list.split(/[\s,]+/).filter(word => word !== '');

const denyFile = verbatim('/etc/hosts.deny');

const unknownHeed = ({en, zh}: Words): Words => ({
	en: `whether the service heeds /etc/hosts.deny can't be told: ${en}`,
	zh: `无法判断服务是否遵守 /etc/hosts.deny：${zh}`,
});

/** The files of tcp_wrappers, which only services that are linked to libwrap heed. */
export const denyFiles: Fact<DenyFiles> = {
	id: 'deny-files',
	what: denyFile,
	lookUp: async look => {
		const [deny, allow] = await Promise.all([
			look.run(command('cat', '/etc/hosts.deny')),
			look.run(command('cat', '/etc/hosts.allow')),
		]);
		const none = {allow: [], deny: [], heededBy: []};
		if (isMissing(deny)) return {known: true, value: none, from: [deny]};
		if (!succeeded(deny))
			return {
				known: false,
				why: unreadable(denyFile, whyNothing(deny)),
				from: [deny],
				wouldTell: deny.command,
			};
		const rules = readAccessRules(deny.stdout);
		if (rules.length === 0) return {known: true, value: none, from: [deny]};
		const from = [deny, allow];
		if (!succeeded(allow) && !isMissing(allow))
			return {
				known: false,
				why: unreadable(verbatim('/etc/hosts.allow'), whyNothing(allow)),
				from,
				wouldTell: allow.command,
			};
		const service = await look.know(serviceProcess);
		if (!service.known) return {known: false, why: unknownHeed(service.why), from};
		const linked = await Promise.all(
			service.value.map(async ({pid, name}) => {
				const maps = await look.run(privileged('grep', '-m', '1', 'libwrap', `/proc/${pid}/maps`));
				return {name, observation: maps, heeds: succeeded(maps) || wrapped.has(name)};
			}),
		);
		const heededBy = [...new Set(linked.flatMap(({name, heeds}) => (heeds ? [name] : [])))];
		const value = {deny: rules, allow: readAccessRules(allow.stdout), heededBy};
		return {known: true, value, from: [...from, ...linked.map(({observation}) => observation)]};
	},
};

const isMissing = ({exitCode, stderr}: Observation): boolean => exitCode !== undefined && /No such file/i.test(stderr);

/** Services that may hold libwrap without showing it: they load it, or ask tcpd, for each connection. */
const wrapped = new Set(['xinetd', 'inetd', 'tcpd']);
