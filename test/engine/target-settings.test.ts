import {expect, it, test} from 'vitest';
import {completeTarget, type Settings, settings} from '../../source/engine/settings.ts';
import {settingsOf} from '../../source/engine/target-settings.ts';

const base: Settings = {backend: '10.0.0.7', port: 80};

it.each<[string, Settings]>([
	['only what has no default', base],
	[
		'another check port',
		{...base, checkPort: 8080, path: '/health', domain: 'example.com', codes: ['http_2xx', 'http_3xx']},
	],
	['NLB', {...base, product: 'nlb', sources: ['10.0.1.0/24'], protocol: 'http'}],
	['NLB with HEAD', {...base, product: 'nlb', sources: ['10.0.1.0/24'], protocol: 'http', method: 'head', timeoutS: 9}],
	['UDP', {...base, port: 53, protocol: 'udp', intervalS: 7, healthyThreshold: 5, unhealthyThreshold: 4}],
	['other sources of CLB', {...base, sources: ['100.64.0.0/16', '100.65.0.0/16']}],
])('a target comes back from its own settings: %s', (_, given) => {
	const complete = completeTarget(given, 'linux');
	if (!('target' in complete)) throw new Error('It is not complete.');
	expect(completeTarget(settingsOf(complete.target), 'linux')).toEqual(complete);
});

test('what is said beside the settings of a target has its own consequences', () => {
	const complete = completeTarget(base, 'linux');
	if (!('target' in complete)) throw new Error('It is not complete.');
	expect(completeTarget({...settingsOf(complete.target), port: 8081}, 'linux')).toMatchObject({
		target: {port: 8081, healthCheck: {port: 8081, protocol: 'http'}},
	});
});

it.each<[string, ReturnType<typeof settings.host.read>]>([
	['local', {value: 'local'}],
	['replay:recordings/web 3', {value: 'replay:recordings/web 3'}],
	['replay:', {problem: {en: expect.stringMatching(/or replay:<folder>/), zh: expect.any(String)}}],
	['web-3', {problem: {en: expect.stringMatching(/ssh:\/\/\[user@\]name/), zh: expect.any(String)}}],
])('--host %s', (text, read) => {
	expect(settings.host.read(text)).toEqual(read);
});
