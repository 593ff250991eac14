import type {Result} from '../../source/engine/result.ts';

/** The folder of recordings that are kept: one folder each, with what was found when it was made. */
export const recordings = new URL('./', import.meta.url);

/** A folder's name for a scenario's: its words, joined. */
export const folderNameOf = (scenario: string): string =>
	scenario
		.toLowerCase()
		.replace(/[^a-z\d]+/g, '-')
		.replace(/^-|-$/g, '');

/** What a recording has to come to again. */
export const expectation = ({verdict, causes, steps}: Pick<Result, 'verdict' | 'causes' | 'steps'>) => ({
	verdict,
	causes: causes.map(({code, certainty, severity, step}) => ({code, certainty, severity, step})),
	steps: Object.fromEntries(steps.map(({id, status}) => [id, status])),
});

/** The scenarios of the lab whose recordings are kept. `SLBW_LAB=record` makes them anew, on a machine that has a lab. */
export const kept: ReadonlySet<string> = new Set([
	'a plain nginx, asked with GET for a page and by name',
	'nothing listens at all',
	'nginx listens on 127.0.0.1 only',
	'nginx, master and worker, is frozen by SIGSTOP',
	'the accept queue is full, and the check speaks HTTP',
	'INPUT drops the range of the probes',
	'the probes are dropped in the tables of iptables-legacy only',
	'a chain of nftables with policy drop lets in only 22 and 443',
	'a blackhole route swallows the answers',
	'the default route has moved to the second interface',
	'half-open connections fill the backlog, and cookies are off',
	'the health path is not found',
	'the page takes longer than the timeout',
	'every third answer is a 500',
	'nothing is bound to the UDP port',
	'probes arrive and are served',
	'without root a rule that drops the probes is not taken for none',
	'FORWARD drops what goes to the pods',
]);
