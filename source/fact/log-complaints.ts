import ipaddr from 'ipaddr.js';
import type {Target} from '../engine/target.ts';
import type {Words} from '../engine/words.ts';
import {type HostClock, lineAge} from './log-time.ts';
import {isSourceOf} from './witness/sources.ts';

/** What a server's own log line says is wrong, as far as it can make a health check fail. */
export type ServiceComplaint =
	| 'workers-busy'
	| 'too-many-open-files'
	| 'no-local-port'
	| 'no-space'
	| 'read-only'
	| 'no-memory'
	| 'upstream-failed'
	| 'proxy-header-missing'
	| 'requests-limited'
	| 'access-denied';

export type LogLine = {
	readonly complaint: ServiceComplaint;
	/** The log's name: a file, or the journal of a unit; and the command that shows its last lines. */
	readonly file: Words;
	readonly command: string;
	readonly line: string;
	/** Seconds since it was written; absent when the line shows no time. */
	readonly ageS?: number;
};

/** How the service answered the load balancer's own probes, by its access log. */
export type LoggedProbes = {
	readonly status: number;
	readonly count: number;
	readonly file: Words;
	readonly command: string;
	readonly last: string;
	/** Seconds since the last one. */
	readonly ageS?: number;
};

/** Where lines are from, and the clock that they were written by. */
type Log = Pick<LogLine, 'file' | 'command'> & {readonly clock: HostClock | undefined};

// The first that fits names the line, so a cause stands before what it leads to.
const words: ReadonlyArray<readonly [ServiceComplaint, RegExp]> = [
	['too-many-open-files', /too many open files|\(24: |EMFILE|ENFILE/i],
	// The same words about bind() mean an address that the host doesn't have.
	['no-local-port', /^(?!.*\bbind\b).*(cannot assign requested address|EADDRNOTAVAIL)/i],
	['no-space', /no space left on device|ENOSPC/i],
	['read-only', /read-only file system|EROFS/i],
	['no-memory', /OutOfMemoryError|cannot allocate memory|ENOMEM|\(12: /i],
	[
		'workers-busy',
		/max_children setting|MaxRequestWorkers setting|MaxClients setting|worker_connections are not enough|WORKER TIMEOUT|listen queue .*full|All threads \(\d+\) are currently busy|maximum number of threads \(\d+\)|RejectedExecutionException|all workers? (are )?busy/i,
	],
	[
		'proxy-header-missing',
		/broken header.*while reading PROXY protocol|PROXY protocol.*(bad|invalid|missing)|AH0349[45]/i,
	],
	['requests-limited', /limiting (requests|connections)(?!.*delaying)/i],
	['access-denied', /access forbidden by rule|client denied by server configuration/i],
	[
		'upstream-failed',
		/while connecting to upstream|no live upstreams|while reading response header from upstream|proxy: .*failed|AH01114/i,
	],
];

// What matters stands in front, and a client can make a line as long as it likes.
const linesOf = (text: string): readonly string[] => text.split('\n').map(line => line.slice(0, 2000));

/** Names the lines of a server's log that matter; the others are left out. */
export const readComplaints = (text: string, {clock, ...log}: Log): readonly LogLine[] =>
	linesOf(text).flatMap(line => {
		// In an access log, a client writes the words.
		const complaint = isAccess(line) ? undefined : words.find(([, shape]) => shape.test(line))?.[0];
		if (!complaint) return [];
		const ageS = lineAge(line, clock);
		return [{complaint, ...log, line, ...(ageS !== undefined && {ageS})}];
	});

// The common and the combined format of Apache and nginx: the client's address (behind the host's name in
// vhost_combined), a time, the request, the status.
const access = /^(?:\S+:\d+ )?([\da-fA-F.:]+) .*?"([A-Z]+) (\S+)(?: [^"]*)?" (\d{3}) /;

// A line of JSON: the names of the fields are everybody's own, but a client, a request and a status look alike.
const jsonClient = /"(\d+\.\d+\.\d+\.\d+)"/g;
const jsonRequest =
	/"([A-Z]+) (\S+) HTTP\/[\d.]+"|"(?:request_)?method":\s*"([A-Z]+)".*"(?:request_uri|uri|path|url)":\s*"([^"]*)"/;
const jsonStatus = /"(?:status|status_code|code|response)":\s*"?(\d{3})\b/;

type Request = {
	readonly clients: readonly string[];
	readonly method: string;
	readonly path: string;
	readonly status: number;
};

const readAccess = (line: string): Request | undefined => {
	const [, client = '', method = '', path = '', status] = access.exec(line) ?? [];
	if (status !== undefined) return {clients: [client], method, path, status: Number(status)};
	if (!line.startsWith('{')) return undefined;
	const [, first, target, second, field] = jsonRequest.exec(line) ?? [];
	const code = jsonStatus.exec(line)?.[1];
	if (code === undefined) return undefined;
	const clients = [...line.matchAll(jsonClient)].map(([, address = '']) => address);
	return {clients, method: first ?? second ?? '', path: target ?? field ?? '', status: Number(code)};
};

const isAccess = (line: string): boolean => readAccess(line) !== undefined;

/** Whether a log shows requests: an access log, in any of the formats that are read. */
export const hasRequests = (text: string): boolean => linesOf(text).some(isAccess);

/** Counts the check's own requests from the sources in an access log by status. A listener's other traffic is left out. */
export const readLoggedProbes = (
	text: string,
	{clock, target, ...log}: Log & {readonly target: Target},
): readonly LoggedProbes[] => {
	const {healthCheck} = target;
	const isOfSources = isSourceOf(target);
	const found = new Map<number, LoggedProbes>();
	const isSource = (client: string): boolean =>
		ipaddr.isValid(client) && isOfSources(ipaddr.process(client).toString());
	for (const line of linesOf(text)) {
		const {clients = [], method = '', path, status = 0} = readAccess(line) ?? {};
		if (method.toLowerCase() !== healthCheck.method || path !== healthCheck.path || !clients.some(isSource)) continue;
		const count = (found.get(status)?.count ?? 0) + 1;
		const ageS = lineAge(line, clock);
		found.set(status, {status, count, ...log, last: line, ...(ageS !== undefined && {ageS})});
	}

	return [...found.values()];
};
