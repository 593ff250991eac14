import {expect, test} from 'vitest';
import {readInspect} from '../../source/fact/container-json.ts';
import {containers} from '../../source/fact/containers.ts';
import {processes} from '../../source/fact/processes.ts';
import {known, lookAt, missing, unseen} from './look.ts';

const inspect = JSON.stringify([
	{
		Id: 'aaa111',
		Name: '/web',
		State: {Status: 'running', Running: true, ExitCode: 0, Health: {Status: 'unhealthy'}},
		HostConfig: {PortBindings: {'80/tcp': [{HostIp: '', HostPort: '8080'}]}},
		NetworkSettings: {
			IPAddress: '',
			Ports: {
				'80/tcp': [
					{HostIp: '127.0.0.1', HostPort: '8080'},
					{HostIp: '::', HostPort: '8080'},
				],
				'443/tcp': null,
			},
			Networks: {app_default: {IPAddress: '172.18.0.2'}},
		},
	},
	{
		Id: 'bbb222',
		Name: 'api',
		State: {Status: 'exited', ExitCode: 137},
		HostConfig: {PortBindings: {'53/udp': [{HostIp: '', HostPort: '53'}], '9000/tcp': null}},
		NetworkSettings: {Ports: {}, Networks: {bridge: {IPAddress: ''}}},
	},
]);

const read = [
	{
		id: 'aaa111',
		name: 'web',
		state: 'running, unhealthy',
		isRunning: true,
		ports: [
			{protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 8080, containerPort: 80},
			{protocol: 'tcp', hostAddress: '::', hostPort: 8080, containerPort: 80},
		],
		addresses: ['172.18.0.2'],
	},
	{
		id: 'bbb222',
		name: 'api',
		state: 'exited (137)',
		isRunning: false,
		ports: [{protocol: 'udp', hostAddress: '0.0.0.0', hostPort: 53, containerPort: 53}],
		addresses: [],
	},
];

test('a stopped container keeps the ports that it will publish', () => {
	expect(readInspect(inspect)).toEqual(read);
});

test.each(['', 'Error: No such object', '{"a":', 'null'])('%j is no list of containers', text => {
	expect(readInspect(text)).toBeUndefined();
});

const dockerd = [{pid: 7, parent: 1, state: 'S', name: 'dockerd', line: '/usr/bin/dockerd -H fd://'}];
const storage = 'cat /var/lib/containers/storage/overlay-containers/containers.json';
const none = {stderr: 'No such file', exitCode: 1};

test('docker is not asked when its daemon does not run, as asking could start it', async () => {
	const look = lookAt({[storage]: none}, {facts: [[processes, known([])]]});
	expect(await containers.lookUp(look)).toMatchObject({known: true, value: []});
	expect(look.ran).toEqual([storage]);
});

test('all containers of a running docker are inspected in one go', async () => {
	const look = lookAt(
		{[storage]: none, 'docker ps -a -q --no-trunc': 'aaa111\nbbb222\n', 'docker inspect aaa111 bbb222': inspect},
		{facts: [[processes, known(dockerd)]]},
	);
	expect(await containers.lookUp(look)).toMatchObject({known: true, value: read});
});

test('containers that may not be listed are unknown, and no nerdctl is nothing', async () => {
	const denied = {stderr: 'permission denied while trying to connect to the Docker daemon socket', exitCode: 1};
	const facts = [[processes, known([...dockerd, {...dockerd[0], name: 'containerd'}])]] as const;
	const ps = 'docker ps -a -q --no-trunc';
	const nerdctl = {'nerdctl ps -a -q --no-trunc': missing, [storage]: none};
	expect(await containers.lookUp(lookAt({...nerdctl, [ps]: denied}, {facts}))).toMatchObject({known: false});
	expect(await containers.lookUp(lookAt({...nerdctl, [ps]: ''}, {facts}))).toEqual({
		known: true,
		value: [],
		from: [expect.objectContaining({stdout: ''})],
	});
});

test('without the list of processes no tool is asked', async () => {
	const look = lookAt({}, {facts: [[processes, unseen()]]});
	expect(await containers.lookUp(look)).toMatchObject({known: false});
	expect(look.ran).toEqual([]);
});
