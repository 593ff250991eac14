import {describe, expect, test} from 'vitest';
import {sampleTarget} from '../../source/cause/sample-target.ts';
import type {Finding} from '../../source/engine/finding.ts';
import {defaultTiming} from '../../source/engine/settings.ts';
import type {HealthCheck, Product, Protocol, Target} from '../../source/engine/target.ts';
import step from '../../source/guide/parameters.ts';
import {spoken} from './spoken.ts';

const target = (product: Product, protocol: Protocol, check: Partial<HealthCheck> = {}): Target => ({
	...sampleTarget,
	product,
	healthCheck: {...sampleTarget.healthCheck, protocol, ...defaultTiming(product, protocol), ...check},
});

const judge = (given: Target): ReadonlyArray<Finding<string>> => spoken(step.judge({}, given));
const codes = (given: Target): readonly string[] =>
	judge(given).flatMap(finding => (finding.is === 'cause' ? [`${finding.code} ${finding.severity}`] : []));
const notes = (given: Target): string =>
	judge(given)
		.flatMap(finding => (finding.is === 'note' ? [finding.say] : []))
		.join('\n');

const ignored = 'health-check-timeout-below-interval risk';
const off = 'health-check-parameters-off-default risk';

describe('healthy settings get no cause', () => {
	test.each<[string, Target]>([
		['CLB over HTTP', target('clb', 'http')],
		['CLB over TCP', target('clb', 'tcp')],
		['CLB over UDP', target('clb', 'udp')],
		['ALB over HTTPS', target('alb', 'https')],
		['NLB over TCP', target('nlb', 'tcp')],
		['NLB over UDP', target('nlb', 'udp')],
		['a timeout of 3 s', target('clb', 'http', {timeoutS: 3})],
		['a faster check', target('clb', 'http', {timeoutS: 2, intervalS: 1})],
		['thresholds of 2', target('clb', 'http', {healthyThreshold: 2, unhealthyThreshold: 2})],
		['a timeout equal to the interval', target('clb', 'http', {timeoutS: 5, intervalS: 5})],
		['a redirect that is accepted', target('clb', 'http', {codes: ['http_2xx', 'http_3xx']})],
		['4xx that is accepted', target('clb', 'http', {codes: ['http_2xx', 'http_4xx']})],
	])('%s', (_name, given) => {
		expect(codes(given)).toEqual([]);
		expect(judge(given).some(({is}) => is === 'ok')).toBe(true);
	});
});

test.each<[string, Target, readonly string[]]>([
	['a CLB timeout below the interval is ignored', target('clb', 'http', {timeoutS: 3, intervalS: 10}), [ignored]],
	['an ALB timeout below the interval counts', target('alb', 'http', {timeoutS: 3, intervalS: 10}), []],
	['a timeout of 1 s is too strict', target('alb', 'http', {timeoutS: 1}), [off]],
	['a timeout of 1 s that CLB ignores is only that', target('clb', 'http', {timeoutS: 1}), [ignored]],
	['a timeout of 1 s that CLB uses is too strict', target('clb', 'http', {timeoutS: 1, intervalS: 1}), [off]],
	['a timeout of 61 s is too lax', target('clb', 'http', {timeoutS: 61}), [off]],
	['an interval of 31 s is too lax', target('clb', 'http', {timeoutS: 31, intervalS: 31}), [off]],
	['a threshold of 10 is too lax', target('clb', 'http', {unhealthyThreshold: 10}), [off]],
	['a healthy threshold of 10 keeps a mended backend out', target('clb', 'http', {healthyThreshold: 10}), [off]],
	[
		'two probes of two seconds are strict, and do no harm',
		target('clb', 'http', {timeoutS: 2, unhealthyThreshold: 2}),
		[],
	],
	['two probes of a second are too strict', target('alb', 'http', {timeoutS: 1, unhealthyThreshold: 2}), [off]],
	['errors that count as healthy are a risk', target('clb', 'http', {codes: ['http_2xx', 'http_5xx']}), [off]],
	['codes do not matter to a TCP check', target('clb', 'tcp', {codes: ['http_5xx']}), []],
])('%s', (_name, given, expected) => {
	expect(codes(given)).toEqual(expected);
});

test('several parameters are one cause that names them all', () => {
	const [finding] = judge(target('alb', 'http', {timeoutS: 1, healthyThreshold: 10}));
	expect(finding).toMatchObject({
		values: {name: 'timeout 1 s, healthy threshold 10', limit: 'timeout 5 s, healthy threshold 3'},
	});
});

test.each<[string, Target, RegExp]>([
	['a harmless difference', target('clb', 'http', {timeoutS: 3}), /timeout is 3 s, the default is 5 s/],
	['the two defaults of accepted codes', target('clb', 'http'), /made in the console accepts http_3xx/],
	['the Host that nobody knows', target('clb', 'http'), /no Host or the private address/],
	['defaults of NLB', target('nlb', 'tcp'), /interval 5 s, thresholds 2/],
	['the rule of NLB over UDP', target('nlb', 'udp', {intervalS: 4}), /at least the timeout/],
])('%s is noted', (_name, given, words) => {
	expect(notes(given)).toMatch(words);
});

test('a TCP check gets no note about HTTP', () => {
	expect(notes(target('clb', 'tcp'))).toBe('');
});

test('the document says to keep the defaults, with those of the product', () => {
	expect(step.document(target('nlb', 'tcp')).command.en).toBe(
		'keep the default values: timeout 5 s, interval 5 s, healthy threshold 2, unhealthy threshold 2',
	);
});
