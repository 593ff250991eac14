import {chmodSync, readFileSync} from 'node:fs';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {readResult} from '../../source/form/read-result.ts';
import {startApache} from '../lab/harness/apache.ts';
import {alibaba, madeBy, startMetadata} from '../lab/harness/cloud.ts';
import {type Lab, openLab} from '../lab/harness/lab.ts';
import {laidOver} from '../lab/harness/laid-over.ts';
import {isInstalled, labLacks} from '../lab/harness/needs.ts';
import {startNginx} from '../lab/harness/nginx.ts';
import {build, hasTmux, openTerminal, type Terminal} from './terminal.ts';

const questions = {
	product: 'Which load balancer is it?',
	port: 'Which port of this server',
	protocol: 'What does the health check speak?',
	path: 'Which path does the health check ask for?',
	start: 'Is this what the load balancer is set to?',
} as const;

/** What Docker's and podman's `inspect` print of a container that publishes a port and has ended. */
const container = JSON.stringify([
	{
		Id: 'aaa111',
		Name: 'web',
		State: {Status: 'exited', ExitCode: 1},
		HostConfig: {PortBindings: {'80/tcp': [{HostIp: '', HostPort: '8000'}]}},
		NetworkSettings: {Ports: {}, Networks: {}},
	},
]);

describe.skipIf(!hasTmux || labLacks() !== undefined)('what is found is offered', {timeout: 120_000}, () => {
	let lab: Lab;
	let terminal: Terminal | undefined;

	beforeAll(build);
	beforeEach(async () => {
		lab = await openLab();
	});
	afterEach(async () => {
		await terminal?.close();
		terminal = undefined;
		await lab.close();
	});

	/** Starts the wizard on the backend, after some words. */
	const open = async (
		before: readonly string[] = [],
		{options = '', ...size}: {options?: string; columns?: number; rows?: number} = {},
	) => {
		const shell = ['ip', 'netns', 'exec', lab.backend.name, ...before, 'PROGRAM', options].join(' ');
		const env = {PATH: `${lab.directory}/bin:${process.env.PATH ?? ''}`};
		terminal = await openTerminal({shell, env, ...size});
		return terminal;
	};

	/** Answers each of these questions by a bare Enter as it comes; returns how many there were. */
	const enter = async (at: Terminal, names: ReadonlyArray<keyof typeof questions>): Promise<number> => {
		for (const name of names) {
			await at.until(questions[name]);
			await at.keys('Enter');
		}

		return names.length;
	};

	test.each([
		[80, 24],
		[40, 12],
	])('at %ix%i, with nginx on 80, Enter alone leads to the verdict, five times or fewer', async (columns, rows) => {
		await startNginx(lab);
		const at = await open([], {columns, rows});
		const count = await enter(at, ['product', 'port', 'protocol', 'start']);
		expect(count).toBeLessThanOrEqual(5);
		await at.until('Enter closes');
		expect((await at.log()).replace(/\s+/g, ' ')).toContain('Healthy: the health check passes.');
	});

	test('with nginx on 8080, a page for checks and a name: five Enters, and each says where it is from', async () => {
		await startNginx(lab, {
			servers: `server {
	listen 8080;
	server_name shop.example.com;
	location = /healthz { return 200 ok; }
	location = /nginx_status { stub_status; }
}`,
		});
		const conf = `${lab.directory}/nginx/nginx.conf`;
		const at = await open();
		await enter(at, ['product']);
		expect(await at.until(questions.port)).toMatch(/❯ 8080 · nginx \(pid \d+\) listens/);
		await at.keys('Enter');
		expect(await at.until(questions.protocol)).toContain('❯ HTTP · nginx serves HTTP there');
		await at.keys('Enter');
		const path = await at.until(questions.path);
		expect(path).toContain('❯ /healthz');
		expect(path).not.toContain('nginx_status');
		await at.keys('Enter');
		const flat = (await at.until(questions.start)).replace(/\s+/g, '');
		const lines = readFileSync(conf, 'utf8').split('\n');
		const line = (word: string) => 1 + lines.findIndex(one => one.includes(word));
		for (const words of [
			`Path/healthz:${conf}:${line('= /healthz')}`,
			`Port8080servesshop.example.com(${conf}:${line('server_name')});thechecksendsnodomain`,
		])
			expect(flat).toContain(words);
		await at.keys('Enter');
		await at.until('Enter closes');
		expect(await at.log()).toContain('HEAD http://10.11.192.1:8080/healthz with no domain set');
	});

	test.skipIf(!isInstalled('apache2'))(
		'Apache on 81 is offered beside nginx on 8080, and is taken by Down',
		async () => {
			await startNginx(lab, {servers: 'server { listen 8080; root site; }'});
			const before = await startApache(lab, {
				port: 81,
				site: `<VirtualHost *:81>
	ServerName apache.example.com
	DocumentRoot ${lab.directory}/apache-site
	Alias /health ${lab.directory}/apache-site/health.html
</VirtualHost>
`,
			});
			const at = await open(before);
			await enter(at, ['product']);
			const ports = await at.until(questions.port);
			expect(ports).toMatch(/❯ 8080 · nginx \(pid \d+\) listens/);
			expect(ports).toMatch(/ 81 · apache2 \(pid \d+\) listens, \/etc\/apache2\/ports.conf:1/);
			await at.keys('Down', 'Enter');
			await enter(at, ['protocol']);
			expect(await at.until(questions.path)).toContain('❯ /health · /etc/apache2/sites-enabled/shop.conf:4');
			await at.keys('Enter');
			const flat = (await at.until(questions.start)).replace(/\s+/g, ' ');
			expect(flat).toContain('Port 81 serves apache.example.com (/etc/apache2/sites-enabled/shop.conf:2)');
			await at.keys('Enter');
			await at.until('Enter closes');
			expect((await at.log()).replace(/\s+/g, ' ')).toContain('Healthy: the health check passes.');
		},
	);

	test('what a container publishes is offered while it is down; what is typed is taken instead', async () => {
		lab.write('var-lib/containers/storage/overlay-containers/containers.json', '[{"id": "aaa111"}]');
		lab.write('inspect.json', container);
		const podman = `#!/bin/sh\ncase $1 in ps) echo aaa111 ;; inspect) cat ${lab.directory}/inspect.json ;; esac\n`;
		chmodSync(lab.write('bin/podman', podman), 0o755);
		const at = await open(laidOver(lab, {'/var/lib': 'var-lib'}));
		await enter(at, ['product']);
		expect((await at.until(questions.port)).replace(/\s+/g, ' ')).toContain(
			'8000 · container web is set to serve it (exited (1)); nothing listens',
		);
		await at.keys('9', '0', '0', '1', 'Enter');
		await at.until(questions.protocol);
		expect(await at.log()).toContain('Which port of this server does the load balancer use? 9001');
	});

	test('on a server of ECS the metadata service chooses between two addresses, and names the server', async () => {
		await startNginx(lab);
		await lab.backend.sh('ip address add 10.11.192.7/24 dev eth0');
		await startMetadata(lab, 'hardened');
		const report = `${lab.directory}/report.json`;
		const at = await open(madeBy(lab, alibaba), {options: `--report ${report}`});
		await enter(at, ['product', 'port', 'protocol']);
		const flat = (await at.until(questions.start)).replace(/\s+/g, ' ');
		expect(flat).toContain('Address 10.11.192.1: on eth0, and the metadata service says so');
		expect(flat).toContain('This server: i-bp13znx0m0me8cquu, cn-hangzhou (metadata service)');
		await at.keys('Enter');
		await at.until('Enter closes');
		await at.keys('Enter');
		await at.until(/\[exit \d+\]/);
		const read = readResult(readFileSync(report, 'utf8'));
		expect('result' in read && read.result.server).toEqual({
			instanceId: 'i-bp13znx0m0me8cquu',
			region: 'cn-hangzhou',
		});
	});
});
