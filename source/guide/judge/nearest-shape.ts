import type {CauseCode} from '../../engine/cause-code.ts';
import type {CauseFinding} from '../../engine/finding.ts';
import type {Target} from '../../engine/target.ts';
import {verbatim, type Words, worded} from '../../engine/words.ts';
import type {Answers} from '../../fact/answers.ts';
import type {Variant} from '../../fact/variants.ts';
import {answerCause as cause, statusValue} from './answer-cause.ts';
import {said} from './reply-words.ts';

/** Whether a variant differs from the check in nothing but these. */
export const differsOnly = ({differs}: Variant, ...differences: ReadonlyArray<Variant['differs'][number]>): boolean =>
	differs.every(difference => differences.includes(difference)) && differs.length > 0;

const [plainHttp, tlsItself]: readonly [Words, Words] = [{en: 'plain HTTP', zh: '明文 HTTP'}, verbatim('TLS')];

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
					sent: exact.shape.protocol === 'https' ? tlsItself : plainHttp,
					good: exact.shape.protocol === 'https' ? plainHttp : tlsItself,
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
	return method === undefined ? [] : [methodFinding(answers, method)];
};

/** The nearest shape of the request that is accepted names what is wrong with the check's own. */
export const differences = (answers: Answers, target: Target): readonly CauseFinding[] => {
	const accepted = answers.variants.filter(variant => variant.isAccepted);
	const host = accepted.find(variant => differsOnly(variant, 'host'));
	if (host !== undefined) return [hostFinding(answers, host, target)];
	// HTTP/1.1 carries a Host: it is the version that matters only where the same Host alone doesn't help.
	const version = accepted.find(
		variant => differsOnly(variant, 'version', 'host') && variant.differs.includes('version'),
	);
	if (version !== undefined) return [versionFinding(answers, version)];
	const agent = accepted.find(variant => differsOnly(variant, 'user-agent'));
	if (agent !== undefined) return [agentFinding(answers, agent)];

	// Only several changes together help: each of them is needed, so each is a cause.
	const person = accepted.find(({differs}) => differs.length > 0 && !differs.includes('path'));
	return (person?.differs ?? []).flatMap((difference): readonly CauseFinding[] => {
		if (person === undefined) return [];
		if (difference === 'method') return [methodFinding(answers, person)];
		if (difference === 'host') return [hostFinding(answers, person, target)];
		if (difference === 'version' && !person.differs.includes('host')) return [versionFinding(answers, person)];
		return difference === 'user-agent' ? [agentFinding(answers, person)] : [];
	});
};

/** One difference as a cause: what the check sends, and what the accepted request has in its place. */
const findingOf = (
	code: CauseCode,
	answers: Answers,
	{observation}: Variant,
	{sent, good}: {readonly sent: string | Words | undefined; readonly good: string | undefined},
): CauseFinding =>
	cause(
		code,
		answers,
		{
			...statusValue(answers.exact.reply),
			...(sent === undefined ? {} : {sent: worded(sent)}),
			...(good === undefined ? {} : {good: verbatim(good)}),
		},
		said(observation),
	);

const methodFinding = (answers: Answers, variant: Variant): CauseFinding =>
	findingOf('http-method-not-allowed', answers, variant, {
		sent: answers.exact.shape.method,
		good: variant.observation.shape.method,
	});

const versionFinding = (answers: Answers, variant: Variant): CauseFinding =>
	findingOf('http-version-rejected', answers, variant, {
		sent: `HTTP/${answers.exact.shape.version}`,
		good: `HTTP/${variant.observation.shape.version}`,
	});

const agentFinding = (answers: Answers, variant: Variant): CauseFinding =>
	findingOf('http-user-agent-rejected', answers, variant, {
		sent: {en: 'none', zh: '无'},
		good: variant.observation.shape.userAgent,
	});

const hostFinding = (answers: Answers, variant: Variant, target: Target): CauseFinding => {
	const {host: good} = variant.observation.shape;
	return {
		...findingOf('http-host-mismatch', answers, variant, {sent: answers.exact.shape.host, good}),
		// Official texts disagree on whether CLB without a domain sends no Host or the backend's address.
		certainty: good === target.backend ? 'likely' : 'proven',
	};
};
