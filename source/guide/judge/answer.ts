import type {CauseCode} from '../../engine/cause-code.ts';
import {type CauseFinding, type Evidence, evidence, type Finding, type Values} from '../../engine/finding.ts';
import type {Known} from '../../engine/known.ts';
import type {ProbeObservation, ProbeReply} from '../../engine/probe.ts';
import {isLayer7, type Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import {isAccepted} from '../../fact/check-shape.ts';
import type {Variant} from '../../fact/variants.ts';

/** A reply in a few words. */
export const replyWords = ({outcome, status, totalMs, headers, detail}: ProbeReply): string => {
	const seconds = `${(totalMs / 1000).toFixed(totalMs < 995 ? 3 : 1)} s`;
	const location = headers?.location;
	switch (outcome) {
		case 'answered':
			return status === undefined
				? `connected in ${seconds}`
				: `${status}${location ? ` to ${location}` : ''} in ${seconds}`;
		case 'silent':
			return 'no answer and no ICMP port unreachable';
		case 'refused':
			return 'refused';
		case 'unreachable':
			return `unreachable (${detail ?? 'ICMP'})`;
		case 'connect-timeout':
			return `no connection within ${seconds}`;
		case 'answer-timeout':
		case 'cancelled':
			return `no answer within ${seconds}`;
		case 'closed':
			return 'the connection was closed before an answer came';
		case 'not-http':
			return 'something that is not HTTP';
		case 'tls-failed':
			return `the TLS handshake failed (${detail ?? 'no reason given'})`;
	}
};

const said = (observation: ProbeObservation): Evidence => {
	const {excerpt} = observation.reply;
	return evidence(
		observation,
		[replyWords(observation.reply), ...(excerpt ? [excerpt.split('\n')[0] ?? ''] : [])].join(': '),
	);
};

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** The request that the check sends, in a few words: `HEAD / HTTP/1.0 without Host`. */
export const requestWords = ({exact}: Answers): string => {
	const {protocol, method, path, version, host} = exact.shape;
	if (protocol === 'tcp') return 'a TCP connection';
	if (protocol === 'udp') return 'a UDP datagram';
	return `${method} ${path} HTTP/${version} ${host === undefined ? 'without Host' : `with Host: ${host}`}${protocol === 'https' ? ' over TLS' : ''}`;
};

/** Judges what the service answers to the check's own request. */
export const judgeAnswer = (answers: Known<Answers>, target: Target): readonly Finding[] => {
	if (!answers.known)
		return [{is: 'unknown', why: answers.why, matters: true, ...(answers.wouldTell && {wouldTell: answers.wouldTell})}];
	const {value} = answers;
	switch (value.health) {
		case 'good':
			return good(value);
		case 'refused':
			// Nobody takes the connection: that is judged where the sockets are known.
			return [];
		case 'late':
			return [
				cause('response-too-slow', value, {
					seconds: seconds(value.exact.reply.totalMs),
					limit: seconds(value.timeoutMs),
				}),
			];
		case 'mixed':
			return [mixed(value, target)];
		case 'silent':
			return silent(value);
		default:
			return rejected(value, target);
	}
};

const good = (answers: Answers): readonly Finding[] => {
	const {exact, repeats, slowestMs, isPaced, isFromLoopback, witness} = answers;
	if (witness !== undefined)
		return [
			{
				is: 'ok',
				say: `The load balancer’s own probes are answered ${witness.status}, says ${witness.file}: ${witness.last}`,
			},
			{is: 'note', say: 'A rule of this host stops the host’s own probes, and not those of the load balancer'},
		];
	const count = repeats.length + 1;
	const all = count > 1 ? `, ${count} times of ${count}, the slowest in ${(slowestMs / 1000).toFixed(3)} s` : '';
	const findings: Finding[] = [
		{
			is: 'ok',
			say: `${requestWords(answers)} to ${exact.shape.address}:${exact.shape.port}: ${replyWords(exact.reply)}${all}`,
		},
	];
	if (isFromLoopback === true)
		findings.push({
			is: 'note',
			say: 'A rule of this host stops probes from its own address, so the service was asked from 127.0.0.1; the load balancer’s packets are judged by the firewall step',
		});
	if (isPaced === true)
		findings.push({
			is: 'note',
			say: 'The service limits how fast one client may ask: it refused requests that came faster than the check, and takes them at the check’s own pace',
		});
	return findings;
};

const cause = (code: CauseCode, {exact}: Answers, values: Values, ...more: readonly Evidence[]): CauseFinding => ({
	is: 'cause',
	code,
	certainty: 'proven',
	values: {...serverValue(exact.reply), ...values},
	evidence: [said(exact), ...more],
});

/** The server names itself in its answer: enough for a remedy to name its command. */
const serverValue = ({headers}: ProbeReply): Values => {
	const [, name] = /^(nginx|tengine|openresty)\b/i.exec(headers?.server ?? '') ?? [];
	if (name === undefined) return {};
	return {process: name.toLowerCase() === 'openresty' ? 'openresty' : 'nginx'};
};

const mixed = (answers: Answers, target: Target): CauseFinding => {
	const all = [answers.exact, ...answers.repeats];
	const bad = all.filter(({reply}) => !isAccepted(target, reply) || reply.totalMs > answers.timeoutMs);
	const [first = answers.exact] = bad;
	return {
		is: 'cause',
		code: 'intermittent-failures',
		certainty: 'proven',
		values: {share: `${bad.length} of ${all.length}`, detail: replyWords(first.reply)},
		evidence: [said(first), evidence(first, all.map(({reply}) => reply.status ?? reply.outcome).join(' '))],
	};
};

/** No answer in time. What else was tried while waiting tells why, or it simply hangs. */
const silent = (answers: Answers): readonly Finding[] => {
	const {exact, isRequestRead} = answers;
	// No connection at all: the queue, the kernel or a filter; the steps that look there say which.
	if (exact.reply.connectMs === undefined) return [];
	const expected = unexpectedKind(answers);
	if (expected.length > 0) return expected;
	return [
		{
			...cause('service-hung', answers, {seconds: seconds(exact.reply.totalMs), limit: seconds(answers.timeoutMs)}),
			certainty: isRequestRead === false ? 'proven' : 'likely',
		},
	];
};

const differsOnly = ({differs}: Variant, ...differences: ReadonlyArray<Variant['differs'][number]>): boolean =>
	differs.every(difference => differences.includes(difference)) && differs.length > 0;

/** The service speaks something else than the check: TLS, the PROXY protocol, or it knows only the other method. */
const unexpectedKind = (answers: Answers): readonly CauseFinding[] => {
	const {exact, variants} = answers;
	const outcome = exact.reply.outcome;
	const tls = variants.find(variant => differsOnly(variant, 'tls'));
	// A port that speaks TLS answers plain HTTP too, with 400: that says nothing of why TLS failed.
	const isOtherSpoken =
		tls?.observation.reply.outcome === 'answered' &&
		(exact.shape.protocol !== 'https' || tls.isAccepted || tls.observation.reply.status !== 400);
	if (tls !== undefined && isOtherSpoken && (outcome !== 'answered' || exact.reply.status === 400))
		return [
			cause(
				'protocol-mismatch',
				answers,
				{
					sent: exact.shape.protocol === 'https' ? 'TLS' : 'plain HTTP',
					good: exact.shape.protocol === 'https' ? 'plain HTTP' : 'TLS',
				},
				said(tls.observation),
			),
		];
	const proxy = variants.find(variant => differsOnly(variant, 'proxy-header'));
	// A plain HTTP server answers the PROXY line as a bad request: that is no sign that it was waited for.
	const {status: proxyStatus = 400} = proxy?.observation.reply ?? {};
	const isProxyAnswered = ![400, 405, 501, 505].includes(proxyStatus);
	if (
		proxy !== undefined &&
		(proxy.isAccepted || (isProxyAnswered && outcome !== 'answered' && outcome !== 'tls-failed'))
	)
		return [cause('proxy-protocol-mismatch', answers, {}, said(proxy.observation))];
	const method = variants.find(variant => differsOnly(variant, 'method') && variant.isAccepted);
	if (method === undefined) return [];
	return [
		cause(
			'http-method-not-allowed',
			answers,
			{sent: exact.shape.method ?? '', good: method.value, ...statusValue(exact.reply)},
			said(method.observation),
		),
	];
};

const statusValue = ({status, headers}: ProbeReply): Values => ({
	...(status === undefined ? {} : {status: `${status}`}),
	...(headers?.location === undefined ? {} : {location: headers.location}),
});

/** An answer that isn't accepted: the nearest shape that is accepted names the reason; else the status does. */
const rejected = (answers: Answers, target: Target): readonly Finding[] => {
	const kinds = unexpectedKind(answers);
	if (kinds.length > 0) return kinds;
	const byDifference = differences(answers, target);
	return byDifference.length > 0 ? byDifference : [byOutcome(answers, target)];
};

const differences = (answers: Answers, target: Target): readonly CauseFinding[] => {
	const {exact, variants} = answers;
	const accepted = variants.filter(variant => variant.isAccepted);
	const values = statusValue(exact.reply);
	const findings: CauseFinding[] = [];
	const host = accepted.find(variant => differsOnly(variant, 'host'));
	// HTTP/1.1 carries a Host: it is the version that matters only where the same Host alone doesn't help.
	const version = accepted.find(
		variant => differsOnly(variant, 'version', 'host') && variant.differs.includes('version'),
	);
	const agent = accepted.find(variant => differsOnly(variant, 'user-agent'));
	if (host !== undefined) findings.push(hostFinding(answers, host, target));
	else if (version !== undefined)
		findings.push(
			cause(
				'http-version-rejected',
				answers,
				{...values, sent: `HTTP/${exact.shape.version}`, good: version.value},
				said(version.observation),
			),
		);
	else if (agent !== undefined)
		findings.push(
			cause('http-user-agent-rejected', answers, {...values, sent: 'none', good: agent.value}, said(agent.observation)),
		);
	if (findings.length > 0) return findings;

	// Only several changes together help: each of them is needed, so each is a cause.
	const person = accepted.find(({differs}) => differs.length > 0 && !differs.includes('path'));
	if (person === undefined) return [];
	for (const difference of person.differs) {
		if (difference === 'method')
			findings.push(
				cause(
					'http-method-not-allowed',
					answers,
					{...values, sent: exact.shape.method ?? '', good: 'GET'},
					said(person.observation),
				),
			);
		if (difference === 'host') findings.push(hostFinding(answers, person, target));
		if (difference === 'version' && !person.differs.includes('host'))
			findings.push(
				cause(
					'http-version-rejected',
					answers,
					{...values, sent: `HTTP/${exact.shape.version}`, good: 'HTTP/1.1'},
					said(person.observation),
				),
			);
		if (difference === 'user-agent')
			findings.push(
				cause(
					'http-user-agent-rejected',
					answers,
					{...values, sent: 'none', good: person.observation.shape.userAgent ?? ''},
					said(person.observation),
				),
			);
	}

	return findings;
};

const hostFinding = (answers: Answers, variant: Variant, target: Target): CauseFinding => {
	const {exact} = answers;
	const good = variant.observation.shape.host ?? variant.value;
	return {
		...cause(
			'http-host-mismatch',
			answers,
			{...statusValue(exact.reply), good, ...(exact.shape.host === undefined ? {} : {sent: exact.shape.host})},
			said(variant.observation),
		),
		// Official texts disagree on whether CLB without a domain sends no Host or the backend's address.
		certainty: good === target.backend ? 'likely' : 'proven',
	};
};

const byOutcome = (answers: Answers, target: Target): Finding => {
	const {exact, variants, seat} = answers;
	const {outcome, status = 0, detail} = exact.reply;
	const values = {...statusValue(exact.reply), path: target.healthCheck.path};
	if (outcome === 'closed') return cause('http-no-answer', answers, detail === undefined ? {} : {detail});
	if (outcome === 'not-http')
		return cause('protocol-mismatch', answers, {sent: 'HTTP', detail: exact.reply.excerpt?.split('\n')[0] ?? ''});
	if (outcome === 'tls-failed') return cause('tls-handshake-failed', answers, detail === undefined ? {} : {detail});
	if (outcome === 'unreachable')
		return {
			is: 'unknown',
			why: `${seat.address} can’t be reached from the host itself (${detail ?? 'no route'})`,
			matters: true,
		};
	if (!isLayer7(target))
		return {is: 'unknown', why: `the answer can’t be judged: ${replyWords(exact.reply)}`, matters: true};
	const complaint = variants
		.map(({observation}) => observation.reply.excerpt ?? '')
		.find(text => /ssl certificate/i.test(text));
	if (exact.shape.protocol === 'https' && (status === 495 || status === 496 || complaint !== undefined))
		return cause('tls-handshake-failed', answers, {...values, detail: 'the service wants a client certificate'});
	if (status === 404 || status === 410) {
		const root = variants.find(variant => differsOnly(variant, 'path') && variant.isAccepted);
		return cause('http-path-not-found', answers, {...values, ...(root === undefined ? {} : {good: '/'})});
	}

	if (status >= 300 && status < 400) return cause('http-redirect-not-accepted', answers, values);
	if (status === 401 || status === 403 || status === 407) return cause('http-access-denied', answers, values);
	if (status >= 500) return cause('http-server-error', answers, values);
	return cause('http-status-not-accepted', answers, values);
};
