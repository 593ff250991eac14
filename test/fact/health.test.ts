import {expect, it} from 'vitest';
import type {ProbeObservation, ProbeReply} from '../../source/engine/probe.ts';
import {type Health, healthOf, mayBeOwnLag} from '../../source/fact/health.ts';
import {target} from './look.ts';

const observed = (reply: Partial<ProbeReply>): ProbeObservation => ({
	command: {file: 'curl', args: []},
	stdout: '',
	stderr: '',
	durationMs: 1,
	shape: {protocol: 'http', address: '10.11.192.1', port: 80, timeoutMs: 5000},
	reply: {outcome: 'answered', totalMs: 10, connectMs: 1, ...reply},
});

it.each<[string, Health, Partial<ProbeReply>]>([
	['200 in time', 'good', {status: 200}],
	['200 after the timeout', 'late', {status: 200, totalMs: 5001}],
	['500 in time', 'error', {status: 500}],
	['500 after the timeout fails for its status first', 'error', {status: 500, totalMs: 5001}],
	['404', 'other', {status: 404}],
	['a refusal', 'refused', {outcome: 'refused'}],
	['no connection', 'silent', {outcome: 'connect-timeout'}],
	['a connection and no answer', 'silent', {outcome: 'answer-timeout'}],
	['an answer that was given up', 'silent', {outcome: 'cancelled'}],
	['a closed connection', 'other', {outcome: 'closed'}],
])('%s is %s', (_, expected, reply) => {
	expect(healthOf(observed(reply), target, 5000)).toBe(expected);
});

it('an answer just after the timeout may be late by our own lag, one that is far too late may not', () => {
	expect(mayBeOwnLag(observed({totalMs: 5200, connectMs: 100}), 5000)).toBe(true);
	expect(mayBeOwnLag(observed({totalMs: 7000, connectMs: 100}), 5000)).toBe(false);
});
