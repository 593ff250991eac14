import ipaddr from 'ipaddr.js';
import type {Target} from '../engine/target.ts';
import {type HostClock, lineAge} from './log-time.ts';

/** What a server's own log line says is wrong, as far as it can make a health check fail. */
export type ServiceComplaint =
	| 'workers-busy'
	| 'too-many-open-files'
	| 'no-local-port'
	| 'no-space'
	| 'read-only'
	| 'upstream-failed'
	| 'proxy-header-missing'
	| 'requests-limited'
	| 'access-denied';

export type LogLine = {
	readonly complaint: ServiceComplaint;
	readonly file: string;
	readonly line: string;
	/** Seconds since it was written; absent when the line shows no time. */
	readonly ageS?: number;
};

/** How the service answered the load balancer's own probes, by its access log. */
export type LoggedProbes = {
	readonly status: number;
	readonly count: number;
	readonly file: string;
	readonly last: string;
	/** Seconds since the last one. */
	readonly ageS?: number;
};

// The first that fits names the line, so a cause stands before what it leads to.
const words: ReadonlyArray<readonly [ServiceComplaint, RegExp]> = [
	['too-many-open-files', /too many open files|\(24: |EMFILE|ENFILE/i],
	// The same words about bind() mean an address that the host doesn't have.
	['no-local-port', /^(?!.*\bbind\b).*(cannot assign requested address|EADDRNOTAVAIL)/i],
	['no-space', /no space left on device|ENOSPC/i],
	['read-only', /read-only file system|EROFS/i],
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

/** Names the lines of a server's log that matter; the others are left out. */
export const readComplaints = (
	text: string,
	{file, clock}: {readonly file: string; readonly clock: HostClock | undefined},
): readonly LogLine[] =>
	text.split('\n').flatMap(line => {
		// In an access log, a client writes the words.
		const complaint = isAccess(line) ? undefined : words.find(([, shape]) => shape.test(line))?.[0];
		if (!complaint) return [];
		const ageS = lineAge(line, clock);
		return [{complaint, file, line, ...(ageS !== undefined && {ageS})}];
	});

// The common and the combined format of Apache and nginx: the client's address, a time, the request, the status.
const access = /^(\S+) .*?"([A-Z]+) (\S+)(?: [^"]*)?" (\d{3}) /;
const isAccess = (line: string): boolean => access.test(line);

/** Counts the check's own requests from the sources in an access log by status. A listener's other traffic is left out. */
export const readLoggedProbes = (
	text: string,
	{file, clock, target}: {readonly file: string; readonly clock: HostClock | undefined; readonly target: Target},
): readonly LoggedProbes[] => {
	const {healthCheck} = target;
	const ranges = target.sources.filter(ipaddr.isValidCIDR).map(source => ipaddr.parseCIDR(source));
	const found = new Map<number, LoggedProbes>();
	for (const line of text.split('\n')) {
		const [, client = '', method, path, status] = access.exec(line) ?? [];
		if (method?.toLowerCase() !== healthCheck.method || path !== healthCheck.path || !ipaddr.isValid(client)) continue;
		const address = ipaddr.process(client);
		if (!ranges.some(range => range[0].kind() === address.kind() && address.match(range))) continue;
		const count = (found.get(Number(status))?.count ?? 0) + 1;
		const ageS = lineAge(line, clock);
		found.set(Number(status), {status: Number(status), count, file, last: line, ...(ageS !== undefined && {ageS})});
	}

	return [...found.values()];
};
