import type {Fact, Look} from '../engine/fact.ts';
import {readWithIncludes} from './config-files.ts';
import {listeners} from './listeners.ts';
import {isNginxMaster, readNginxConfig, usualNginxFiles} from './nginx-master.ts';
import {nginxSetUp} from './nginx-set-up.ts';
import {linksOf, lookAtLinks} from './process-links.ts';
import {processes} from './processes.ts';
import {nothingSetUp, type SetUp, together} from './set-up.ts';

/** More masters than this on one host are not looked at. */
const mostMasters = 3;

/**
 * What nginx is set up to serve: each one that listens by the configuration that it was started with, or, where none
 * does, the one in the usual place.
 */
export const nginxHere: Fact<SetUp> = {
	id: 'nginx-here',
	what: {en: 'what nginx is set up to serve', zh: 'nginx 配置的服务'},
	lookUp: async look => {
		const masters = await mastersOf(look);
		const links =
			masters.length === 0
				? undefined
				: await lookAtLinks(
						look,
						masters.map(({pid}) => pid),
					);
		const configs =
			links === undefined
				? [await readWithIncludes(look, usualNginxFiles, '')]
				: await Promise.all(
						masters.map(({pid, line}) => readNginxConfig(look, {pid, args: [line], ...linksOf(links.stdout, pid)})),
					);
		const read = configs.flatMap(config => config ?? []);
		const from = [...(links === undefined ? [] : [links]), ...read.flatMap(config => config.from)];
		const value = read.length === 0 ? nothingSetUp : together(read.map(({directives}) => nginxSetUp(directives)));
		return {known: true, value, from};
	},
};

/** The masters of the nginx that listen here; the list of processes shows those of containers too. */
const mastersOf = async (look: Look) => {
	const [sockets, all] = await Promise.all([look.know(listeners), look.know(processes)]);
	const holders = new Set(
		(sockets.known ? sockets.value : []).flatMap(({processes: some}) =>
			some.filter(({name}) => name === 'nginx').map(({pid}) => pid),
		),
	);
	const everyone = all.known ? all.value : [];
	const isHolder = (pid: number): boolean =>
		holders.has(pid) || everyone.some(one => one.parent === pid && holders.has(one.pid));
	return everyone.filter(({pid, line}) => isNginxMaster(line) && isHolder(pid)).slice(0, mostMasters);
};
