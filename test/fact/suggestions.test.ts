import {expect, test} from 'vitest';
import {verbatim} from '../../source/engine/words.ts';
import {addresses} from '../../source/fact/addresses.ts';
import {cloudServer} from '../../source/fact/cloud-server.ts';
import {containers} from '../../source/fact/containers.ts';
import {listeners} from '../../source/fact/listeners.ts';
import {nginxHere} from '../../source/fact/nginx-here.ts';
import {processes} from '../../source/fact/processes.ts';
import {suggestions} from '../../source/fact/suggestions.ts';
import {known, lookAt, missing, target, unseen} from './look.ts';

const master = {
	pid: 812,
	parent: 1,
	state: 'S',
	name: 'nginx',
	line: 'nginx: master process nginx -c /opt/shop/nginx.conf',
};
const worker = {...master, pid: 813, parent: 812, line: 'nginx: worker process'};
const elsewhere = {...master, pid: 900, line: 'nginx: master process nginx -c /elsewhere/nginx.conf'};
const socket = {protocol: 'tcp', address: '0.0.0.0', port: 80, processes: [{name: 'nginx', pid: 813}]} as const;
const links = (root: string) =>
	`lrwxrwxrwx 1 root root 0 Nov 26 08:00 /proc/812/cwd -> /\nlrwxrwxrwx 1 root root 0 Nov 26 08:00 /proc/812/root -> ${root}\n`;
const lookAtLinks = 'ls -l /proc/812/cwd /proc/812/root /proc/812/fd';

test.each([
	['of the host', '/', '/opt/shop/nginx.conf'],
	['of a container, beneath its root', '/var/lib/docker/x', '/proc/812/root/opt/shop/nginx.conf'],
])('the nginx that listens is read by its own file, %s; one of another network is not', async (_, root, file) => {
	const look = lookAt(
		{[lookAtLinks]: links(root), [`cat ${file}`]: 'http { server { listen 80; location /ping { } } }'},
		{
			facts: [
				[listeners, known([socket])],
				[processes, known([master, worker, elsewhere])],
			],
			otherwise: missing,
		},
	);
	expect(await nginxHere.lookUp(look)).toMatchObject({
		value: {
			served: [{port: 80, by: verbatim('nginx'), at: `${file}:1`, speaks: 'http'}],
			pages: [{port: 80, word: '/ping', at: `${file}:1`}],
		},
	});
	expect(look.ran.join('\n')).not.toContain('/elsewhere');
});

test('where no nginx listens the usual files say what it is set to', async () => {
	const look = lookAt(
		{'cat /etc/nginx/nginx.conf': 'http { server { } }'},
		{
			facts: [
				[listeners, known([])],
				[processes, known([elsewhere])],
			],
			otherwise: missing,
		},
	);
	expect(await nginxHere.lookUp(look)).toMatchObject({value: {served: [{port: 80, at: '/etc/nginx/nginx.conf:1'}]}});
	expect(look.ran.join('\n')).not.toContain('ls -l');
});

test('what can’t be seen leaves only fewer suggestions', async () => {
	const facts = [addresses, listeners, processes, containers, cloudServer].map(fact => [fact, unseen()] as const);
	const look = lookAt({}, {facts, otherwise: {failure: 'denied'}});
	expect(await suggestions.lookUp(look)).toMatchObject({
		known: true,
		value: {ports: [], addresses: [], served: [], pages: [], names: []},
	});
});

test('on Windows only sockets and addresses are looked at', async () => {
	const look = lookAt(
		{},
		{
			facts: [
				[addresses, known([])],
				[listeners, known([socket])],
			],
			otherwise: missing,
		},
	);
	const found = await suggestions.lookUp({...look, target: {...target, platform: 'windows'}});
	expect(found).toMatchObject({known: true, value: {ports: [{port: 80, process: 'nginx', pid: 813}], served: []}});
	expect(look.ran.join('\n')).not.toMatch(/sys_vendor|grep/);
});

test.each([
	['elsewhere\n', 'this is no server of Alibaba Cloud'],
	['silent\n', 'the metadata service, 100.100.100.200, does not answer'],
])('that the metadata says %j is unknown, with the reason', async (stdout, why) => {
	expect(await cloudServer.lookUp(lookAt({}, {otherwise: stdout}))).toMatchObject({known: false, why: {en: why}});
});
