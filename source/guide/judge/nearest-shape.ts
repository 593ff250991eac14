import type {CauseFinding} from '../../engine/finding.ts';
import type {Target} from '../../engine/target.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Variant} from '../../fact/variants.ts';
import {answerCause as cause, statusValue} from './answer-cause.ts';
import {said} from './reply-words.ts';

/** Whether a variant differs from the check in nothing but these. */
export const differsOnly = ({differs}: Variant, ...differences: ReadonlyArray<Variant['differs'][number]>): boolean =>
	differs.every(difference => differences.includes(difference)) && differs.length > 0;

/** The service speaks something else than the check: TLS, the PROXY protocol, or it knows only the other method. */
export const unexpectedKind = (answers: Answers): readonly CauseFinding[] => {
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

/** The nearest shape of the request that is accepted names what is wrong with the check's own. */
export const differences = (answers: Answers, target: Target): readonly CauseFinding[] => {
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
