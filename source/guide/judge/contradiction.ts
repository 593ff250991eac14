import {commandLine, type Observation, succeeded} from '../../engine/command.ts';
import {type Evidence, evidence, type Finding} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import type {PacketFilters} from '../../fact/packet-filters.ts';
import type {ServedPorts} from '../../fact/serving.ts';
import type {Passage} from '../../packet/passage.ts';
import {ruleEvidence, ruleWords} from './filter-rule.ts';
import {differsOnly} from './nearest-shape.ts';
import {replyWords, said} from './reply-words.ts';

/** Two results that seem to exclude each other. "Both are right; they measure different things." */
const contradiction = (say: string, one: Evidence, other: Evidence): Finding => ({
	is: 'contradiction',
	say,
	one,
	other,
});

/** The host's own request is answered well, and the load balancer's packets are stopped. */
export function localAgainstPath(asked: Known<Answers>, ways: Known<readonly Passage[]>): readonly Finding[] {
	if (!asked.known || !ways.known || asked.value.health !== 'good' || asked.value.witness !== undefined) return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		return [
			contradiction(
				`The host's own request is answered (${replyWords(asked.value.exact.reply)}), and the load balancer's ${probe.is === 'stop' ? 'packets are' : 'answer is'} stopped by ${ruleWords(verdict.by)}: the one goes over the loopback interface, where that rule is not met`,
				said(asked.value.exact),
				ruleEvidence(verdict.by, ways.from),
			),
		];
	}
	return [];
}

/** The host's own request is answered well, and the answers to the load balancer don't get there. */
export function localAgainstRoute(asked: Known<Answers>, routed: Evidence | undefined): readonly Finding[] {
	if (!asked.known || asked.value.health !== 'good' || routed === undefined) return [];
	return [
		contradiction(
			`The host's own request is answered (${replyWords(asked.value.exact.reply)}), and answers to the load balancer are lost: those of the host to itself never leave it`,
			said(asked.value.exact),
			routed,
		),
	];
}

const mostLines = 3;

/** The document's search for `:80` finds lines, and none of them is a listener on that port. */
export function searchAgainstPort(served: Known<ServedPorts>, {healthCheck: {port}}: Target): readonly Finding[] {
	if (!served.known || (served.value.check.is !== 'nobody' && served.value.check.is !== 'elsewhere')) return [];
	const listing = served.from.find(({command}) => /^(ss|netstat)$/.test(command.file));
	const lines = listing?.stdout.split('\n').filter(line => line.includes(`:${port}`)) ?? [];
	const isExact = new RegExp(`:${port}(?!\\d)`);
	if (listing === undefined || lines.length === 0 || lines.some(line => isExact.test(line))) return [];
	return [
		contradiction(
			`A search for “:${port}” finds ${lines.length === 1 ? 'a line' : `${lines.length} lines`}, and nothing listens on port ${port}: the search also finds longer port numbers`,
			{command: `${commandLine(listing.command)} | grep :${port}`, excerpt: lines.slice(0, mostLines).join('\n')},
			{command: `ss -Hltn 'sport = :${port}'`, excerpt: 'no line'},
		),
	];
}

/** The port is shown as listening, and no connection comes about. */
export function listeningAgainstQueue(
	served: Known<ServedPorts>,
	asked: Known<Answers>,
	full: Evidence | undefined,
): readonly Finding[] {
	if (!served.known || !asked.known || full === undefined || asked.value.exact.reply.connectMs !== undefined) return [];
	const [observation] = served.from;
	if (observation === undefined) return [];
	return [
		contradiction(
			'The port is listed as listening, and new connections time out: the kernel lists a socket whose accept queue is full as any other',
			{command: commandLine(observation.command), excerpt: full.excerpt},
			said(asked.value.exact),
		),
	];
}

/** A browser's method is answered well, and the check's isn't. */
export function getAgainstHead(asked: Known<Answers>): readonly Finding[] {
	if (!asked.known || asked.value.health === 'good') return [];
	const {exact, variants} = asked.value;
	const other = variants.find(variant => variant.isAccepted && differsOnly(variant, 'method'));
	if (other === undefined) return [];
	return [
		contradiction(
			`${other.observation.shape.method} is answered with ${other.observation.reply.status}, and the check's ${exact.shape.method} with ${exact.reply.status ?? 'nothing'}: a browser or a plain curl asks with the one, the load balancer with the other`,
			said(other.observation),
			said(exact),
		),
	];
}

/** `iptables -S` shows no rule, and a rule elsewhere stops the probes. */
export function emptyAgainstRules(
	plain: Known<Observation | undefined>,
	ways: Known<readonly Passage[]>,
	filters: Known<PacketFilters>,
): readonly Finding[] {
	if (!plain.known || plain.value === undefined || !ways.known || !filters.known) return [];
	const shown = plain.value;
	if (!succeeded(shown) || /^-A /m.test(shown.stdout)) return [];
	for (const {probe, reply} of ways.value) {
		const verdict = probe.is === 'stop' ? probe : reply?.is === 'stop' ? reply : undefined;
		if (verdict === undefined) continue;
		return [
			contradiction(
				`${commandLine(shown.command)} shows no rule, and ${ruleWords(verdict.by)} stops packets: it shows only the table filter of ${verdict.by.tool === 'iptables' ? 'iptables' : 'its own kind'}`,
				evidence(shown),
				ruleEvidence(verdict.by, ways.from),
			),
		];
	}
	return [];
}
