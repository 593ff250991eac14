import {describe, expect, it} from 'vitest';
import {
	completeTarget,
	contradiction,
	defaultProtocol,
	type SettingName,
	type Settings,
	settings,
} from '../../source/engine/settings.ts';
import {targetArguments} from '../../source/engine/target-settings.ts';

const read = (name: SettingName, text: string): unknown => {
	const reading = settings[name].read(text);
	return 'problem' in reading ? 'problem' : reading.value;
};

describe('reading a setting', () => {
	it.each<[SettingName, string, unknown]>([
		['port', '80', 80],
		['port', ' 8080 ', 8080],
		['port', '0', 'problem'],
		['port', '65536', 'problem'],
		['port', '8o', 'problem'],
		['port', '-1', 'problem'],
		['port', '1e3', 'problem'],
		['backend', '10.11.192.1', '10.11.192.1'],
		['backend', '010.0.0.1', 'problem'],
		['backend', '1', 'problem'],
		['backend', '10.0.0.256', 'problem'],
		['backend', 'fd00::1', 'problem'],
		['sources', '100.64.0.0/10', ['100.64.0.0/10']],
		['sources', '100.100.1.2/10', ['100.64.0.0/10']],
		['sources', '192.168.1.7', ['192.168.1.7/32']],
		['sources', '10.0.0.0/8,172.16.0.0/12 10.0.0.0/8', ['10.0.0.0/8', '172.16.0.0/12']],
		['sources', '10.0.0.0/0', 'problem'],
		['sources', '10.0.0.0/33', 'problem'],
		['sources', '', 'problem'],
		['path', '/health.html?x=1', '/health.html?x=1'],
		['path', 'health', 'problem'],
		['path', '/a b', 'problem'],
		['path', `/${'a'.repeat(80)}`, 'problem'],
		['path', '/\r\nX: y', 'problem'],
		['domain', 'www.example.com', 'www.example.com'],
		['domain', '$_ip', null],
		['domain', '', null],
		['domain', 'a b', 'problem'],
		['domain', 'x\r\nY: z', 'problem'],
		['codes', 'http_2xx,http_3xx', ['http_2xx', 'http_3xx']],
		['codes', '3xx 2xx', ['http_2xx', 'http_3xx']],
		['codes', '200', 'problem'],
		['method', 'HEAD', 'head'],
		['method', 'post', 'problem'],
		['protocol', 'HTTP', 'http'],
		['protocol', 'grpc', 'problem'],
		['healthyThreshold', '2', 2],
		['healthyThreshold', '1', 'problem'],
		['timeoutS', '300', 300],
		['timeoutS', '301', 'problem'],
		['host', 'local', 'local'],
		['host', 'web-3', 'problem'],
	])('%s %j gives %j', (name, text, expected) => {
		expect(read(name, text)).toEqual(expected);
	});
});

describe('settings that contradict each other', () => {
	it.each<[string, Settings]>([
		['CLB checks over no TLS', {protocol: 'https'}],
		['NLB checks over no TLS', {product: 'nlb', protocol: 'https'}],
		['ALB has no UDP check', {product: 'alb', protocol: 'udp'}],
		['an interval above 50 s is for the UDP check of NLB', {intervalS: 60}],
	])('%s', (_, given) => {
		expect(contradiction(given)).toEqual({en: expect.stringMatching(/^--/), zh: expect.stringMatching(/^--/)});
	});

	it.each<[string, Settings]>([
		['ALB checks over TLS', {product: 'alb', protocol: 'https'}],
		['NLB’s UDP check may have a long interval', {product: 'nlb', protocol: 'udp', intervalS: 60}],
	])('%s', (_, given) => {
		expect(contradiction(given)).toBeUndefined();
	});
});

describe('the target', () => {
	const complete = (given: Settings) => {
		const target = completeTarget(given, 'linux');
		if (!('target' in target)) throw new Error(`missing: ${target.missing.join()}`);
		return target.target;
	};

	it('has the defaults of its product', () => {
		expect(complete({backend: '10.0.0.1', port: 80}).healthCheck).toEqual({
			protocol: 'http',
			port: 80,
			path: '/',
			domain: null,
			method: 'head',
			codes: ['http_2xx'],
			timeoutS: 5,
			intervalS: 2,
			healthyThreshold: 3,
			unhealthyThreshold: 3,
		});
		expect(complete({backend: '10.0.0.1', port: 53, protocol: 'udp'}).healthCheck).toMatchObject({
			timeoutS: 10,
			intervalS: 5,
		});
		expect(
			complete({backend: '10.0.0.1', port: 80, product: 'nlb', sources: ['10.0.1.0/24']}).healthCheck,
		).toMatchObject({
			method: 'get',
			intervalS: 5,
			healthyThreshold: 2,
		});
	});

	it('needs the sources of ALB and NLB, which have no fixed range', () => {
		expect(completeTarget({backend: '10.0.0.1', port: 80, product: 'alb'}, 'linux')).toEqual({missing: ['sources']});
	});

	it.each<[number, string]>([
		[80, 'http'],
		[8080, 'http'],
		[443, 'tcp'],
		[3306, 'tcp'],
	])('checks port %i with %s when nobody says', (port, protocol) => {
		expect(defaultProtocol(port)).toBe(protocol);
	});

	// Another tool's repeat command lost options: the arguments have to give the same target again.
	it.each<Settings>([
		{backend: '10.0.0.1', port: 80},
		{backend: '10.0.0.1', port: 443},
		{
			backend: '10.0.0.1',
			port: 9000,
			protocol: 'tcp',
			timeoutS: 7,
			intervalS: 3,
			healthyThreshold: 2,
			unhealthyThreshold: 9,
		},
		{
			backend: '10.0.0.1',
			port: 80,
			checkPort: 8081,
			path: "/it's?a=b&c",
			domain: 'shop.example.com',
			method: 'get',
			codes: ['http_2xx', 'http_3xx'],
		},
		{backend: '10.0.0.1', port: 80, product: 'alb', protocol: 'https', sources: ['10.0.1.0/24', '10.0.2.0/24']},
		{backend: '10.0.0.1', port: 53, protocol: 'udp', product: 'nlb', sources: ['10.0.1.0/24'], intervalS: 60},
	])('is the same again from its own arguments: %j', given => {
		const target = complete(given);
		const words = targetArguments(target);
		let again: Settings = {};
		const names = Object.keys(settings).filter((name): name is SettingName => name in settings);
		for (const name of names) {
			const {flag, read: readText} = settings[name];
			const values = words.flatMap((word, index) => (word === flag ? [words[index + 1] ?? ''] : []));
			if (values.length === 0) continue;
			const reading = readText(values.join(','));
			if ('problem' in reading) throw new Error(reading.problem.en);
			again = {...again, [name]: reading.value};
		}

		expect(complete(again)).toEqual(target);
	});
});
