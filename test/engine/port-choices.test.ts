import {expect, test} from 'vitest';
import {addressChoices, sureAddress} from '../../source/engine/address-choices.ts';
import {type Detected, type DetectedPort, nothingDetected, type ServedPort} from '../../source/engine/detected.ts';
import {portChoices, suggestedPort} from '../../source/engine/port-choices.ts';
import {verbatim} from '../../source/engine/words.ts';

const socket = (port: number, process: string, more: Partial<DetectedPort> = {}): DetectedPort => ({
	port,
	address: '0.0.0.0',
	protocol: 'tcp',
	process,
	...more,
});
const nginx: ServedPort = {
	port: 80,
	protocol: 'tcp',
	by: verbatim('nginx'),
	at: '/etc/nginx/nginx.conf:12',
	speaks: 'http',
};
const container: ServedPort = {port: 8000, protocol: 'tcp', by: verbatim('container web'), state: 'exited (1)'};

test.each<[string, readonly DetectedPort[], readonly ServedPort[], string | undefined, string | undefined]>([
	[
		'what listens, with its configuration',
		[socket(80, 'nginx', {pid: 812})],
		[nginx],
		'80',
		'nginx (pid 812) listens, /etc/nginx/nginx.conf:12',
	],
	['what listens before what is only set up', [socket(9876, 'app')], [nginx], '9876', 'app listens'],
	[
		'what is set up, when only the system listens',
		[socket(22, 'sshd')],
		[nginx],
		'80',
		'nginx is set to serve it, /etc/nginx/nginx.conf:12; nothing listens',
	],
	[
		'what is set up before the program behind it',
		[socket(3000, 'node', {address: '127.0.0.1'})],
		[nginx],
		'80',
		'nginx is set to serve it, /etc/nginx/nginx.conf:12; nothing listens',
	],
	[
		'what is set up before a database',
		[socket(3306, 'mysqld')],
		[nginx],
		'80',
		'nginx is set to serve it, /etc/nginx/nginx.conf:12; nothing listens',
	],
	[
		'a proxy on loopback before an unknown program',
		[socket(80, 'nginx', {address: '127.0.0.1'}), socket(9876, 'app')],
		[],
		'80',
		'nginx listens, on loopback only',
	],
	[
		'a container that is down',
		[socket(22, 'sshd')],
		[container],
		'8000',
		'container web is set to serve it (exited (1)); nothing listens',
	],
	[
		'a container that runs',
		[socket(8000, 'docker-proxy')],
		[{...container, state: 'running'}],
		'8000',
		'docker-proxy listens, for container web',
	],
	['nothing but the system', [socket(22, 'sshd')], [], undefined, undefined],
])('suggested is %s', (_, ports, served, value, hint) => {
	const suggested = suggestedPort({...nothingDetected, ports, served});
	expect([suggested?.value, suggested?.hint]).toEqual([value, hint]);
});

test('a port over UDP is another one', () => {
	const detected = {...nothingDetected, ports: [socket(80, 'nginx')], served: [{...nginx, protocol: 'udp' as const}]};
	expect(portChoices(detected).map(({value}) => value)).toEqual(['80', '80/udp']);
});

const eth0 = {address: '10.11.192.1', interface: 'eth0'};
const docker0 = {address: '172.17.0.1', interface: 'docker0'};
const eth1 = {address: '10.11.193.1', interface: 'eth1'};

test.each<[string, Detected['addresses'], string | undefined, readonly string[], string | undefined]>([
	['one address', [eth0], undefined, ['10.11.192.1'], '10.11.192.1'],
	['two addresses', [eth0, eth1], undefined, ['10.11.192.1', '10.11.193.1'], undefined],
	['two, of which the cloud names one', [eth0, eth1], '10.11.193.1', ['10.11.193.1', '10.11.192.1'], '10.11.193.1'],
	['another than the cloud names', [eth0], '10.0.0.9', ['10.0.0.9', '10.11.192.1'], undefined],
	['none but the cloud’s', [], '10.0.0.9', ['10.0.0.9'], '10.0.0.9'],
	['none', [], undefined, [], undefined],
	['one that is up and one that is down', [{...eth1, isDown: true}, eth0], undefined, ['10.11.192.1'], '10.11.192.1'],
	['the only real one is down', [docker0, {...eth0, isDown: true}], undefined, ['10.11.192.1'], '10.11.192.1'],
	[
		'the cloud’s is down',
		[eth0, {...eth1, isDown: true}],
		'10.11.193.1',
		['10.11.193.1', '10.11.192.1'],
		'10.11.193.1',
	],
	['bridges only', [docker0], undefined, ['172.17.0.1'], '172.17.0.1'],
])('%s: what is offered, and whether it is sure', (_, addresses, privateAddress, offered, sure) => {
	const server = privateAddress === undefined ? {} : {server: {privateAddress}};
	const detected = {...nothingDetected, addresses, ...server};
	expect(addressChoices(detected).map(({value}) => value)).toEqual(offered);
	expect(sureAddress(detected)).toBe(sure);
});
