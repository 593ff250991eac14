import {describe, expect, it} from 'vitest';
import type {Finding} from '../../source/engine/finding.ts';
import type {ProbeObservation, ProbeReply, ProbeShape} from '../../source/engine/probe.ts';
import {completeTarget, type Settings} from '../../source/engine/settings.ts';
import type {Target} from '../../source/engine/target.ts';
import type {Answers} from '../../source/fact/answers.ts';
import {checkShape, isAccepted} from '../../source/fact/check-shape.ts';
import type {Difference, Variant} from '../../source/fact/variants.ts';
import {judgeAnswer} from '../../source/guide/judge/answer.ts';
import {spoken} from './spoken.ts';

const seat = {address: '10.11.192.1', port: 80};

const targetOf = (given: Settings = {}): Target => {
	const complete = completeTarget({backend: seat.address, port: seat.port, ...given}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	return complete.target;
};

const reply = (words: Partial<ProbeReply>): ProbeReply => ({outcome: 'answered', totalMs: 3, connectMs: 1, ...words});

const observed = (shape: ProbeShape, words: Partial<ProbeReply>): ProbeObservation => ({
	command: {file: 'curl', args: []},
	stdout: '',
	stderr: '',
	exitCode: 0,
	durationMs: 3,
	shape,
	reply: reply(words),
});

type Tried = readonly [readonly Difference[], string, Partial<ProbeReply>];

type Asked = {
	readonly given?: Settings;
	readonly health: Answers['health'];
	readonly exact: Partial<ProbeReply>;
	readonly repeats?: ReadonlyArray<Partial<ProbeReply>>;
	readonly tried?: readonly Tried[];
	readonly isRequestRead?: boolean;
};

const judge = ({
	given,
	health,
	exact,
	repeats = [],
	tried = [],
	isRequestRead,
}: Asked): ReadonlyArray<Finding<string>> => {
	const target = targetOf(given);
	const shape = checkShape(target, seat, 5000);
	const variants = tried.map(([differs, value, words]): Variant => {
		const host = differs.includes('host') ? {host: value} : {};
		return {
			differs,
			value,
			observation: observed({...shape, ...host}, words),
			isAccepted: isAccepted(target, reply(words)),
		};
	});
	const value: Answers = {
		seat,
		isForwarded: false,
		health,
		exact: observed(shape, exact),
		repeats: repeats.map(words => observed(shape, words)),
		timeoutMs: 5000,
		slowestMs: 3,
		variants,
		...(isRequestRead === undefined ? {} : {isRequestRead}),
	};
	return spoken(judgeAnswer({known: true, value, from: []}, target));
};

const codes = (findings: ReadonlyArray<Finding<string>>): string =>
	findings.map(finding => (finding.is === 'cause' ? finding.code : finding.is)).join();

const good = {status: 200};
const notFound = {status: 404};

describe('what the answer means', () => {
	it.each<[string, string, Asked]>([
		['200', 'ok', {health: 'good', exact: good}],
		['404', 'http-path-not-found', {health: 'other', exact: notFound}],
		['410', 'http-path-not-found', {health: 'other', exact: {status: 410}}],
		['301', 'http-redirect-not-accepted', {health: 'other', exact: {status: 301}}],
		['304', 'http-redirect-not-accepted', {health: 'other', exact: {status: 304}}],
		['401', 'http-access-denied', {health: 'other', exact: {status: 401}}],
		['403', 'http-access-denied', {health: 'other', exact: {status: 403}}],
		['407', 'http-access-denied', {health: 'other', exact: {status: 407}}],
		['429', 'http-status-not-accepted', {health: 'other', exact: {status: 429}}],
		['400', 'http-status-not-accepted', {health: 'other', exact: {status: 400}}],
		['500', 'http-server-error', {health: 'error', exact: {status: 500}}],
		['502', 'http-server-error', {health: 'error', exact: {status: 502}}],
		['a closed connection', 'http-no-answer', {health: 'other', exact: {outcome: 'closed'}}],
		[
			'something that is not HTTP',
			'protocol-mismatch',
			{health: 'other', exact: {outcome: 'not-http', excerpt: 'SSH-2.0-OpenSSH'}},
		],
		['an answer after the timeout', 'response-too-slow', {health: 'late', exact: {status: 200, totalMs: 7200}}],
		[
			'no answer to a request that was read',
			'service-hung',
			{health: 'silent', exact: {outcome: 'answer-timeout'}, isRequestRead: true},
		],
		[
			'no answer to a request that was not read',
			'service-hung',
			{health: 'silent', exact: {outcome: 'cancelled'}, isRequestRead: false},
		],
		['200 and 503 in turns', 'intermittent-failures', {health: 'mixed', exact: good, repeats: [{status: 503}, good]}],
		[
			'a failed TLS handshake',
			'tls-handshake-failed',
			{
				given: {product: 'alb', protocol: 'https', sources: ['10.0.0.0/8']},
				health: 'other',
				exact: {outcome: 'tls-failed', detail: 'handshake failure'},
			},
		],
	])('%s: %s', (_, expected, asked) => {
		expect(codes(judge(asked))).toBe(expected);
	});
});

describe('the nearest shape that is accepted names the reason', () => {
	it.each<[string, string, Asked]>([
		[
			'GET is taken, whatever HEAD got',
			'http-method-not-allowed',
			{health: 'other', exact: notFound, tried: [[['method'], 'GET', good]]},
		],
		[
			'GET is taken and HEAD gets a server error',
			'http-method-not-allowed',
			{health: 'error', exact: {status: 501}, tried: [[['method'], 'GET', good]]},
		],
		[
			'HEAD hangs and GET is taken',
			'http-method-not-allowed',
			{health: 'silent', exact: {outcome: 'cancelled'}, tried: [[['method'], 'GET', good]]},
		],
		[
			'another Host is taken',
			'http-host-mismatch',
			{health: 'other', exact: notFound, tried: [[['host'], 'www.example.com', good]]},
		],
		[
			'HTTP/1.1 is taken, and the same Host alone is not',
			'http-version-rejected',
			{
				health: 'other',
				exact: {status: 426},
				tried: [
					[['host'], '10.11.192.1', {status: 426}],
					[['version', 'host'], 'HTTP/1.1', good],
				],
			},
		],
		[
			'HTTP/1.1 is taken, and so is the same Host with HTTP/1.0',
			'http-host-mismatch',
			{
				health: 'other',
				exact: {status: 400},
				tried: [
					[['host'], '10.11.192.1', good],
					[['version', 'host'], 'HTTP/1.1', good],
				],
			},
		],
		[
			'a browser’s User-Agent is taken',
			'http-user-agent-rejected',
			{health: 'other', exact: {status: 403}, tried: [[['user-agent'], 'Mozilla/5.0', good]]},
		],
		[
			'TLS is answered where plain HTTP gets 400',
			'protocol-mismatch',
			{health: 'other', exact: {status: 400}, tried: [[['tls'], 'https', notFound]]},
		],
		[
			'TLS is answered where plain HTTP is closed',
			'protocol-mismatch',
			{health: 'other', exact: {outcome: 'closed'}, tried: [[['tls'], 'https', good]]},
		],
		[
			'TLS is answered too, but plain HTTP gets 404 of its own',
			'http-path-not-found',
			{health: 'other', exact: notFound, tried: [[['tls'], 'https', notFound]]},
		],
		[
			'a PROXY header is taken',
			'proxy-protocol-mismatch',
			{health: 'other', exact: {outcome: 'closed'}, tried: [[['proxy-header'], 'PROXY', good]]},
		],
		[
			'a PROXY header gets a bad request, as from any server',
			'http-no-answer',
			{health: 'other', exact: {outcome: 'closed'}, tried: [[['proxy-header'], 'PROXY', {status: 400}]]},
		],
		[
			'plain HTTP is taken where TLS fails',
			'protocol-mismatch',
			{
				given: {product: 'alb', protocol: 'https', sources: ['10.0.0.0/8']},
				health: 'other',
				exact: {outcome: 'tls-failed'},
				tried: [[['tls'], 'http', good]],
			},
		],
		[
			'only the root page is there',
			'http-path-not-found',
			{given: {path: '/health'}, health: 'other', exact: notFound, tried: [[['path'], '/', good]]},
		],
		[
			'Host and method are both needed: both are reported',
			'http-method-not-allowed,http-host-mismatch',
			{health: 'other', exact: notFound, tried: [[['method', 'host'], 'www.example.com', good]]},
		],
		[
			'a 3xx is accepted where the listener accepts it',
			'ok',
			{given: {codes: ['http_2xx', 'http_3xx']}, health: 'good', exact: {status: 302}},
		],
	])('%s: %s', (_, expected, asked) => {
		expect(codes(judge(asked))).toBe(expected);
	});

	it('does not call a Host mismatch proven where only the backend’s own address helps: official texts disagree there', () => {
		const [finding] = judge({health: 'other', exact: {status: 400}, tried: [[['host'], seat.address, good]]});
		expect(finding).toMatchObject({code: 'http-host-mismatch', certainty: 'likely'});
	});
});

describe('what counts as accepted', () => {
	it.each<[string, boolean, Settings, Partial<ProbeReply>]>([
		['UDP silence', true, {protocol: 'udp'}, {outcome: 'silent'}],
		['UDP port unreachable', false, {protocol: 'udp'}, {outcome: 'refused'}],
		['a TCP connection', true, {protocol: 'tcp'}, {}],
		['a TCP refusal', false, {protocol: 'tcp'}, {outcome: 'refused'}],
		['204', true, {}, {status: 204}],
		['302 by default', false, {}, {status: 302}],
		['500 where http_5xx is accepted', true, {codes: ['http_5xx']}, {status: 500}],
	])('%s: %s', (_, expected, given, words) => {
		expect(isAccepted(targetOf(given), reply(words))).toBe(expected);
	});
});

describe('another request than the check’s was sent', () => {
	const target = targetOf();
	const shape = checkShape(target, seat, 5000);
	const unlike = 'wget asks with HTTP/1.1, a Host';
	const judgeUnlike = (health: Answers['health'], words: Partial<ProbeReply>): ReadonlyArray<Finding<string>> =>
		spoken(
			judgeAnswer(
				{
					known: true,
					from: [],
					value: {
						seat,
						isForwarded: false,
						health,
						exact: {...observed(shape, words), unlike},
						repeats: [],
						timeoutMs: 5000,
						slowestMs: 3,
						variants: [],
					},
				},
				target,
			),
		);

	it('an accepted answer to it is not green', () => {
		const [first, second] = judgeUnlike('good', {status: 200});
		expect(first).toMatchObject({is: 'unknown', matters: true, why: expect.stringContaining(unlike)});
		expect(first).toMatchObject({wouldTell: {file: 'curl', args: expect.arrayContaining(['-I', '-0', 'Host:'])}});
		expect(second).toMatchObject({is: 'note'});
	});

	it('an answer that is not accepted is likely what the check meets', () => {
		expect(judgeUnlike('error', {status: 500})).toMatchObject([
			{is: 'cause', code: 'http-server-error', certainty: 'likely'},
			{is: 'note', say: expect.stringContaining('Host')},
		]);
	});
});
