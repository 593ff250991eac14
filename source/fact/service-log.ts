import {command, commandLine, type Observation, privileged, succeeded} from '../engine/command.ts';
import type {Fact, Look} from '../engine/fact.ts';
import type {Seen} from '../engine/known.ts';
import {verbatim, type Words} from '../engine/words.ts';
import {hasRequests, type LoggedProbes, type LogLine, readComplaints, readLoggedProbes} from './log-complaints.ts';
import {readClock} from './log-time.ts';
import {type OpenFile, readOpenFiles, writtenPaths} from './open-files.ts';
import {type Process, processes} from './processes.ts';
import {type ServiceProcess, serviceProcess} from './service-process.ts';
import {notReadable, sentences} from './unreadable.ts';

/** What the service's own logs say; only the last lines of each file. */
export type ServiceLog = {
	/** The files and journals that were read. */
	readonly files: ReadonlyArray<Pick<LogLine, 'file' | 'command'>>;
	readonly complaints: readonly LogLine[];
	/** The load balancer's probes as the service logged them. */
	readonly probes: readonly LoggedProbes[];
};

const clockCommand = command('date', '+%s %z');

const mostFiles = 6;
const webServer = /^(nginx|openresty|tengine|apache2|httpd|caddy|lighttpd)$/;

/** The logs among the files that a process writes: by name, or because they are its standard output or error. */
export const logPaths = (files: readonly OpenFile[]): readonly string[] =>
	writtenPaths(
		files.filter(({path, name, deleted}) => !deleted && (/log|\.(err|out)$/i.test(path) || /^[12]$/.test(name))),
	);

/** The systemd unit that a process belongs to, by its control group's name. */
export const unitOf = ({cgroups}: Pick<ServiceProcess, 'cgroups'>): string | undefined =>
	cgroups.flatMap(({path}) => /\/([^/]+\.service)(?:\/|$)/.exec(path)?.[1] ?? [])[0];

/** The masters of PHP's process manager: a web server hands requests over to them, and they log who is busy. */
export const phpMasters = (all: readonly Process[]): readonly Process[] => {
	const php = all.filter(({name}) => /^php\d*[\d.]*-?fpm/.test(name));
	return php.filter(({parent}) => !php.some(({pid}) => pid === parent));
};

// A path that a process in a container writes is found beneath its own root.
const seenFromHost = ({pid, root}: ServiceProcess, path: string): string =>
	root === undefined || root === '/' ? path : `/proc/${pid}/root${path}`;

const phpLogs = async (look: Look, service: readonly ServiceProcess[]): Promise<readonly string[]> => {
	if (!service.some(({name}) => webServer.test(name))) return [];
	const all = await look.know(processes);
	const masters = all.known ? phpMasters(all.value).slice(0, 2) : [];
	const listings = await Promise.all(masters.map(({pid}) => look.run(privileged('ls', '-l', `/proc/${pid}/fd`))));
	return listings.flatMap(({stdout}) => logPaths(readOpenFiles(stdout)));
};

const noLog: Words = {en: 'No log file of the service was found.', zh: '没有找到服务的日志文件。'};

const onlySome = (of: number): Words => ({
	en: `Only ${mostFiles} of ${of} log files were read.`,
	zh: `${of} 个日志文件只读取了 ${mostFiles} 个。`,
});

/** The last lines of the logs that the service has open, and of its unit's journal. */
export const serviceLog: Fact<ServiceLog> = {
	id: 'service-log',
	what: {en: "the service's log", zh: '服务的日志'},
	lookUp: async look => {
		const service = await look.know(serviceProcess);
		if (!service.known) return service;
		const own = service.value.flatMap(one => logPaths(one.openFiles ?? []).map(path => seenFromHost(one, path)));
		const paths = [...new Set([...own, ...(await phpLogs(look, service.value))])];
		const units = [...new Set(service.value.flatMap(one => unitOf(one) ?? []))];
		const tails = [
			...paths
				.slice(0, mostFiles)
				.map(path => ({file: verbatim(path), command: privileged('tail', '-n', '200', path)})),
			...units.map(unit => ({
				file: {en: `the journal of ${unit}`, zh: `${unit} 的 journal`},
				command: privileged('journalctl', '-u', unit, '-n', '200', '--no-pager', '-o', 'short-iso'),
			})),
		];
		const [date, ...logs] = await Promise.all([
			look.run(clockCommand),
			...tails.map(async ({file, command: tail}) => ({
				log: {file, command: commandLine(tail)},
				seen: await look.run({...tail, timeoutMs: 2000}),
			})),
		]);
		const clock = readClock(date.stdout);
		const read = logs.filter(({seen}) => succeeded(seen));
		const from: readonly Observation[] = read.map(({seen}) => seen);
		const value = {
			files: read.map(({log}) => log),
			complaints: read.flatMap(({log, seen}) => readComplaints(seen.stdout, {...log, clock})),
			probes: read.flatMap(({log, seen}) => readLoggedProbes(seen.stdout, {...log, clock, target: look.target})),
		};
		const unread = logs.filter(({seen}) => !succeeded(seen)).map(({log}) => log.file);
		const blind: readonly Words[] = [
			...(unread.length > 0 ? [notReadable(unread)] : []),
			...(paths.length > mostFiles ? [onlySome(paths.length)] : []),
			...(logs.length === 0 ? [noLog] : []),
		];
		return {known: true, value, from, ...(blind.length > 0 && {blindTo: sentences(blind)})};
	},
};

/** The load balancer's requests in the same logs, read anew: what came in the meantime. */
export const readLogAgain = async (
	look: Look,
	{value, from}: Seen<ServiceLog>,
): Promise<{
	readonly probes: readonly LoggedProbes[];
	/** Whether any of the logs shows requests at all. */
	readonly keepsRequests: boolean;
	readonly from: readonly Observation[];
}> => {
	const [date, ...texts] = await Promise.all([
		look.runAgain(clockCommand),
		...from.map(({command: tail}) => look.runAgain(tail)),
	]);
	const clock = readClock(date.stdout);
	return {
		probes: texts.flatMap(({stdout}, index) =>
			readLoggedProbes(stdout, {
				...(value.files[index] ?? {file: verbatim(''), command: ''}),
				clock,
				target: look.target,
			}),
		),
		keepsRequests: texts.some(({stdout}) => hasRequests(stdout)),
		from: texts,
	};
};
