import {expect, test} from 'vitest';

import {type Detected, nothingDetected} from '../../source/engine/detected.ts';
import {type Intake, intake} from '../../source/engine/intake.ts';
import type {Answer, Pace, SettingQuestion} from '../../source/engine/question.ts';

import type {Settings} from '../../source/engine/settings.ts';
import {verbatim} from '../../source/engine/words.ts';

const nginx: Detected = {
	...nothingDetected,
	ports: [
		{port: 22, address: '0.0.0.0', process: 'sshd', protocol: 'tcp'},
		{port: 80, address: '0.0.0.0', process: 'nginx', protocol: 'tcp'},
		{port: 80, address: '::', process: 'nginx', protocol: 'tcp'},
	],
	addresses: [
		{address: '10.11.192.1', interface: 'eth0'},
		{address: '172.17.0.1', interface: 'docker0'},
	],
};

type Reply = string | Answer;

class NoMoreReplies extends Error {}

/** Runs an intake over replies, a bare Enter being ''; stops where they end, and then has no result. */
const asked = async (
	replies: readonly Reply[],
	options: {readonly given?: Settings; readonly detected?: Detected; readonly pace?: Pace} = {},
): Promise<{readonly result: Intake | undefined; readonly questions: readonly SettingQuestion[]}> => {
	const questions: SettingQuestion[] = [];
	const left = [...replies];
	const answers = intake({
		given: options.given ?? {},
		detected: options.detected ?? nginx,
		pace: options.pace,
		ask: async make => {
			const question = make();
			questions.push(question.setting);
			const reply = left.shift();
			if (reply === undefined) throw new NoMoreReplies();
			if (typeof reply !== 'string') return reply;
			return {do: 'set', value: reply === '' ? (question.setting.suggestion ?? '') : reply};
		},
	});
	const result = await answers.catch(error => {
		if (error instanceof NoMoreReplies) return undefined;
		throw error;
	});
	return {result, questions};
};

test('with nginx on port 80 four Enters are enough', async () => {
	const {result, questions} = await asked(['', '', '', '']);
	expect(questions.map(({id}) => id)).toEqual(['product', 'port', 'protocol', 'start']);
	expect(result).toEqual({
		is: 'ready',
		settings: {product: 'clb', port: 80, protocol: 'http', backend: '10.11.192.1'},
		pace: 'problems',
	});
});

test.each(['guided', 'problems', 'all'] as const)('with --pace %s a bare Enter starts at that pace', async pace => {
	const given: Settings = {product: 'clb', port: 8080, protocol: 'tcp', backend: '10.0.0.9'};
	const {result, questions} = await asked([''], {given, pace});
	expect(result).toEqual({is: 'ready', settings: given, pace});
	const choices = questions[0]?.choices?.map(({value}) => value) ?? [];
	expect(choices[0]).toBe(pace);
	expect(choices.toSorted()).toEqual(['all', 'change', 'guided', 'problems']);
});

test('what was given is not asked', async () => {
	const given: Settings = {product: 'clb', port: 8080, protocol: 'tcp', backend: '10.0.0.9'};
	const {result, questions} = await asked(['guided'], {given});
	expect(questions.map(({id}) => id)).toEqual(['start']);
	expect(result).toEqual({is: 'ready', settings: given, pace: 'guided'});
});

test.each([
	['alb', 'sources', ['http', 'https', 'tcp']],
	['nlb', 'sources', ['tcp', 'http', 'udp']],
])('%s is asked for its sources, and offers its own protocols', async (product, second, protocols) => {
	const {questions} = await asked([product, '10.0.0.0/24', '80']);
	expect(questions[1]?.id).toBe(second);
	expect(questions[3]?.choices?.map(({value}) => value)).toEqual(protocols);
});

test('an instance ID tells the product', async () => {
	const {result} = await asked(['alb-bp1x', '10.0.0.0/24', '80', 'https', 'all']);
	expect(result).toEqual({
		is: 'ready',
		settings: {product: 'alb', sources: ['10.0.0.0/24'], port: 80, protocol: 'https', backend: '10.11.192.1'},
		pace: 'all',
	});
});

test('the system’s own ports come last, and a port that only loopback serves says so', async () => {
	const detected: Detected = {
		...nginx,
		ports: [
			{port: 22, address: '0.0.0.0', process: 'sshd', protocol: 'tcp'},
			{port: 5432, address: '127.0.0.1', process: 'postgres', protocol: 'tcp'},
			{port: 8080, address: '0.0.0.0', protocol: 'tcp'},
			{port: 53, address: '127.0.0.53', process: 'systemd-resolve', protocol: 'udp'},
		],
	};
	const {questions} = await asked(['clb'], {detected});
	expect(questions[1]?.choices).toEqual([
		{value: '8080', label: '8080', hint: 'something listens'},
		{value: '5432', label: '5432', hint: 'postgres listens, on loopback only'},
		{value: '22', label: '22', hint: 'sshd listens'},
		{value: '53/udp', label: '53/udp', hint: 'systemd-resolve listens, on loopback only'},
	]);
	expect(questions[1]?.suggestion).toBe('8080');
});

test('a UDP port brings its protocol', async () => {
	const {result} = await asked(['clb', '5060/udp', 'all']);
	expect(result).toMatchObject({settings: {port: 5060, protocol: 'udp'}});
});

test('the address is asked for when there are two real ones, and when there is none', async () => {
	const two = [...nginx.addresses, {address: '10.11.193.1', interface: 'eth1'}];
	const both = await asked(['clb', '80'], {detected: {...nginx, addresses: two}});
	expect(both.questions[2]?.choices?.map(({value}) => value)).toEqual(['10.11.192.1', '10.11.193.1']);
	const none = await asked(['clb', '80'], {detected: nothingDetected});
	expect(none.questions[2]?.id).toBe('backend');
	expect(none.questions[2]?.choices).toBeUndefined();
});

test.each([
	['port', ['clb', '70000'], '“70000” must be a whole number from 1 to 65535.'],
	['port', ['clb', 'http'], '“http” must be a whole number from 1 to 65535.'],
	['product', ['elb'], '“elb” must be one of clb, alb, nlb.'],
	['protocol', ['clb', '80', 'https'], /CLB never checks over TLS/],
	['start', ['clb', '80', 'http', 'yes'], '“yes” is not one of the choices.'],
])('an answer to %s that can’t be taken asks again and says what is allowed', async (id, replies, problem) => {
	const {questions} = await asked(replies);
	const last = questions.at(-1);
	expect(last?.id).toBe(id);
	expect(last?.problem).toMatch(problem);
});

test('back goes to the question before, and stays at the first', async () => {
	const {questions} = await asked([{do: 'back'}, 'clb', '80', {do: 'back'}, {do: 'back'}]);
	expect(questions.map(({id}) => id)).toEqual(['product', 'product', 'port', 'protocol', 'port', 'product']);
});

test('back keeps the later answers, and goes on where it was', async () => {
	const back: Answer = {do: 'back'};
	const {questions, result} = await asked(['clb', '8080', 'tcp', back, back, '', 'all']);
	expect(questions.map(({id}) => id)).toEqual(['product', 'port', 'protocol', 'start', 'protocol', 'port', 'start']);
	expect(questions[5]).toMatchObject({suggestion: '8080', suggestedBy: 'as before', place: {number: 2, of: 3}});
	expect(result).toMatchObject({settings: {port: 8080, protocol: 'tcp'}});
});

test('what another answer makes void is said before it is given, and after', async () => {
	const back: Answer = {do: 'back'};
	const there: readonly Reply[] = ['nlb', '10.0.0.0/24', '80', 'udp', back, back, back, back];
	const same = await asked([...there, 'nlb']);
	expect(same.questions[8]).toMatchObject({
		id: 'product',
		wouldVoid: ['Check protocol UDP', 'Probes come from 10.0.0.0/24'],
	});
	expect(same.questions[9]).toMatchObject({id: 'start'});
	expect(same.questions[9]?.voided).toBeUndefined();
	const other = await asked([...there, 'alb']);
	expect(other.questions[9]).toMatchObject({
		id: 'sources',
		voided: ['Check protocol UDP', 'Probes come from 10.0.0.0/24'],
	});
});

test('UDP goes with the port that it was said with', async () => {
	const {questions} = await asked(['clb', '5060/udp', {do: 'back'}, '80']);
	expect(questions.map(({id}) => id)).toEqual(['product', 'port', 'start', 'port', 'protocol']);
	expect(questions[3]?.wouldVoid).toEqual(['Check protocol UDP']);
	expect(questions[4]?.voided).toEqual(['Check protocol UDP']);
});

test('each question says which one of how many it is, and one besides the way says nothing', async () => {
	const {questions} = await asked(['clb', '80', 'http', 'change', 'path']);
	expect(questions.map(({place}) => place)).toEqual([
		...[{number: 1}],
		...[2, 3, 4].map(number => ({number, of: 4})),
		undefined,
		undefined,
	]);
});

test('a setting can be changed from the last question', async () => {
	const {result, questions} = await asked(['clb', '80', 'http', 'change', 'path', '/health.html', 'problems']);
	expect(questions.map(({id}) => id).slice(3)).toEqual(['start', 'change', 'path', 'start']);
	expect(questions.at(-1)?.help).toContain('HEAD /health.html');
	expect(result).toMatchObject({settings: {path: '/health.html'}});
});

test('the codes say what the API and the console set', async () => {
	const {questions} = await asked(['clb', '80', 'http', 'change', 'codes']);
	expect(questions.at(-1)?.choices?.map(({hint}) => hint)).toContain('the default of the CLB console');
});

test('another load balancer asks for its own protocol and sources', async () => {
	const {questions} = await asked(['alb', '10.0.0.0/24', '80', 'https', 'change', 'product', 'clb']);
	expect(questions.at(-1)?.id).toBe('protocol');
});

test.each([
	['demo', {is: 'demo'}],
	[{do: 'quit'} as const, {is: 'quit'}],
])('the first question takes %j', async (reply, expected) => {
	const {result} = await asked([reply]);
	expect(result).toEqual(expected);
});

test('every question of a setting says where its answer is found', async () => {
	const {questions} = await asked(['nlb', '10.0.0.0/24', '80', 'http', 'change', 'timeoutS']);
	expect(questions.filter(({id}) => id !== 'change').every(({help}) => help.length > 10)).toBe(true);
});

const shop: Detected = {
	...nginx,
	served: [{port: 80, protocol: 'tcp', by: verbatim('nginx'), at: '/n:2', speaks: 'http'}],
	pages: [{port: 80, word: '/healthz', at: '/n:5'}],
	names: [
		{port: 80, word: 'shop.example.com', at: '/n:3'},
		{port: 80, word: 'www.example.com', at: '/n:3'},
	],
};
const two: Detected = {...shop, addresses: [...nginx.addresses, {address: '10.11.193.1', interface: 'eth1'}]};

test.each<[string, Detected, readonly string[], Settings]>([
	['a page and names', shop, ['product', 'port', 'protocol', 'path', 'start'], {path: '/healthz'}],
	['names only', {...shop, pages: []}, ['product', 'port', 'protocol', 'domain', 'start'], {domain: null}],
	['two addresses and a page', two, ['product', 'port', 'backend', 'protocol', 'start'], {path: '/healthz'}],
])('with %s five Enters are enough', async (_, detected, ids, settings) => {
	const {result, questions} = await asked(['', '', '', '', ''], {detected});
	expect(questions.map(({id}) => id)).toEqual(ids);
	expect(result).toMatchObject({is: 'ready', settings: {backend: '10.11.192.1', port: 80, ...settings}});
});

test('each thing that was found says where, and what isn’t chosen is shown before the start', async () => {
	const {questions} = await asked(['', '', '', ''], {detected: shop});
	expect(questions[3]).toMatchObject({
		suggestion: '/healthz',
		suggestedBy: '/n:5',
		choices: [{value: '/healthz', hint: '/n:5'}, {value: '/'}],
		others: 'may-be-typed',
	});
	expect(questions[4]?.help).toContain(
		`Port 80: nginx listens, /n:2
Address 10.11.192.1: on eth0
Path /healthz: /n:5
Port 80 serves shop.example.com (/n:3) and 1 more; the check sends no domain`,
	);
});

test('a page that is typed is taken, and so is the default', async () => {
	const typed = await asked(['', '', '', '/up', ''], {detected: shop});
	expect(typed.result).toMatchObject({settings: {path: '/up'}});
	const none = await asked(['', '', '', '/', ''], {detected: shop});
	expect(none.result).toMatchObject({settings: {path: '/'}});
});

test('a domain is never chosen unless a person does', async () => {
	const {questions, result} = await asked(['', '', '', '', 'change', 'domain', 'www.example.com', ''], {
		detected: shop,
	});
	expect(questions[6]?.choices?.map(({value}) => value)).toEqual(['$_ip', 'shop.example.com', 'www.example.com']);
	expect(questions[7]?.help).toContain('Domain www.example.com: /n:3');
	expect(result).toMatchObject({settings: {domain: 'www.example.com'}});
});

test('what is no answer to a setting is not suggested', async () => {
	const pages = [{port: 80, word: '/health check', at: '/n:5'}];
	const names = [{port: 80, word: 'a_b.example.com', at: '/n:6'}];
	const {questions} = await asked(['', '', '', ''], {detected: {...shop, pages, names}});
	expect(questions.map(({id}) => id)).toEqual(['product', 'port', 'protocol', 'start']);
});

test.each([
	['clb', 'tcp'],
	['alb', 'https'],
])('where TLS is spoken the check of %s is taken for %s', async (product, protocol) => {
	const served = [{port: 80, protocol: 'tcp', by: verbatim('nginx'), at: '/n:2', speaks: 'tls'}] as const;
	const given: Settings = {product: product === 'alb' ? 'alb' : 'clb', sources: ['10.0.0.0/24'], port: 80};
	const {questions} = await asked([''], {given, detected: {...shop, served}});
	expect(questions[0]).toMatchObject({suggestion: protocol, suggestedBy: 'nginx serves TLS there, /n:2'});
});

test('the server’s name in the cloud is shown', async () => {
	const server = {instanceId: 'i-bp1', region: 'cn-hangzhou', privateAddress: '10.11.193.1'};
	const {questions} = await asked(['', '', '', ''], {detected: {...two, pages: [], names: [], server}});
	expect(questions.map(({id}) => id)).toEqual(['product', 'port', 'protocol', 'start']);
	expect(questions[3]?.help).toContain('This server: i-bp1, cn-hangzhou (metadata service)');
	expect(questions[3]?.help).toContain('Address 10.11.193.1: on eth1, and the metadata service says so');
});

test('the first question does not wait for what is found', async () => {
	const questions: string[] = [];
	await intake({
		given: {},
		detected: new Promise(() => {}),
		ask: async make => {
			questions.push(make().setting.id);
			return {do: 'quit'};
		},
	});
	expect(questions).toEqual(['product']);
});
