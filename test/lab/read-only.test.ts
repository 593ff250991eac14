import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {alibaba, madeBy} from './harness/cloud.ts';
import {hostState} from './harness/host-state.ts';
import {openLab} from './harness/lab.ts';
import {labLacks} from './harness/needs.ts';
import {startNginx} from './harness/nginx.ts';
import {program, runCheck} from './harness/program.ts';
import type {Check} from './scenario.ts';

const rules = `
	iptables -A INPUT -s 203.0.113.0/24 -j DROP
	iptables-legacy -A INPUT -s 198.51.100.0/24 -j DROP
	nft add table inet own
	nft add chain inet own input '{ type filter hook input priority 5; policy accept; }'
	ipset create bad hash:net
	ipset add bad 192.0.2.0/24
	iptables -A INPUT -m set --match-set bad src -j DROP
`;

const hosts: ReadonlyArray<{readonly name: string; readonly script: string; readonly check: Check}> = [
	{name: 'a host without any rules', script: ':', check: {protocol: 'http'}},
	{name: 'a host with rules of every kind', script: rules, check: {protocol: 'http'}},
	{
		name: 'a host that drops the probes',
		script: 'iptables -A INPUT -s 100.64.0.0/10 -j DROP',
		check: {protocol: 'tcp'},
	},
	{name: 'a host where nothing listens on the port', script: rules, check: {protocol: 'http', port: 8080}},
	{name: 'a host that is asked over UDP', script: ':', check: {protocol: 'udp', port: 53}},
];

const why = labLacks();

describe.concurrent('looking changes nothing', () => {
	test.for(hosts)('on $name', async ({script, check}, {skip}) => {
		skip(why !== undefined, why);
		const lab = await openLab();
		try {
			// The pid and logs of nginx are files too; its access log may grow by the probes, which is what logs are for.
			await startNginx(lab, {servers: 'access_log off; server { listen 80; root site; }'});
			await lab.backend.sh(script);
			lab.write('home/.keep', '');
			const before = await hostState(lab);
			// Its own files, if it made any, would be in the directory that is compared.
			const own = ['HOME', 'TMPDIR', 'XDG_RUNTIME_DIR'].map(name => `${name}=${lab.directory}/home`);
			const {told} = await runCheck(lab.backend, check, ['env', ...own]);
			expect(told.steps.length).toBeGreaterThan(0);
			expect(await hostState(lab)).toEqual(before);
		} finally {
			await lab.close();
		}
	});

	test('while the wizard asks, with what it finds', async ({skip}) => {
		skip(why !== undefined, why);
		// What is kept of a session is no part of the host's state.
		const sessions = mkdtempSync(join(tmpdir(), 'slbw-sessions-'));
		const lab = await openLab();
		try {
			await startNginx(lab, {servers: 'access_log off; server { listen 80; root site; location /health { }}'});
			await lab.backend.sh(rules);
			lab.write('home/.keep', '');
			const asServer = madeBy(lab, alibaba);
			const before = await hostState(lab);
			const own = ['HOME', 'TMPDIR', 'XDG_RUNTIME_DIR'].map(name => `${name}=${lab.directory}/home`);
			const words = [...asServer, 'env', ...own, `XDG_STATE_HOME=${sessions}`, process.execPath, program, '--plain'];
			const {stdout} = await lab.backend.run('sh', ['-c', `printf '\\n\\n\\nq\\n' | ${words.join(' ')}`]);
			expect(stdout).toMatch(/1 \/health \(.*nginx.conf:\d+\)/);
			expect(await hostState(lab)).toEqual(before);
		} finally {
			rmSync(sessions, {recursive: true, force: true});
			await lab.close();
		}
	});

	test('a rule, a table, a route and a file that were added would be seen', async ({skip}) => {
		skip(why !== undefined, why);
		const lab = await openLab();
		try {
			const before = await hostState(lab);
			await lab.backend.sh(
				'iptables-legacy -nL >/dev/null; iptables -A INPUT -j ACCEPT; ip route add 192.0.2.0/24 dev eth0; touch written',
			);
			const after = await hostState(lab);
			const changed = Object.keys(before).filter(name => before[name] !== after[name]);
			expect(changed).toEqual(
				expect.arrayContaining(['iptables-save', 'the tables of iptables-legacy', 'nftables', 'routes', 'files']),
			);
		} finally {
			await lab.close();
		}
	});
});
