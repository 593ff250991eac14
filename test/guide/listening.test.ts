import {describe, expect, it} from 'vitest';
import type {Finding} from '../../source/engine/finding.ts';
import type {Known} from '../../source/engine/known.ts';
import {completeTarget, type Settings} from '../../source/engine/settings.ts';
import type {Target} from '../../source/engine/target.ts';
import {type Listener, readSs} from '../../source/fact/listeners.ts';
import type {OtherService} from '../../source/fact/other-services.ts';
import {type ServedPorts, whoServes} from '../../source/fact/serving.ts';
import {judgeListening} from '../../source/guide/judge/listening.ts';
import {spoken} from './spoken.ts';

const backend = '10.11.192.1';

const targetOf = (given: Settings = {}): Target => {
	const complete = completeTarget({backend, port: 80, ...given}, 'linux');
	if (!('target' in complete)) throw new Error('the target is complete');
	return complete.target;
};

const known = <T>(value: T, stdout = ''): Known<T> => ({
	known: true,
	value,
	from: [{command: {file: 'ss', args: ['-lntupe']}, stdout, stderr: '', exitCode: 0, durationMs: 1}],
});

const unseen = {known: false, why: {en: 'not looked at here', zh: '这里没有查看'}, from: []} as const;

const servedBy = (text: string, target: Target): Known<ServedPorts> => {
	const all = readSs(text);
	const seat = {address: backend, port: target.healthCheck.port};
	return known(
		{
			check: whoServes(all, seat, 'eth0'),
			...(target.port === seat.port ? {} : {backend: whoServes(all, {address: backend, port: target.port}, 'eth0')}),
			others: all.filter(({port}) => port !== seat.port),
			delivery: seat,
		},
		text,
	);
};

const judge = (
	text: string,
	{target = targetOf(), others = []}: {readonly target?: Target; readonly others?: readonly OtherService[]} = {},
): ReadonlyArray<Finding<string>> =>
	spoken(
		judgeListening(
			{
				serving: servedBy(text, target),
				otherServices: known(others),
				restarts: known({isRestarting: false, units: []}),
				answers: unseen,
				passages: unseen,
			},
			target,
		),
	);

const verdict = (findings: ReadonlyArray<Finding<string>>): string =>
	findings.map(finding => (finding.is === 'cause' ? finding.code : finding.is)).join();

const listener = (text: string): Listener => {
	const [first] = readSs(text);
	if (first === undefined) throw new Error('a socket is in the text');
	return first;
};

describe('who takes the probes', () => {
	it.each<[string, string, string]>([
		['the wildcard address', 'tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:*', 'ok'],
		['the private address', 'tcp LISTEN 0 511 10.11.192.1:80 0.0.0.0:*', 'ok'],
		['a dual-stack socket, which is not IPv6 only', 'tcp LISTEN 0 511 *:80 *:* v6only:0', 'ok'],
		['loopback', 'tcp LISTEN 0 511 127.0.0.1:80 0.0.0.0:*', 'listening-loopback-only'],
		['another loopback address', 'tcp LISTEN 0 511 127.0.1.1:80 0.0.0.0:*', 'listening-loopback-only'],
		['IPv6’s loopback', 'tcp LISTEN 0 511 [::1]:80 [::]:* v6only:1', 'listening-loopback-only'],
		['both loopbacks', 'tcp LISTEN 0 5 127.0.0.1:80 *:*\ntcp LISTEN 0 5 [::1]:80 [::]:*', 'listening-loopback-only'],
		['another address', 'tcp LISTEN 0 511 192.168.7.1:80 0.0.0.0:*', 'listening-other-address'],
		[
			'loopback and another address',
			'tcp LISTEN 0 5 127.0.0.1:80 *:*\ntcp LISTEN 0 5 192.168.7.1:80 *:*',
			'listening-other-address',
		],
		['loopback and the private address', 'tcp LISTEN 0 5 127.0.0.1:80 *:*\ntcp LISTEN 0 5 10.11.192.1:80 *:*', 'ok'],
		['IPv6 only', 'tcp LISTEN 0 511 [::]:80 [::]:* v6only:1', 'listening-ipv6-only'],
		[
			'a socket that is bound to another interface',
			'tcp LISTEN 0 511 0.0.0.0%eth1:80 0.0.0.0:*',
			'listening-other-address',
		],
		['only 8080, which "grep :80" would match', 'tcp LISTEN 0 511 0.0.0.0:8080 0.0.0.0:*', 'service-not-listening'],
		['nothing but sshd', 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*', 'service-not-listening'],
		['8080 beside 80', 'tcp LISTEN 0 5 0.0.0.0:8080 *:*\ntcp LISTEN 0 5 0.0.0.0:80 *:*', 'ok'],
		['UDP only', 'udp UNCONN 0 0 0.0.0.0:80 0.0.0.0:*', 'ok'],
	])('%s', (name, text, expected) => {
		// A UDP socket takes no TCP probes; `serving` leaves it out before this judgement.
		if (name === 'UDP only') expect(readSs(text).filter(({protocol}) => protocol === 'tcp')).toEqual([]);
		else expect(verdict(judge(text))).toBe(expected);
	});

	it('points to a service that answers the check on another port', () => {
		const text = 'tcp LISTEN 0 511 0.0.0.0:8080 0.0.0.0:*';
		const [finding] = judge(text, {others: [{listener: listener(text), isAccepted: true}]});
		expect(finding).toMatchObject({code: 'listening-on-other-port', certainty: 'proven', values: {port: '8080'}});
	});

	it('blames the health-check port when the backend port is served', () => {
		const target = targetOf({checkPort: 81});
		const text = 'tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:*';
		expect(verdict(judge(text, {target}))).toBe('health-check-port-mismatch');
	});

	it('is unknown, not ok, when the sockets can’t be read', () => {
		const findings = judgeListening(
			{serving: unseen, otherServices: unseen, restarts: unseen, answers: unseen, passages: unseen},
			targetOf(),
		);
		expect(spoken(findings)).toMatchObject([{is: 'unknown', why: 'not looked at here', matters: true}]);
	});
});
